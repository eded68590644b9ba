// What an ELF file asks of the dynamic linker: libraries and symbols.
// https://gabi.xinuos.com/elf/08-dynamic.html
import { symbolCount, type Export, type Import } from '../../binary-file.ts';
import type { ByteReader } from '../../read/byte-reader.ts';
import { elfDynamic, elfSymbol32, elfSymbol64 } from './layout.ts';
import type { ElfFile } from './file.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { layoutSize, readStruct, type Struct } from '../../read/layout.ts';
import { StringTable } from '../../read/string-table.ts';

/** DynamicEntry is an entry of the dynamic segment and the byte offset it lies at. */
export interface DynamicEntry extends Struct<typeof elfDynamic> {
  readonly offset: number;
}

const SHT_DYNSYM = 11;
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

interface DynamicSymbol extends Struct<typeof elfSymbol64> {
  readonly index: number;
  readonly name: string;
}

/** The entries of .dynsym without its empty first one. */
function* symbolTable(file: ElfFile): Generator<DynamicSymbol> {
  const table = file.sectionHeaders().find((header) => header.sh_type === SHT_DYNSYM);
  if (!table) return;
  // Both have the same fields, in another order.
  const layout = (file.class === 64 ? elfSymbol64 : elfSymbol32) as typeof elfSymbol64;
  const size = layoutSize(layout, file.reader.wordSize);
  const start = file.reader.check(table.sh_offset, table.sh_size, '.dynsym');
  const count = symbolCount('.dynsym', start, Number(table.sh_size), size);
  const strings = file.sectionHeaders()[table.sh_link];
  const names = new StringTable(strings ? file.storedBytes(strings, '.dynstr') : new Uint8Array(), 'st_name');
  for (let index = 1; index < count; index++) {
    const entry = readStruct(file.reader, layout, start + index * size);
    yield { ...entry, index, name: names.at(entry.st_name) };
  }
}

const isLocal = ({ st_info }: DynamicSymbol) => st_info >> 4 === 0;

/** dynamicSymbols lists the undefined symbols of .dynsym, with the library where versions name one. */
export function dynamicSymbols(file: ElfFile): Import[] {
  const versions = symbolVersions(file);
  return [...symbolTable(file)]
    .filter((symbol) => symbol.st_shndx === 0 && !isLocal(symbol))
    .map(({ name, index }) => ({ name, library: versions(index) }));
}

const symbolTypes = ['NOTYPE', 'OBJECT', 'FUNC', 'SECTION', 'FILE', 'COMMON', 'TLS'];
const STT_GNU_IFUNC = 10;
const hiddenVisibilities = [1, 2]; // internal, hidden

/** dynamicExports lists the symbols that other files can use, with their kinds. */
export function dynamicExports(file: ElfFile): Export[] {
  return [...symbolTable(file)]
    .filter(
      (symbol) =>
        symbol.st_shndx !== 0 && !isLocal(symbol) && !hiddenVisibilities.includes(symbol.st_other & 3),
    )
    .map(({ name, st_info }) => {
      const type = st_info & 15;
      return { name, kind: type === STT_GNU_IFUNC ? 'IFUNC' : (symbolTypes[type] ?? '') };
    });
}

/** symbolVersions finds the library of the n-th dynamic symbol through .gnu.version and the versions needed. */
function symbolVersions(file: ElfFile): (index: number) => string | undefined {
  const indexes = file.sectionHeaders().find((header) => header.sh_type === SHT_GNU_VERSYM);
  if (!indexes) return () => undefined;
  const libraries = new Map(file.neededVersions().map(({ index, library }) => [index, library]));
  const start = file.reader.check(indexes.sh_offset, indexes.sh_size, '.gnu.version');
  const count = Number(indexes.sh_size) / 2;
  return (index) =>
    index < count ? libraries.get(file.reader.u16(start + 2 * index, '.gnu.version') & 0x7fff) : undefined;
}
