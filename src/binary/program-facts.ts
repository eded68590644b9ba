// What a file tells of the program it is, and where it tells it: the facts that "Will it run?" is computed from.
import type { Field, Structure } from './read/layout.ts';

/** A place of the file that a fact was read from. */
export interface Evidence {
  /** The field's name in its specification, such as e_machine. */
  readonly field: string;
  /** What stands there, in words or digits. */
  readonly value: string;
  /** Byte offset in the file, and size in bytes. */
  readonly offset: number;
  readonly size: number;
  /** Whether it is a field of a header that structures() lists; else only the bytes can be shown. */
  readonly isField: boolean;
}

/** A mark that tells the system a file is for. */
export interface SystemMark {
  /** GOOS, or the system's usual name in lower case where Go has none. */
  readonly os: string;
  /** The oldest version it declares, as in "3.2.0"; empty when it declares none. */
  readonly version: string;
  readonly evidence: Evidence;
}

/** A library that must be there when the program starts, with the versions of its interface, such as GLIBC_2.34. */
export interface Need {
  readonly library: string;
  readonly versions: readonly string[];
  /** Whether the program starts without it. */
  readonly isOptional: boolean;
}

/** The C library that a file of Linux asks for. */
export type Libc = 'glibc' | 'musl' | 'uClibc' | 'klibc';

/** What a file was packed with: it holds another program, which it unpacks when it starts. */
export interface Packed {
  readonly packer: 'UPX';
  /** Bytes of the program inside; undefined when that cannot be read. */
  readonly originalSize: number | undefined;
  readonly evidence: Evidence;
}

/** What a .NET assembly asks of its runtime. */
export interface DotNet {
  /** The metadata's version, such as v4.0.30319. */
  readonly version: string;
  /** Whether it runs on every processor, whatever its header says. */
  readonly isAnyProcessor: boolean;
  readonly evidence: Evidence;
}

/** The facts that a verdict can rest on; each has evidence of its own. */
export type FactName =
  | 'format'
  | 'machine'
  | 'system'
  | 'kind'
  | 'interpreter'
  | 'needs'
  | 'minimum'
  | 'signature'
  | 'subsystem'
  | 'imports'
  | 'runtime'
  | 'packed'
  | 'variant'
  | 'release';

/** evidenceOf takes a field of a structure as evidence; nothing when it has no such field. */
export function evidenceOf(structure: Structure | undefined, name: string): Evidence[] {
  const field = structure?.fields().find((each) => each.name === name);
  return field ? [fieldEvidence(field)] : [];
}

/** magicEvidence is the evidence of formats whose first fields tell the format, the system and the processor at once. */
export function magicEvidence(
  structures: readonly Structure[],
  fact: FactName,
  ...fields: readonly string[]
): Evidence[] {
  const told: readonly FactName[] = ['format', 'machine', 'system', 'kind'];
  return told.includes(fact) ? fields.flatMap((name) => evidenceOf(structures[0], name)) : [];
}

/** fieldEvidence takes a field as evidence. */
export function fieldEvidence({ name, value, meaning, offset, size }: Field): Evidence {
  const number = typeof value === 'string' ? value : value < 10 ? String(value) : `0x${value.toString(16)}`;
  return { field: name, value: meaning ? `${number} (${meaning})` : number, offset, size, isField: true };
}
