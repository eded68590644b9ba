// Reads what toolchain/columns.ts has stored: tables column by column become records again.

/** One field of a table's records. */
interface TableColumn {
  width: number;
  encoding: number;
}

/** Numbers of the encodings; toolchain/columns.ts says what they mean. */
const plain = 0;
const differences = 2;

/** The files that were stored, one after the other. The bytes given are changed, and the result is a view into them. */
export function restoreColumns(stored: Uint8Array): Uint8Array {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const headerSize = view.getUint32(0, true);
  const content = stored.subarray(headerSize);
  for (let at = 4; at < headerSize;) {
    const offset = view.getUint32(at, true);
    const rows = view.getUint32(at + 4, true);
    const fields = Array.from(stored.subarray(at + 9, at + 9 + stored[at + 8]!), (code) => ({
      width: code & 15,
      encoding: code >> 4,
    }));
    restoreTable(content.subarray(offset, offset + rows * rowSize(fields)), rows, fields);
    at += 9 + fields.length;
  }
  return content;
}

function rowSize(fields: readonly TableColumn[]): number {
  return fields.reduce((size, { width }) => size + width, 0);
}

function restoreTable(table: Uint8Array, rows: number, fields: readonly TableColumn[]): void {
  const columns = new Uint8Array(table); // a copy, of a Buffer too
  const size = rowSize(fields);
  let from = 0;
  let to = 0;
  for (const { width, encoding } of fields) {
    const column = columns.subarray(from, from + width * rows);
    if (encoding === differences) restoreDifferences(column, table, to, size);
    else restoreField(column, table, to, size, width, encoding === plain);
    from += column.length;
    to += width;
  }
}

/** Writes a column's values to `to`, `to + size`, ... of the table. */
function restoreField(
  column: Uint8Array,
  table: Uint8Array,
  to: number,
  size: number,
  width: number,
  isPlain: boolean,
): void {
  const rows = column.length / width;
  for (let byte = 0; byte < width; byte++) {
    const [first, step] = isPlain ? [byte, width] : [byte * rows, 1];
    for (let row = 0, from = first, at = to + byte; row < rows; row++, from += step, at += size)
      table[at] = column[from]!;
  }
}

function restoreDifferences(column: Uint8Array, table: Uint8Array, to: number, size: number): void {
  const rows = column.length / 4;
  for (let row = 0, value = 0, at = to; row < rows; row++, at += size) {
    const low = column[row]! | (column[rows + row]! << 8);
    const folded = low | (column[2 * rows + row]! << 16) | (column[3 * rows + row]! << 24);
    value = (value + ((folded >>> 1) ^ -(folded & 1))) | 0;
    table[at] = value;
    table[at + 1] = value >> 8;
    table[at + 2] = value >> 16;
    table[at + 3] = value >> 24;
  }
}
