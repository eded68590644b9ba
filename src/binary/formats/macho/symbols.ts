// The symbol table of Mach-O files.
import { sizedByNext, symbolCount, type BinarySymbol, type Import } from '../../binary-file.ts';
import { machoDysymtab, machoSymbol, machoSymtab } from './layout.ts';
import type { MachoSection } from './commands.ts';
import type { MachoFile } from './file.ts';
import { layoutSize, readStruct, type Struct } from '../../read/layout.ts';
import { StringTable } from '../../read/string-table.ts';

const LC_SYMTAB = 0x2;
const LC_DYSYMTAB = 0xb;
// Bits of n_type that mark an entry for debuggers.
const N_STAB = 0xe0;

interface Entry extends Struct<typeof machoSymbol> {
  readonly name: string;
}

function entries(file: MachoFile): Entry[] {
  const table = file.readCommand(LC_SYMTAB, machoSymtab);
  if (!table) return [];
  const size = layoutSize(machoSymbol, file.reader.wordSize);
  const start = file.reader.check(table.symoff, table.nsyms * size, 'nsyms');
  symbolCount('nsyms', start, table.nsyms * size, size);
  const names = new StringTable(file.reader.range(table.stroff, table.strsize, 'strsize'), 'n_strx');
  return Array.from({ length: table.nsyms }, (_, i) => {
    const entry = readStruct(file.reader, machoSymbol, start + i * size);
    return { ...entry, name: withoutUnderscore(names.at(entry.n_strx)) };
  });
}

// The C compiler's leading underscore; debug/macho removes it from names with a dot, which are Go's.
function withoutUnderscore(name: string): string {
  return name.includes('.') && name.startsWith('_') ? name.slice(1) : name;
}

/** readMachoSymbols reads the symbols that are not for debuggers, with the letters of `go tool nm`. */
export function readMachoSymbols(file: MachoFile): BinarySymbol[] {
  const plain = entries(file).filter((entry) => (entry.n_type & N_STAB) === 0);
  const sections = file.sectionHeaders();
  const symbols = plain.map((entry) => ({
    name: entry.name,
    address: entry.n_value,
    size: 0,
    code: letter(entry.n_sect, sections),
  }));
  return sizedByNext(
    symbols,
    symbols.map((symbol) => symbol.address),
  );
}

function letter(index: number, sections: readonly MachoSection[]): string {
  if (index === 0) return 'U';
  const section = sections[index - 1];
  if (!section) return '?';
  const { segname, sectname } = section;
  if (segname === '__TEXT') return sectname === '__text' ? 'T' : 'R';
  if (segname === '__DATA_CONST') return 'R';
  if (segname !== '__DATA') return '?';
  return sectname === '__bss' || sectname === '__noptrbss' ? 'B' : 'D';
}

/** readMachoImports lists the undefined symbols; the high byte of n_desc counts the libraries from 1. */
export function readMachoImports(file: MachoFile): Import[] {
  const dynamic = file.readCommand(LC_DYSYMTAB, machoDysymtab);
  if (!dynamic) return [];
  const libraries = file.libraries();
  return entries(file)
    .slice(dynamic.iundefsym, dynamic.iundefsym + dynamic.nundefsym)
    .map((entry) => ({ name: entry.name, library: libraries[(entry.n_desc >> 8) - 1] }));
}

const N_EXT = 1;
const N_PEXT = 0x10;
const N_TYPE = 0xe;

/** machoExternalSymbols lists the defined names that other files can link with. */
export function machoExternalSymbols(file: MachoFile): string[] {
  return entries(file)
    .filter(({ n_type }) => (n_type & N_STAB) === 0 && (n_type & N_EXT) !== 0)
    .filter(({ n_type }) => (n_type & N_PEXT) === 0 && (n_type & N_TYPE) !== 0)
    .map(({ name }) => name);
}
