// Opens a binary of any format: the table of openers.
import { ArFile } from './formats/ar/ar-archive.ts';
import { bytesOf, hex } from './read/byte-reader.ts';
import { ElfFile } from './formats/elf/elf.ts';
import { InspectError } from './read/inspect-error.ts';
import { isMacho } from './formats/macho/macho-commands.ts';
import { MachoFile } from './formats/macho/macho.ts';
import { PeFile } from './formats/pe/pe.ts';
import { Plan9File } from './formats/plan9/plan9.ts';
import { maxSlices, UniversalFile } from './formats/macho/universal.ts';
import { WasmFile } from './formats/wasm/wasm.ts';
import { XcoffFile } from './formats/xcoff/xcoff.ts';

/** ParsedBinary is an opened file; `format` tells which. */
export type ParsedBinary =
  ElfFile | MachoFile | UniversalFile | PeFile | WasmFile | Plan9File | XcoffFile | ArFile;

interface Opener {
  /** accepts looks at no more than the first bytes. */
  readonly accepts: (bytes: Uint8Array) => boolean;
  readonly open: (bytes: Uint8Array) => ParsedBinary;
}

const startsWith = (magic: string) => (bytes: Uint8Array) =>
  bytesOf(magic).every((byte, i) => bytes[i] === byte);

// One line per format, tried from the top.
const openers: readonly Opener[] = [
  { accepts: startsWith('\x7fELF'), open: (bytes) => new ElfFile(bytes) },
  { accepts: (bytes) => isMacho(hex(bytes.subarray(0, 4))), open: (bytes) => new MachoFile(bytes) },
  { accepts: isUniversal, open: (bytes) => new UniversalFile(bytes) },
  { accepts: startsWith('MZ'), open: (bytes) => new PeFile(bytes) },
  { accepts: startsWith('\0asm'), open: (bytes) => new WasmFile(bytes) },
  { accepts: startsWith('\0\0\x01\xeb'), open: (bytes) => new Plan9File(bytes) },
  { accepts: startsWith('\0\0\x06\x47'), open: (bytes) => new Plan9File(bytes) },
  { accepts: startsWith('\0\0\x8a\x97'), open: (bytes) => new Plan9File(bytes) },
  { accepts: startsWith('\x01\xdf'), open: (bytes) => new XcoffFile(bytes) },
  { accepts: startsWith('\x01\xf7'), open: (bytes) => new XcoffFile(bytes) },
  { accepts: startsWith('!<arch>\n'), open: (bytes) => new ArFile(bytes) },
];

// 0xcafebabe is the magic number of Java classes too.
function isUniversal(bytes: Uint8Array): boolean {
  const magic = hex(bytes.subarray(0, 4));
  const isSmall = bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && (bytes[7] ?? 0) <= maxSlices;
  return (magic === 'cafebabe' || magic === 'cafebabf') && isSmall;
}

/** canInspect tells whether bytes begin like a binary of a known format. */
export function canInspect(bytes: Uint8Array): boolean {
  return openers.some((each) => each.accepts(bytes));
}

/**
 * inspect opens a binary by its first bytes. The bytes are not copied and must not change while the result is in
 * use. Reading beyond the headers happens when asked for. Throws an InspectError when the format is unknown or
 * the headers do not fit the file.
 */
export function inspect(bytes: Uint8Array): ParsedBinary {
  const opener = openers.find((each) => each.accepts(bytes));
  if (!opener) throw new InspectError('magic', 0, 'a format this inspector knows');
  return opener.open(bytes);
}
