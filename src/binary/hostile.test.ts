// Tests that large files made to waste time or memory are refused in good time.
import { expect, it } from 'vitest';
import { bytesOf } from './read/byte-reader.ts';
import { elfHeader, elfSection, elfSymbol64 } from './formats/elf/layout.ts';
import { InspectError } from './read/inspect-error.ts';
import { inspect, type ParsedBinary } from './inspect.ts';
import { machoHeader64, machoSegment } from './formats/macho/layout.ts';
import {
  coffHeader,
  dataDirectory,
  importDirectory,
  optionalHeader64,
  peSection,
} from './formats/pe/layout.ts';
import { layoutSize } from './read/layout.ts';
import { tinyPe } from './testing/tiny-binaries.ts';
import { place, write } from './testing/tiny-parts.ts';

const mebibyte = 1 << 20;
/** The longest any of these may take, in milliseconds; without its limit each takes minutes or all memory. */
const slowest = 5000;

/** repeat puts the same part count times after one another. */
function repeat(part: Uint8Array, count: number): Uint8Array {
  const bytes = new Uint8Array(part.length * count);
  for (let i = 0; i < count; i++) bytes.set(part, i * part.length);
  return bytes;
}

function elfWith(sections: Uint8Array, count: number, rest: Uint8Array): Uint8Array {
  const header = write(
    elfHeader,
    { EI_MAG: '\x7fELF', EI_CLASS: 2, EI_DATA: 1, e_shoff: 64, e_shentsize: 64, e_shnum: count },
    'little',
    8,
  );
  return place([
    [0, header],
    [64, sections],
    [64 + sections.length, rest],
  ]);
}

function elfSections(count: number, values: Readonly<Record<string, number>>): Uint8Array {
  return repeat(write(elfSection, values, 'little', 8), count);
}

const cases: Readonly<Record<string, readonly [() => Uint8Array, (file: ParsedBinary) => unknown]>> = {
  'ELF: 65,000 note sections that all hold the same notes': [
    () => {
      // The notes of zeros after the headers are empty ones, of 12 bytes each.
      const notes = { sh_type: 7, sh_offset: 64 + 65_000 * 64, sh_size: 4 * mebibyte };
      return elfWith(elfSections(65_000, notes), 65_000, new Uint8Array(4 * mebibyte));
    },
    (file) => file.goBuildId(),
  ],
  'ELF: 100,000 symbols with names that overlap in one endless text': [
    () => {
      const start = 64 + 3 * 64;
      const tables = place([
        [
          64,
          write(elfSection, { sh_type: 2, sh_offset: start, sh_size: 24 * 100_000, sh_link: 2 }, 'little', 8),
        ],
        [
          128,
          write(elfSection, { sh_type: 3, sh_offset: start + 24 * 100_000, sh_size: mebibyte }, 'little', 8),
        ],
      ]);
      const symbols = Array.from(
        { length: 100_000 },
        (_, i) => [24 * i, write(elfSymbol64, { st_name: i }, 'little', 8)] as const,
      );
      return elfWith(tables, 3, place([...symbols, [24 * 100_000, new Uint8Array(mebibyte).fill(0x61)]]));
    },
    (file) => file.symbols(),
  ],
  'Mach-O: 30,000 segments that each claim the sections of all others': [
    () => {
      const segment = write(machoSegment, { cmd: 0x19, cmdsize: 72, nsects: 20_000 }, 'little', 8);
      const header = { magic: 0xfeedfacf, ncmds: 30_000, sizeofcmds: 72 * 30_000 };
      return place([
        [0, write(machoHeader64, header, 'little')],
        [32, repeat(segment, 30_000)],
      ]);
    },
    (file) => file.sections(),
  ],
  'PE: an import table of libraries that all share one list of functions': [
    () => {
      // .data is made to hold 20,000 libraries, then a list of 100,000 functions without its end mark.
      const libraries = { ImportLookupTable: 0x1000 + 0x100000, Name: 0x1a80 };
      const dataHeader = { Name: '.data', VirtualAddress: 0x1800, PointerToRawData: 0x800 };
      const sizes = { VirtualSize: 2 * mebibyte, SizeOfRawData: 0x100000 + 8 * 100_000 - 0x800 };
      const optionalHeader = layoutSize(optionalHeader64, 8) + 16 * layoutSize(dataDirectory);
      const secondSection = 0x40 + layoutSize(coffHeader) + optionalHeader + layoutSize(peSection);
      return place([
        [0, tinyPe(64)],
        [secondSection, write(peSection, { ...dataHeader, ...sizes }, 'little')],
        [0xa00, repeat(write(importDirectory, libraries, 'little'), 20_000)],
        [0x100000, repeat(bytesOf('\x90\x1a\0\0\0\0\0\0'), 100_000)],
      ]);
    },
    (file) => file.imports(),
  ],
};

it.each(Object.entries(cases))('%s', (_, [make, read]) => {
  const file = inspect(make());
  const start = performance.now();
  try {
    read(file);
  } catch (error) {
    expect(error).toBeInstanceOf(InspectError);
  }
  expect(performance.now() - start).toBeLessThan(slowest);
});
