// The part of the inspector's document that sums a binary up.
import type { Kind, Protection } from '../binary-file.ts';
import type { ByteOrder } from '../read/byte-reader.ts';
import { describeParsed } from '../inspect.ts';
import { readDwarf, type Dwarf } from './dwarf.ts';
import { goVersionOf, type GoSetting } from '../go/gobuildinfo.ts';
import type { BinaryFile } from '../binary-file.ts';
import { attempt, type Readable } from '../read/readable.ts';
import { targetOf } from '../go/binary-target.ts';
import { requiredSystem } from '../hosts/minimum-system.ts';

/** SummaryPart is what a binary is. Parts are read one by one, so that damage in one does not hide the others. */
export interface SummaryPart {
  /** The line of file(1). */
  readonly line: Readable<string>;
  readonly format: string;
  readonly class: Readable<32 | 64>;
  readonly byteOrder: ByteOrder;
  readonly machine: Readable<string>;
  /** The convention or system the header names, empty when it names none. */
  readonly abi: Readable<string>;
  readonly kind: Readable<Kind>;
  /** Address of the first instruction; null when there is none. */
  readonly entry: Readable<bigint | null>;
  /** GOOS and GOARCH, each empty where the file does not tell; the variant as Go's variable, such as GOAMD64. */
  readonly target: Readable<{
    readonly goos: string;
    readonly goarch: string;
    readonly variant: GoSetting | null;
  }>;
  readonly goVersion: Readable<string>;
  /** The oldest system: as the file's headers declare, and as its Go release requires; empty when not told. */
  readonly minimumOs: { readonly declared: Readable<string>; readonly required: Readable<string> };
  readonly isDynamic: Readable<boolean>;
  readonly interpreter: Readable<string>;
  readonly libraries: Readable<readonly string[]>;
  readonly isStripped: Readable<boolean>;
  readonly dwarf: Readable<Dwarf | null>;
  readonly protections: Readable<readonly Protection[]>;
}

/** summaryOf reads the summary of a binary. */
export function summaryOf(file: BinaryFile): SummaryPart {
  const target = attempt(() => {
    const { goos, goarch, variant } = targetOf(file);
    return { goos, goarch, variant: variant ?? null };
  });
  const goVersion = attempt(() => goVersionOf(file));
  return {
    line: attempt(() => describeParsed(file)),
    format: file.format,
    class: attempt(() => file.class),
    byteOrder: file.byteOrder,
    machine: attempt(() => file.machine.name),
    abi: attempt(() => file.abi),
    kind: attempt(() => file.kind),
    entry: attempt(() => file.entry ?? null),
    target,
    goVersion,
    minimumOs: {
      declared: attempt(() => file.minimumOs()),
      required: attempt(() => requiredSystem(valueOf(target)?.goos ?? '', valueOf(goVersion) ?? '')),
    },
    isDynamic: attempt(() => file.isDynamic()),
    interpreter: attempt(() => file.interpreter()),
    libraries: attempt(() => file.libraries()),
    isStripped: attempt(() => file.isStripped()),
    dwarf: attempt(() => readDwarf(file) ?? null),
    protections: attempt(() => file.protections()),
  };
}

/** valueOf returns what was read, undefined when it could not be. */
export function valueOf<T>(readable: Readable<T>): T | undefined {
  return 'value' in readable ? readable.value : undefined;
}
