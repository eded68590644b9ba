// The COFF symbol table of PE files.
import { sizedByNext, symbolCount, type BinarySymbol } from '../../binary-file.ts';
import type { ByteReader } from '../../read/byte-reader.ts';
import { readStruct, type Struct } from '../../read/layout.ts';
import { bigCoffSymbol, coffSymbol, type peSection } from './layout.ts';
import { StringTable } from '../../read/string-table.ts';

/** PeSection is a section header with its full name. */
export interface PeSection extends Struct<typeof peSection> {
  readonly name: string;
}

/** CoffTables is what programs and objects have in common: where the tables of the symbols are. */
export interface CoffTables {
  readonly reader: ByteReader;
  readonly header: { readonly PointerToSymbolTable: number; readonly NumberOfSymbols: number };
  /** Bytes of an entry of the symbol table: 18, or 20 in objects with many sections. */
  readonly symbolSize: number;
  readonly imageBase: bigint;
  sectionHeaders(): readonly PeSection[];
}

interface Entry extends Struct<typeof coffSymbol> {
  readonly name: string;
}

/** coffStrings is the string table right after the symbols; its first four bytes are its own size. */
export function coffStrings(file: CoffTables): StringTable {
  const { PointerToSymbolTable, NumberOfSymbols } = file.header;
  if (PointerToSymbolTable === 0) return new StringTable(new Uint8Array(), 'string table');
  const start = PointerToSymbolTable + NumberOfSymbols * file.symbolSize;
  const size = file.reader.u32(start, 'string table size');
  return new StringTable(file.reader.range(start, size, 'string table'), 'string table');
}

function entries(file: CoffTables): Entry[] {
  const { PointerToSymbolTable, NumberOfSymbols } = file.header;
  if (PointerToSymbolTable === 0 || NumberOfSymbols === 0) return [];
  const { symbolSize } = file;
  file.reader.check(PointerToSymbolTable, NumberOfSymbols * symbolSize, 'NumberOfSymbols');
  symbolCount('NumberOfSymbols', PointerToSymbolTable, NumberOfSymbols * symbolSize, symbolSize);
  const layout = symbolSize === 18 ? coffSymbol : bigCoffSymbol;
  const strings = coffStrings(file);
  const found: Entry[] = [];
  for (let i = 0; i < NumberOfSymbols; i++) {
    const at = PointerToSymbolTable + i * symbolSize;
    const entry = readStruct(file.reader, layout, at);
    const name = entry.Zeroes === 0 ? strings.at(entry.Offset) : file.reader.fixedText(at, 8, 'Name');
    found.push({ ...entry, name });
    i += entry.NumberOfAuxSymbols;
  }
  return found;
}

/** A section name longer than eight bytes is a slash and a decimal offset into the string table. */
export function coffFullName(file: CoffTables, name: string): string {
  if (!/^\/\d+$/.test(name)) return name;
  return coffStrings(file).at(Number(name.slice(1))) || name;
}

/** readCoffSymbols reads the symbols with the letters, addresses and sizes of `go tool nm`. */
export function readCoffSymbols(file: CoffTables): BinarySymbol[] {
  const all = entries(file);
  const sections = file.sectionHeaders();
  // The linker puts zeroed data at the end of .data; the symbol runtime.bss tells where it begins.
  const bss = all.find((entry) => entry.name === 'runtime.bss');
  const symbols = all.map((entry) => {
    const section = sections[signed(entry.SectionNumber) - 1];
    const base = section ? file.imageBase + BigInt(section.VirtualAddress) : 0n;
    return {
      name: entry.name,
      address: base + BigInt(entry.Value),
      size: 0,
      code: letter(entry, section, bss),
    };
  });
  return sizedByNext(
    symbols,
    symbols.map((symbol) => symbol.address),
  );
}

function signed(sectionNumber: number): number {
  return (sectionNumber << 16) >> 16;
}

function letter(entry: Entry, section: PeSection | undefined, bss: Entry | undefined): string {
  const number = signed(entry.SectionNumber);
  if (number === 0) return 'U';
  if (number === -1) return 'C';
  if (!section) return '?';
  const { Characteristics: flags, SizeOfRawData } = section;
  if (flags & 0x20) return 'T';
  if (flags & 0x40) return flags & 0x80000000 ? dataLetter(entry, SizeOfRawData, bss) : 'R';
  return flags & 0x80 ? 'B' : '?';
}

function dataLetter(entry: Entry, stored: number, bss: Entry | undefined): string {
  const afterBss =
    bss && bss.SectionNumber === entry.SectionNumber && bss.Value > 0 && entry.Value >= bss.Value;
  return afterBss || entry.Value >= stored ? 'B' : 'D';
}
