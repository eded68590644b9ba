// This file is responsible for the document the inspector exports: its shape, and writing it as JSON.
import type { BinarySymbol } from './binary-file.ts';
import { InspectError } from './inspect-error.ts';
import type { CompositionPart } from './sizes.ts';
import type { GoPart } from './json-go.ts';
import type { HeadersPart } from './json-headers.ts';
import type { IdentityPart } from './json-identity.ts';
import type { LinkagePart, SectionsPart } from './json-parts.ts';
import type { SummaryPart } from './json-summary.ts';

/** Problem is an InspectError as plain values: which field, at which byte of the file, and what was expected. */
export interface Problem {
  readonly field: string;
  readonly offset: number;
  readonly expected: string;
}

/** Readable is what was read, or why it could not be: a damaged file still shows all that is sound. */
export type Readable<T> = { readonly value: T } | { readonly problem: Problem };

/**
 * InspectionDocument is everything the inspector knows of a binary. In JSON, numbers of 64 bits (addresses, and
 * fields of that size) are hexadecimal texts such as "0x401000", all others are numbers; sizes are bytes, offsets
 * count from the start of the file. A part that could not be read is {"problem": …}.
 */
export interface InspectionDocument {
  /** The number grows when a part changes its meaning; new parts may come without that. */
  readonly schema: 'anyport-inspection/1';
  readonly name: string;
  readonly size: number;
  /** Why the file as a whole could not be opened; the parts below are then missing but for identity and headers. */
  readonly problem?: Problem;
  readonly identity: IdentityPart;
  readonly summary?: SummaryPart;
  readonly headers: HeadersPart;
  readonly linkage?: LinkagePart;
  readonly sections?: SectionsPart;
  readonly symbols?: Readable<readonly BinarySymbol[]>;
  readonly go?: Readable<GoPart>;
  readonly sizes?: Readable<CompositionPart>;
}

/** attempt reads something and keeps an InspectError as a problem; other errors are bugs and go through. */
export function attempt<T>(read: () => T): Readable<T> {
  try {
    return { value: read() };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** attemptAsync is attempt for what takes time, such as hashes. */
export async function attemptAsync<T>(read: () => Promise<T>): Promise<Readable<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** problemOf turns an InspectError into plain values and throws any other error on. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof InspectError)) throw error;
  const { field, offset, expected } = error;
  return { field, offset, expected };
}

/** writeJson writes a document, or a part of one, with 64-bit numbers as hexadecimal texts. */
export function writeJson(document: unknown): string {
  const plain = (_: string, value: unknown) =>
    typeof value === 'bigint' ? `0x${value.toString(16)}` : value;
  return JSON.stringify(document, plain, 2) + '\n';
}
