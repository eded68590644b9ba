// Finds the tables of fixed-size records in the Go objects of an archive.

/** A table: `rows` records of `layout`, from `offset` in bytes. */
export interface Table {
  offset: number;
  rows: number;
  layout: readonly TableColumn[];
}

/** How the values of a field are stored, one after the other through all records of a table. */
export type Encoding =
  /** As they are. */
  | 'plain'
  /** First the lowest byte of each value, then the next byte of each. */
  | 'bytes'
  /** Like `bytes`, of the difference to the value before, sign in the lowest bit. Four bytes wide only. */
  | 'differences';

/** A little-endian number of a record. */
export interface TableColumn {
  width: 1 | 2 | 4 | 8;
  encoding: Encoding;
}

const plain = (width: TableColumn['width']): TableColumn => ({ width, encoding: 'plain' });
const bytes = (width: TableColumn['width']): TableColumn => ({ width, encoding: 'bytes' });
const differences: TableColumn = { width: 4, encoding: 'differences' };

/** Length and offset of a string come first in a symbol. Which encoding is best was tried on the packages of hello. */
const symbol = [bytes(4), differences, plain(2), plain(1), plain(1), plain(1), bytes(4), bytes(4)];
const index = [differences];

/** Records of the blocks of a Go object, in the order of its header (cmd/internal/goobj/objfile.go); undefined: no records. */
const blocks: readonly (readonly TableColumn[] | undefined)[] = [
  undefined, // Autolib
  undefined, // PkgIndex
  undefined, // Files
  symbol, // SymbolDefs
  symbol, // Hashed64Defs
  symbol, // HashedDefs
  symbol, // NonPkgDefs
  symbol, // NonPkgRefs
  undefined, // RefFlags
  undefined, // Hash64
  undefined, // Hash
  index, // RelocIndex
  index, // AuxIndex
  index, // DataIndex
  [differences, plain(1), plain(2), bytes(8), plain(4), bytes(4)], // Relocs
  [plain(1), plain(4), differences], // Aux
];

/** Begins the header of an object, since Go 1.20; behind it a fingerprint (8 bytes), flags (4), and the blocks' offsets. */
const magic = Buffer.from('\0go120ld');
const offsetsAt = 20;

const archiveMagic = '!<arch>\n';
const memberHeaderSize = 60;

/**
 * The tables of all Go objects in an archive, by ascending offset; none when the content is no archive, or one of a format
 * this file does not know.
 */
export function tablesOf(archive: Buffer): Table[] {
  if (archive.toString('latin1', 0, archiveMagic.length) !== archiveMagic) return [];
  const tables: Table[] = [];
  for (let offset = archiveMagic.length; offset + memberHeaderSize <= archive.length;) {
    const start = offset + memberHeaderSize;
    const size = Number(archive.toString('latin1', offset + 48, offset + 58));
    tables.push(...tablesOfMember(archive.subarray(start, start + size), start));
    offset = start + size + (size % 2); // members begin at even offsets
  }
  return tables;
}

function tablesOfMember(member: Buffer, at: number): Table[] {
  // Behind a line of text, "go object ..." (cmd/internal/obj/objfile.go); a member of export data has no such thing.
  const text = 'go object ';
  const start = member.toString('latin1', 0, text.length) === text ? member.indexOf(magic) : -1;
  if (start < 0) return [];
  const offsetOf = (block: number) => member.readUInt32LE(start + offsetsAt + 4 * block);
  return blocks.flatMap((layout, block) => {
    const size = offsetOf(block + 1) - offsetOf(block);
    const rows = layout ? size / rowSize(layout) : 0;
    return layout && rows > 0 && Number.isInteger(rows)
      ? [{ offset: at + start + offsetOf(block), rows, layout }]
      : [];
  });
}

/** Bytes of one record. */
export function rowSize(layout: readonly TableColumn[]): number {
  return layout.reduce((size, { width }) => size + width, 0);
}
