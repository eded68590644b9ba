// What can be read of the first header of a damaged file.
import { ByteReader, hex, type ByteOrder, type WordSize } from './read/byte-reader.ts';
import { elfHeader, elfSpecification } from './formats/elf/elf-layout.ts';
import { InspectError } from './read/inspect-error.ts';
import { layoutSize, structure, type Field, type Layout } from './read/layout.ts';
import { fatHeader, machoHeader, machoHeader64, machoSpecification } from './formats/macho/macho-layout.ts';
import { dosHeader, peSpecification } from './formats/pe/pe-layout.ts';
import { plan9Header } from './formats/plan9/plan9.ts';
import { xcoffHeader32, xcoffHeader64 } from './formats/xcoff/xcoff-layout.ts';

/** ReadableHeader is the start of a header: the fields that lie within the file. */
export interface ReadableHeader {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly fields: readonly Field[];
}

interface FirstHeader {
  readonly magic: string;
  readonly name: string;
  readonly layout: Layout;
  readonly specification: string;
  readonly order: (bytes: Uint8Array) => ByteOrder;
  readonly wordSize: (bytes: Uint8Array) => WordSize;
}

const big = (): ByteOrder => 'big';
const little = (): ByteOrder => 'little';
const four = (): WordSize => 4;
const eight = (): WordSize => 8;

function first(
  magic: string,
  name: string,
  layout: Layout,
  specification: string,
  order: (bytes: Uint8Array) => ByteOrder = little,
  wordSize: (bytes: Uint8Array) => WordSize = four,
): FirstHeader {
  return { magic, name, layout, specification, order, wordSize };
}

const plan9 = 'https://9p.io/magic/man2html/6/a.out';
const xcoff = 'https://www.ibm.com/docs/en/aix/7.2?topic=formats-xcoff-object-file-format';
const wasm = 'https://webassembly.github.io/spec/core/binary/modules.html';

// By the first bytes in hexadecimal.
const firstHeaders: readonly FirstHeader[] = [
  first(
    '7f454c46',
    'ELF header',
    elfHeader,
    elfSpecification,
    (bytes) => (bytes[5] === 2 ? 'big' : 'little'),
    (bytes) => (bytes[4] === 1 ? 4 : 8),
  ),
  first('feedface', 'Mach-O header', machoHeader, machoSpecification, big),
  first('feedfacf', 'Mach-O header', machoHeader64, machoSpecification, big, eight),
  first('cefaedfe', 'Mach-O header', machoHeader, machoSpecification),
  first('cffaedfe', 'Mach-O header', machoHeader64, machoSpecification, little, eight),
  first('cafebab', 'Universal header', fatHeader, machoSpecification, big),
  first('4d5a', 'DOS header', dosHeader, peSpecification),
  first('0061736d', 'Module header', { magic: 'text4', version: 'u32' }, wasm),
  first('000001eb', 'a.out header', plan9Header, plan9, big),
  first('00000647', 'a.out header', plan9Header, plan9, big),
  first('00008a97', 'a.out header', plan9Header, plan9, big),
  first('01df', 'File header', xcoffHeader32, xcoff, big),
  first('01f7', 'File header', xcoffHeader64, xcoff, big, eight),
];

/** readableHeader returns the fields of the first header up to the end of the file; undefined for unknown bytes. */
export function readableHeader(bytes: Uint8Array): ReadableHeader | undefined {
  const start = hex(bytes.subarray(0, 4));
  const found = firstHeaders.find((each) => start.startsWith(each.magic));
  if (!found) return undefined;
  const reader = new ByteReader(bytes, found.order(bytes), found.wordSize(bytes));
  let fitting: Layout = {};
  for (const [name, spec] of Object.entries(found.layout)) {
    const next = { ...fitting, [name]: spec };
    if (layoutSize(next, reader.wordSize) > bytes.length) break;
    fitting = next;
  }
  const part = structure(reader, found.name, fitting, 0, found.specification);
  return { name: part.name, offset: 0, size: part.size, fields: fieldsOf(part.fields) };
}

function fieldsOf(read: () => Field[]): Field[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof InspectError) return [];
    throw error;
  }
}
