// Tells whether a binary has DWARF debugging information, its version and size.
// https://dwarfstd.org/doc/DWARF5.pdf, section 7.5.1: a unit begins with its length and the version.
import { Unzlib } from 'fflate';
import type { Section } from '../binary-file.ts';
import { ByteReader, textOf } from '../read/byte-reader.ts';
import type { BinaryFile } from '../binary-file.ts';

/** Dwarf is the debugging information of a binary. */
export interface Dwarf {
  /** 0 when the first unit does not tell. */
  readonly version: number;
  /** Bytes in the file, compressed where the linker did so. */
  readonly size: number;
  readonly isCompressed: boolean;
  readonly sections: readonly string[];
}

// ELF and PE: .debug_info, .zdebug_info; Mach-O: __debug_info, __zdebug_info; XCOFF: .dwinfo.
const isDwarf = /^(?:\.|__)z?debug_|^\.dw[a-z]/;
const isUnits = /^(?:\.|__)z?debug_info$|^\.dwinfo$/;
// Enough of the first unit, after a compression header.
const reach = 4096;

/** readDwarf returns what the debugging sections tell, undefined when there are none. */
export function readDwarf(file: BinaryFile): Dwarf | undefined {
  const sections = file.sections().filter((section) => isDwarf.test(section.name) && section.fileSize > 0);
  if (sections.length === 0) return undefined;
  const units = sections.find((section) => isUnits.test(section.name));
  const start = units && startOf(file, units);
  return {
    version: start ? versionOf(start.bytes, file) : 0,
    size: sections.reduce((sum, section) => sum + section.fileSize, 0),
    isCompressed: sections.some((section) => isCompressed(section)),
    sections: sections.map((section) => section.name),
  };
}

function isCompressed(section: Section): boolean {
  return section.name.includes('zdebug') || section.flags.includes('SHF_COMPRESSED');
}

// Two ways: "ZLIB" and the size in eight bytes (names with z), or a Chdr of 12 or 24 bytes (ELF).
function startOf(file: BinaryFile, section: Section): { bytes: Uint8Array } {
  const stored = file.sectionBytes(section).subarray(0, reach);
  if (section.name.includes('zdebug') && textOf(stored.subarray(0, 4)) === 'ZLIB')
    return { bytes: inflated(stored.subarray(12)) };
  if (section.flags.includes('SHF_COMPRESSED'))
    return { bytes: inflated(stored.subarray(file.class === 64 ? 24 : 12)) };
  return { bytes: stored };
}

function inflated(compressed: Uint8Array): Uint8Array {
  let first = new Uint8Array();
  const stream = new Unzlib((chunk) => {
    if (first.length === 0) first = new Uint8Array(chunk);
  });
  try {
    stream.push(compressed);
  } catch {
    return first; // Broken or of a kind that is not zlib: the version stays unknown.
  }
  return first;
}

function versionOf(units: Uint8Array, file: BinaryFile): number {
  if (units.length < 14) return 0;
  const reader = new ByteReader(units, file.byteOrder);
  // A length of 0xffffffff announces the 64-bit form, with the length in the next eight bytes.
  const at = reader.u32(0, 'unit_length') === 0xffffffff ? 12 : 4;
  const version = reader.u16(at, 'version');
  return version >= 2 && version <= 5 ? version : 0;
}
