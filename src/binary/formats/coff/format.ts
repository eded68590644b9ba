// COFF objects: what compilers for Windows write before linking.
import type { BinaryFormat } from '../../binary-format.ts';
import { hex } from '../../read/byte-reader.ts';
import { peMachines, peSpecification } from '../pe/layout.ts';
import { CoffFile } from './file.ts';
import { bigObject, coffObject } from './layout.ts';

const bigClass = 'c7a1bad1eebaa94baf20faf66aa4dcb8';
// Names and tables come behind the header and at least one section.
const smallest = 60;
const maxSections = 4096;

/** file(1) has names of its own for some of the processors of objects. */
const fileNames: ReadonlyMap<number, string> = new Map([
  [0x14c, 'Intel 80386'],
  [0x8664, 'Intel amd64'],
]);

const word = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);

/** Objects have no magic but their processor: the other fields must make sense too. */
function isObject(bytes: Uint8Array): boolean {
  if (bytes.length < smallest || !(word(bytes, 0) in peMachines)) return false;
  const sections = word(bytes, 2);
  const symbolTable = word(bytes, 8) + 65536 * word(bytes, 10);
  return word(bytes, 16) === 0 && sections > 0 && sections <= maxSections && symbolTable <= bytes.length;
}

function isBigObject(bytes: Uint8Array): boolean {
  return word(bytes, 0) === 0 && word(bytes, 2) === 0xffff && hex(bytes.subarray(12, 28)) === bigClass;
}

export const coff: BinaryFormat<CoffFile> = {
  id: 'coff',
  name: 'COFF',
  specification: peSpecification,
  accepts: (bytes) => isObject(bytes) || isBigObject(bytes),
  open: (bytes) => new CoffFile(bytes),
  describe: describeCoff,
  firstHeader: (bytes) => ({
    name: isBigObject(bytes) ? 'Big COFF header' : 'COFF header',
    layout: isBigObject(bytes) ? bigObject : coffObject,
    byteOrder: 'little',
  }),
};

const RELOCS_STRIPPED = 1;
const LINE_NUMS_STRIPPED = 4;
const LOCAL_SYMS_STRIPPED = 8;

function missing({ header }: CoffFile): string {
  const flags = header.Characteristics ?? 0;
  const relocations = flags & RELOCS_STRIPPED ? ', no relocation info' : '';
  const lines = flags & LINE_NUMS_STRIPPED ? ', no line number info' : '';
  return `${relocations}${lines}, ${flags & LOCAL_SYMS_STRIPPED ? '' : 'not '}stripped`;
}

function describeCoff(file: CoffFile): string {
  const { Machine, NumberOfSections, PointerToSymbolTable, NumberOfSymbols } = file.header;
  const machine = fileNames.get(Machine) ?? peMachines[Machine]?.fileName ?? '';
  const sections = `${NumberOfSections} section${NumberOfSections === 1 ? '' : 's'}`;
  const first = file.sectionHeaders()[0]?.Name ?? '';
  const symbols =
    NumberOfSymbols === 0
      ? ''
      : `, symbol offset=0x${PointerToSymbolTable.toString(16)}, ${NumberOfSymbols} symbols`;
  return `${machine} COFF object file${missing(file)}, ${sections}${symbols}, 1st section name "${first}"`;
}
