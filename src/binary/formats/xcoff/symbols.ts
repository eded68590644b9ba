// The symbol table of XCOFF files.
import { symbolCount, type BinarySymbol } from '../../binary-file.ts';
import { readStruct } from '../../read/layout.ts';
import { StringTable } from '../../read/string-table.ts';
import { STYP_BSS, STYP_DATA, STYP_TEXT, type XcoffFile, type XcoffSection } from './file.ts';
import { xcoffSymbol32, xcoffSymbol64 } from './layout.ts';

const entrySize = 18;
const C_EXT = 2;
const C_HIDEXT = 107;
const C_WEAKEXT = 111;
const XMC_RO = 1;

/** readXcoffSymbols reads the external symbols, hidden ones too, with the letters and sizes of `go tool nm`. */
export function readXcoffSymbols(file: XcoffFile): BinarySymbol[] {
  const { f_nsyms, f_symptr } = file.header;
  if (f_nsyms === 0 || f_symptr === 0n) return [];
  const start = file.reader.check(f_symptr, f_nsyms * entrySize, 'f_nsyms');
  symbolCount('f_nsyms', start, f_nsyms * entrySize, entrySize);
  const strings = stringTable(file, start + f_nsyms * entrySize);
  const symbols: BinarySymbol[] = [];
  for (let i = 0; i < f_nsyms; i++) {
    const at = start + i * entrySize;
    const entry = readEntry(file, at, strings);
    if (isShown(entry.n_sclass) && entry.name !== '' && entry.n_numaux > 0 && i + entry.n_numaux < f_nsyms) {
      const symbol = symbolOf(file, entry, at + entry.n_numaux * entrySize);
      if (symbol) symbols.push(symbol);
    }
    i += entry.n_numaux;
  }
  return symbols;
}

function isShown(storageClass: number): boolean {
  return storageClass === C_EXT || storageClass === C_WEAKEXT || storageClass === C_HIDEXT;
}

function stringTable(file: XcoffFile, start: number): StringTable {
  if (start + 4 > file.reader.length) return new StringTable(new Uint8Array(), 'n_offset');
  const size = file.reader.u32(start, 'string table size');
  return new StringTable(file.reader.range(start, size, 'string table'), 'n_offset');
}

function readEntry(file: XcoffFile, at: number, strings: StringTable) {
  if (file.class === 64) {
    const entry = readStruct(file.reader, xcoffSymbol64, at);
    return { ...entry, name: strings.at(entry.n_offset) };
  }
  const entry = readStruct(file.reader, xcoffSymbol32, at);
  return {
    ...entry,
    name: entry.n_zeroes ? file.reader.fixedText(at, 8, 'n_name') : strings.at(entry.n_offset),
  };
}

// The last auxiliary entry describes the csect: low word of the length, type and class; in XCOFF64 the high word.
function symbolOf(
  file: XcoffFile,
  entry: ReturnType<typeof readEntry>,
  auxiliary: number,
): BinarySymbol | undefined {
  const number = (entry.n_scnum << 16) >> 16;
  const section = file.sectionHeaders()[number - 1];
  if (number > 0 && !section) return undefined;
  const high = file.class === 64 ? file.reader.u32(auxiliary + 12, 'x_scnlen_hi') : 0;
  const length = high * 2 ** 32 + file.reader.u32(auxiliary, 'x_scnlen');
  const code = letter(number, section, file.reader.u8(auxiliary + 11, 'x_smclas'));
  return {
    name: entry.name,
    address: section ? entry.n_value : 0n,
    size: section ? length : 0,
    code: entry.n_sclass === C_HIDEXT && section ? code.toLowerCase() : code,
  };
}

function letter(number: number, section: XcoffSection | undefined, storageClass: number): string {
  if (number === 0) return 'U';
  if (number === -1) return 'C';
  switch (section?.s_flags) {
    case STYP_TEXT:
      return storageClass === XMC_RO ? 'R' : 'T';
    case STYP_DATA:
      return 'D';
    case STYP_BSS:
      return 'B';
    default:
      return '?';
  }
}
