// Makes COFF objects as small as can be, for the tests: an ordinary one and one with the header for many sections.
import { bigObject, coffObject } from '../formats/coff/layout.ts';
import { bigCoffSymbol, coffSymbol, peSection } from '../formats/pe/layout.ts';
import { bytesOf } from '../read/byte-reader.ts';
import { layoutSize } from '../read/layout.ts';
import { join, write } from './tiny-parts.ts';

const code = Uint8Array.of(0x31, 0xc0, 0xc3, 0x90);
const strings = bytesOf('main.main\0');
const mainName = { Zeroes: 0, Offset: 4, SectionNumber: 1, StorageClass: 2 };
const classId = '\xc7\xa1\xba\xd1\xee\xba\xa9\x4b\xaf\x20\xfa\xf6\x6a\xa4\xdc\xb8';

/** tinyCoff has a section of code with the symbol main.main; `isBig` gives it the header for many sections. */
export function tinyCoff(isBig: boolean): Uint8Array {
  const [header, symbol] = isBig ? [bigObject, bigCoffSymbol] : [coffObject, coffSymbol];
  const PointerToRawData = layoutSize(header) + layoutSize(peSection);
  const common = {
    Machine: 0x8664,
    NumberOfSections: 1,
    PointerToSymbolTable: PointerToRawData + code.length,
    NumberOfSymbols: 1,
  };
  const section = {
    Name: '.text',
    SizeOfRawData: code.length,
    PointerToRawData,
    Characteristics: 0x60000020,
  };
  return join(
    write(header, isBig ? { ...common, Sig2: 0xffff, Version: 2, ClassID: classId } : common, 'little'),
    write(peSection, section, 'little'),
    code,
    write(symbol, mainName, 'little'),
    write({ size: 'u32' }, { size: 4 + strings.length }, 'little'),
    strings,
  );
}
