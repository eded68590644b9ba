// Opens a binary of any format: the table of formats.
import type { BinaryFile } from './binary-file.ts';
import type { BinaryFormat } from './binary-format.ts';
import { ar } from './formats/ar/format.ts';
import { coff } from './formats/coff/format.ts';
import { elf } from './formats/elf/format.ts';
import { macho } from './formats/macho/format.ts';
import { pe } from './formats/pe/format.ts';
import { plan9 } from './formats/plan9/format.ts';
import { universal } from './formats/universal/format.ts';
import { wasm } from './formats/wasm/format.ts';
import { xcoff } from './formats/xcoff/format.ts';
import { InspectError } from './read/inspect-error.ts';

/** The formats, tried from the top: a format is its folder and its row here. */
export const formats = [elf, macho, universal, pe, wasm, plan9, xcoff, ar, coff] as const;

/** ParsedBinary is an opened file; `format` tells which. */
export type ParsedBinary = ReturnType<(typeof formats)[number]['open']>;

/** formatOf returns the format that bytes begin like; undefined when none is known. */
export function formatOf(bytes: Uint8Array): BinaryFormat | undefined {
  return formats.find((each) => each.accepts(bytes));
}

/** canInspect tells whether bytes begin like a binary of a known format. */
export function canInspect(bytes: Uint8Array): boolean {
  return formatOf(bytes) !== undefined;
}

/**
 * inspect opens a binary by its first bytes. The bytes are not copied and must not change while the result is in
 * use. Reading beyond the headers happens when asked for. Throws an InspectError when the format is unknown or
 * the headers do not fit the file.
 */
export function inspect(bytes: Uint8Array): ParsedBinary {
  const format = formats.find((each) => each.accepts(bytes));
  if (!format) throw new InspectError('magic', 0, { code: 'known format' });
  return format.open(bytes);
}

/**
 * describeBinary returns the line file(1) prints for a binary, without the file name. It differs where file is
 * wrong, see the formats. Throws an InspectError when the bytes are no binary of a known format.
 */
export function describeBinary(bytes: Uint8Array): string {
  return describeParsed(inspect(bytes));
}

/** describeParsed is describeBinary for a binary that is open already. */
export function describeParsed(file: BinaryFile): string {
  // A file's format has opened it, so it takes it.
  const format: BinaryFormat | undefined = formats.find((each) => each.name === file.format);
  if (!format) throw new Error(`no format ${file.format}`);
  return format.describe(file);
}
