// The symbol table of ELF files.
import { symbolCount, type BinarySymbol } from '../../binary-file.ts';
import { elfSymbol32, elfSymbol64 } from './layout.ts';
import type { ElfSectionHeader } from './tables.ts';
import type { ElfFile } from './file.ts';
import { layoutSize, readStruct } from '../../read/layout.ts';
import { StringTable } from '../../read/string-table.ts';

const SHF_WRITE = 1n;
const SHF_ALLOC = 2n;
const SHF_EXECINSTR = 4n;
const SHT_NOBITS = 8;
const SHN_UNDEF = 0;
const SHN_COMMON = 0xfff2;

/** readElfSymbols reads a symbol table without its empty first entry, with the letters of `go tool nm`. */
export function readElfSymbols(file: ElfFile, table: ElfSectionHeader): BinarySymbol[] {
  const layout = file.class === 64 ? elfSymbol64 : elfSymbol32;
  const size = layoutSize(layout, file.reader.wordSize);
  const start = file.reader.check(table.sh_offset, table.sh_size, '.symtab');
  const count = symbolCount('.symtab', start, Number(table.sh_size), size);
  const strings = file.sectionHeaders()[table.sh_link];
  const names = new StringTable(strings ? file.storedBytes(strings, '.strtab') : new Uint8Array(), 'st_name');
  const symbols: BinarySymbol[] = [];
  for (let i = 1; i < count; i++) {
    const entry = readStruct(file.reader, layout, start + i * size);
    const letter = sectionLetter(entry.st_shndx, file.sectionHeaders());
    symbols.push({
      name: names.at(entry.st_name),
      address: entry.st_value,
      size: Number(entry.st_size),
      code: entry.st_info >> 4 === 0 ? localLetter(letter) : letter,
    });
  }
  return symbols;
}

// cmd/internal/objfile/elf.go adds 32 to the letter of a local symbol, so that "?" becomes "_".
function localLetter(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 32);
}

function sectionLetter(index: number, sections: readonly ElfSectionHeader[]): string {
  if (index === SHN_UNDEF) return 'U';
  if (index === SHN_COMMON) return 'B';
  const section = sections[index];
  if (!section) return '?';
  switch (section.sh_flags & (SHF_WRITE | SHF_ALLOC | SHF_EXECINSTR)) {
    case SHF_ALLOC | SHF_EXECINSTR:
      return 'T';
    case SHF_ALLOC:
      return 'R';
    case SHF_ALLOC | SHF_WRITE:
      return section.sh_type === SHT_NOBITS ? 'B' : 'D';
    default:
      return '?';
  }
}
