// What an ELF file asks of the dynamic linker: libraries and symbols.
// https://gabi.xinuos.com/elf/08-dynamic.html
import { symbolCount, type Import } from '../../binary-file.ts';
import type { ByteReader } from '../../read/byte-reader.ts';
import { elfDynamic, elfSymbol32, elfSymbol64 } from './layout.ts';
import type { ElfSectionHeader } from './tables.ts';
import type { ElfFile } from './file.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { layoutSize, readStruct, type Struct } from '../../read/layout.ts';
import { StringTable } from '../../read/string-table.ts';

/** DynamicEntry is an entry of the dynamic segment and the byte offset it lies at. */
export interface DynamicEntry extends Struct<typeof elfDynamic> {
  readonly offset: number;
}

const SHT_DYNSYM = 11;
const SHT_GNU_VERNEED = 0x6ffffffe;
const SHT_GNU_VERSYM = 0x6fffffff;
const DT_STRTAB = 5n;
// Programs have some dozens.
const maxEntries = 1 << 14;

/** dynamicEntries reads the entries up to DT_NULL. */
export function dynamicEntries(reader: ByteReader, offset: bigint, size: bigint): DynamicEntry[] {
  const start = reader.check(offset, size, 'PT_DYNAMIC');
  const step = layoutSize(elfDynamic, reader.wordSize);
  const entries: DynamicEntry[] = [];
  for (let at = start; at + step <= start + Number(size); at += step) {
    const entry = { ...readStruct(reader, elfDynamic, at), offset: at };
    if (entries.length === maxEntries)
      throw new InspectError('PT_DYNAMIC', at, { code: 'at most', most: maxEntries, of: 'entries' });
    entries.push(entry);
    if (entry.d_tag === 0n) break;
  }
  return entries;
}

/** dynamicStrings is the string table that DT_STRTAB points to, cut off where its segment ends. */
export function dynamicStrings(file: ElfFile): StringTable {
  const entry = file.dynamic().find((each) => each.d_tag === DT_STRTAB);
  return new StringTable((entry && file.bytesAt(entry.d_val)) ?? new Uint8Array(), 'DT_STRTAB');
}

/** dynamicSymbols lists the undefined symbols of .dynsym, with the library where versions name one. */
export function dynamicSymbols(file: ElfFile): Import[] {
  const table = file.sectionHeaders().find((header) => header.sh_type === SHT_DYNSYM);
  if (!table) return [];
  const layout = file.class === 64 ? elfSymbol64 : elfSymbol32;
  const size = layoutSize(layout, file.reader.wordSize);
  const start = file.reader.check(table.sh_offset, table.sh_size, '.dynsym');
  const count = symbolCount('.dynsym', start, Number(table.sh_size), size);
  const strings = file.sectionHeaders()[table.sh_link];
  const names = new StringTable(strings ? file.storedBytes(strings, '.dynstr') : new Uint8Array(), 'st_name');
  const versions = symbolVersions(file);
  const imports: Import[] = [];
  for (let i = 1; i < count; i++) {
    const entry = readStruct(file.reader, layout, start + i * size);
    const isUndefined = entry.st_shndx === 0 && entry.st_info >> 4 !== 0;
    if (isUndefined) imports.push({ name: names.at(entry.st_name), library: versions(i) });
  }
  return imports;
}

/** symbolVersions finds the library of the n-th dynamic symbol through .gnu.version and .gnu.version_r. */
function symbolVersions(file: ElfFile): (index: number) => string | undefined {
  const indexes = file.sectionHeaders().find((header) => header.sh_type === SHT_GNU_VERSYM);
  const needed = file.sectionHeaders().find((header) => header.sh_type === SHT_GNU_VERNEED);
  if (!indexes || !needed) return () => undefined;
  const libraries = neededVersions(file, needed);
  const start = file.reader.check(indexes.sh_offset, indexes.sh_size, '.gnu.version');
  const count = Number(indexes.sh_size) / 2;
  return (index) =>
    index < count ? libraries.get(file.reader.u16(start + 2 * index, '.gnu.version') & 0x7fff) : undefined;
}

/** neededVersions maps version numbers to library names. Both chains go forward only, so they end. */
function neededVersions(file: ElfFile, needed: ElfSectionHeader): Map<number, string> {
  const { reader } = file;
  const strings = file.sectionHeaders()[needed.sh_link];
  const names = new StringTable(strings ? file.storedBytes(strings, '.dynstr') : new Uint8Array(), 'vn_file');
  const libraries = new Map<number, string>();
  let at = reader.check(needed.sh_offset, needed.sh_size, '.gnu.version_r');
  // The counts are 16 and 32 bits wide; one entry takes 16 bytes of the section.
  let budget = Number(needed.sh_size) / 16;
  for (let next = 1; next !== 0 && budget > 0; at += next) {
    const library = names.at(reader.u32(at + 4, 'vn_file'));
    let auxiliary = at + reader.u32(at + 8, 'vn_aux');
    for (let step = 1; step !== 0 && budget > 0; auxiliary += step) {
      libraries.set(reader.u16(auxiliary + 6, 'vna_other'), library);
      step = reader.u32(auxiliary + 12, 'vna_next');
      budget--;
    }
    next = reader.u32(at + 12, 'vn_next');
    budget--;
  }
  return libraries;
}
