// Stores the tables of Go objects column by column, which gzip makes a sixth smaller.
import { rowSize, tablesOf, type Encoding, type TableColumn, type Table } from './object-tables.ts';

/** Numbers of the encodings in the header; workers/toolchain/columns.ts has them too. */
const codes: Record<Encoding, number> = { plain: 0, bytes: 1, differences: 2 };

/**
 * The files, one after the other, behind a header that tells how to undo what was done to them (all numbers little-endian):
 *
 *     u32  size of the header, these four bytes included
 *     for each table, up to the end of the header:
 *       u32  where it begins, counted from the end of the header
 *       u32  number of its records
 *       u8   number of fields of a record
 *       u8   for each field: width in bytes, plus 16 x encoding (0 plain, 1 bytes, 2 differences)
 *
 * Sizes and offsets of the files stay the same.
 */
export function storeColumns(files: readonly Buffer[]): Uint8Array {
  const content = Buffer.concat(files);
  const tables: Table[] = [];
  let start = 0;
  for (const file of files) {
    const offset = start;
    tables.push(...tablesOf(file).map((table) => ({ ...table, offset: table.offset + offset })));
    start += file.length;
  }
  for (const table of tables) toColumns(content, table);
  return Buffer.concat([header(tables), content]);
}

function header(tables: readonly Table[]): Buffer {
  const described = tables.map(({ offset, rows, layout }) => {
    const fixed = Buffer.alloc(9);
    fixed.writeUInt32LE(offset, 0);
    fixed.writeUInt32LE(rows, 4);
    fixed.writeUInt8(layout.length, 8);
    return Buffer.from([...fixed, ...layout.map(({ width, encoding }) => width + 16 * codes[encoding])]);
  });
  const size = Buffer.alloc(4);
  const whole = Buffer.concat([size, ...described]);
  whole.writeUInt32LE(whole.length, 0);
  return whole;
}

/** Rearranges one table in place. */
function toColumns(content: Buffer, { offset, rows, layout }: Table): void {
  const size = rowSize(layout);
  const table = Buffer.from(content.subarray(offset, offset + rows * size));
  let from = 0;
  let to = offset;
  for (const field of layout) {
    const values = table.subarray(from);
    storeField(field, values, size, rows, content.subarray(to, to + field.width * rows));
    from += field.width;
    to += field.width * rows;
  }
}

/** Stores one field of all records; the first value begins `values`, the others follow every `size` bytes. */
function storeField(
  { width, encoding }: TableColumn,
  values: Buffer,
  size: number,
  rows: number,
  to: Buffer,
): void {
  if (encoding === 'differences') values = differences(values, size, rows);
  for (let row = 0; row < rows; row++) {
    for (let byte = 0; byte < width; byte++) {
      to[encoding === 'plain' ? row * width + byte : byte * rows + row] = values[row * size + byte]!;
    }
  }
}

/** Each value less the one before, with the sign in the lowest bit, so that small steps down are small numbers too. */
function differences(values: Buffer, size: number, rows: number): Buffer {
  const result = Buffer.alloc(rows * size);
  for (let row = 0, before = 0; row < rows; row++) {
    const value = values.readUInt32LE(row * size);
    const difference = (value - before) | 0;
    result.writeUInt32LE(((difference << 1) ^ (difference >> 31)) >>> 0, row * size);
    before = value;
  }
  return result;
}
