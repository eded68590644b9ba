// Go's table from instructions to functions as it was before Go 1.18: that of Go 1.2, and that of Go 1.16.
// https://go.dev/s/go12symtab and debug/gosym/pclntab.go of the Go source (ver12, ver116).
import type { BinaryFile } from '../binary-file.ts';
import { ByteReader, indexOfBytes, type ByteOrder } from '../read/byte-reader.ts';
import { StringTable } from '../read/string-table.ts';
import type { GoFunction } from './pclntab.ts';

/** Where the parts of a table are, from its start. */
interface Shape {
  readonly count: number;
  /** Pairs of words: the address of a function, and where its record is. */
  readonly functions: number;
  readonly names: number;
  /** What the places of records are counted from. */
  readonly records: number;
}

// The first byte in the order of the file tells the layout.
const go12 = 0xfb;
const go116 = 0xfa;
const headerSize = 8;
const maxFunctions = 1 << 22;

/** oldFunctions lists the functions of a program of Go 1.2 to 1.17 in the order of their addresses; undefined for others. */
export function oldFunctions(file: BinaryFile): GoFunction[] | undefined {
  for (const section of file.sections())
    if (/gopclntab$/.test(section.name)) {
      const found = functionsIn(file.sectionBytes(section), file.byteOrder);
      if (found) return found;
    }
  // PE has no section of its own for it.
  return file.format === 'PE' ? functionsIn(file.bytes, file.byteOrder) : undefined;
}

function functionsIn(bytes: Uint8Array, order: ByteOrder): GoFunction[] | undefined {
  for (const magic of [go116, go12]) {
    const word = order === 'little' ? [magic, 0xff, 0xff, 0xff] : [0xff, 0xff, 0xff, magic];
    const pattern = Uint8Array.from([...word, 0, 0]);
    for (let at = indexOfBytes(bytes, pattern); at >= 0; at = indexOfBytes(bytes, pattern, at + 1)) {
      const reader = headerAt(bytes.subarray(at), order);
      const shape = reader && shapeOf(reader, magic);
      if (shape) return functionsOf(reader, shape);
    }
  }
  return undefined;
}

function headerAt(bytes: Uint8Array, order: ByteOrder): ByteReader | undefined {
  const [quantum = 0, size = 0] = bytes.subarray(6, 8);
  if (![1, 2, 4].includes(quantum) || (size !== 4 && size !== 8)) return undefined;
  return bytes.length < headerSize + 7 * size ? undefined : new ByteReader(bytes, order, size);
}

/** The parts of a table; undefined when they do not fit the bytes, for code may have the same four bytes. */
function shapeOf(reader: ByteReader, magic: number): Shape | undefined {
  const word = (index: number) => Number(reader.word(headerSize + index * reader.wordSize, 'pcHeader'));
  const shape =
    magic === go12
      ? { count: word(0), functions: headerSize + reader.wordSize, names: 0, records: 0 }
      : { count: word(0), functions: word(6), names: word(2), records: word(6) };
  const { count, functions, names } = shape;
  const size = (2 * count + 1) * reader.wordSize;
  const fits =
    count > 0 && count <= maxFunctions && functions + size <= reader.length && names < reader.length;
  if (!fits) return undefined;
  // A record repeats the address of its function.
  const record = shape.records + Number(reader.word(functions + reader.wordSize, 'functab'));
  if (record + reader.wordSize > reader.length) return undefined;
  return reader.word(record, 'entry') === reader.word(functions, 'functab') ? shape : undefined;
}

function functionsOf(reader: ByteReader, { count, functions, names, records }: Shape): GoFunction[] {
  const table = new StringTable(reader.bytes.subarray(names), 'funcnametab');
  const step = reader.wordSize;
  const start = reader.word(functions, 'functab');
  return Array.from({ length: count }, (_, i) => {
    const at = functions + 2 * i * step;
    const [entry, next] = [reader.word(at, 'functab'), reader.word(at + 2 * step, 'functab')];
    const record = records + Number(reader.word(at + step, 'functab'));
    const name = table.at(reader.u32(record + step, 'nameOff'));
    return { name, offset: Number(entry - start), size: Math.max(0, Number(next - entry)) };
  });
}
