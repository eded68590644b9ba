// The COFF symbol table of PE files.
import { sizedByNext, symbolCount, type BinarySymbol } from '../../binary-file.ts';
import type { PeFile, PeSection } from './file.ts';
import { coffSymbol } from './layout.ts';
import { layoutSize, readStruct, type Struct } from '../../read/layout.ts';
import { StringTable } from '../../read/string-table.ts';

interface Entry extends Struct<typeof coffSymbol> {
  readonly name: string;
}

const entrySize = layoutSize(coffSymbol);

/** coffStrings is the string table right after the symbols; its first four bytes are its own size. */
export function coffStrings(file: PeFile): StringTable {
  const { PointerToSymbolTable, NumberOfSymbols } = file.header;
  if (PointerToSymbolTable === 0) return new StringTable(new Uint8Array(), 'string table');
  const start = PointerToSymbolTable + NumberOfSymbols * entrySize;
  const size = file.reader.u32(start, 'string table size');
  return new StringTable(file.reader.range(start, size, 'string table'), 'string table');
}

function entries(file: PeFile): Entry[] {
  const { PointerToSymbolTable, NumberOfSymbols } = file.header;
  if (PointerToSymbolTable === 0 || NumberOfSymbols === 0) return [];
  file.reader.check(PointerToSymbolTable, NumberOfSymbols * entrySize, 'NumberOfSymbols');
  symbolCount('NumberOfSymbols', PointerToSymbolTable, NumberOfSymbols * entrySize, entrySize);
  const strings = coffStrings(file);
  const found: Entry[] = [];
  for (let i = 0; i < NumberOfSymbols; i++) {
    const at = PointerToSymbolTable + i * entrySize;
    const entry = readStruct(file.reader, coffSymbol, at);
    const name = entry.Zeroes === 0 ? strings.at(entry.Offset) : file.reader.fixedText(at, 8, 'Name');
    found.push({ ...entry, name });
    i += entry.NumberOfAuxSymbols;
  }
  return found;
}

/** readCoffSymbols reads the symbols with the letters, addresses and sizes of `go tool nm`. */
export function readCoffSymbols(file: PeFile): BinarySymbol[] {
  const all = entries(file);
  const sections = file.sectionHeaders();
  // The linker puts zeroed data at the end of .data; the symbol runtime.bss tells where it begins.
  const bss = all.find((entry) => entry.name === 'runtime.bss');
  const symbols = all.map((entry) => {
    const section = sections[signed(entry.SectionNumber) - 1];
    const base = section ? file.optional.ImageBase + BigInt(section.VirtualAddress) : 0n;
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
