// The header and the two tables of an ELF file, as they stand.
import { BinaryFile } from '../../binary-file.ts';
import { ByteReader } from '../../read/byte-reader.ts';
import { elfHeader, elfSection, elfSegment32, elfSegment64 } from './layout.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { layoutSize, readStruct, type Struct } from '../../read/layout.ts';
import { StringTable } from '../../read/string-table.ts';

/** ElfSectionHeader is a section header with its name found. */
export interface ElfSectionHeader extends Struct<typeof elfSection> {
  readonly name: string;
}

/** ElfSegmentHeader is a program header of either class. */
export type ElfSegmentHeader = Struct<typeof elfSegment64> | Struct<typeof elfSegment32>;

const SHT_NOBITS = 8;
// Far above any linked program.
const maxHeaders = 1 << 16;

/** ElfTables reads the header, the section headers and the program headers; ElfFile tells what they mean. */
export abstract class ElfTables extends BinaryFile {
  readonly reader: ByteReader;
  readonly header: Struct<typeof elfHeader>;

  constructor(bytes: Uint8Array) {
    super(bytes);
    const ident = new ByteReader(bytes, 'little');
    const order = ident.u8(5, 'EI_DATA');
    if (order !== 1 && order !== 2)
      throw new InspectError('EI_DATA', 5, { code: 'one of', values: ['1', '2'] });
    const size = ident.u8(4, 'EI_CLASS');
    if (size !== 1 && size !== 2)
      throw new InspectError('EI_CLASS', 4, { code: 'one of', values: ['1', '2'] });
    this.reader = new ByteReader(bytes, order === 1 ? 'little' : 'big', size === 1 ? 4 : 8);
    this.header = readStruct(this.reader, elfHeader, 0);
  }

  get class(): 32 | 64 {
    return this.reader.wordSize === 4 ? 32 : 64;
  }

  get byteOrder() {
    return this.reader.byteOrder;
  }

  /** sectionHeaders lists the section headers, the empty first one too. */
  sectionHeaders(): readonly ElfSectionHeader[] {
    return this.once('section headers', () => {
      const headers = this.#sectionTable();
      const names = headers[this.#namesIndex(headers[0])];
      const table = new StringTable(
        names ? this.storedBytes(names, 'section names') : new Uint8Array(),
        'sh_name',
      );
      return headers.map((header) => ({ ...header, name: table.at(header.sh_name) }));
    });
  }

  #sectionTable(): Struct<typeof elfSection>[] {
    const { e_shoff } = this.header;
    if (e_shoff === 0n) return [];
    const entry = layoutSize(elfSection, this.reader.wordSize);
    const start = this.reader.check(e_shoff, entry, 'e_shoff');
    const first = readStruct(this.reader, elfSection, start);
    // More than 65,279 sections are counted in the size of section 0.
    const count = this.header.e_shnum || Number(first.sh_size);
    return this.#headerOffsets('e_shnum', start, count, this.header.e_shentsize, entry).map((at) =>
      readStruct(this.reader, elfSection, at),
    );
  }

  #namesIndex(first: Struct<typeof elfSection> | undefined): number {
    return this.header.e_shstrndx === 0xffff ? (first?.sh_link ?? 0) : this.header.e_shstrndx;
  }

  #headerOffsets(field: string, start: number, count: number, size: number, least: number): number[] {
    if (count === 0) return [];
    if (size < least) throw new InspectError(field, start, { code: 'entry size', least, found: size });
    if (count > maxHeaders)
      throw new InspectError(field, start, { code: 'at most', most: maxHeaders, of: 'headers' });
    this.reader.check(start, count * size, field);
    return Array.from({ length: count }, (_, i) => start + i * size);
  }

  /** segmentOffsets tells where in the file each program header is. */
  segmentOffsets(): number[] {
    const { e_phoff, e_phnum, e_phentsize } = this.header;
    const least = layoutSize(elfSegment64, this.reader.wordSize);
    return this.#headerOffsets('e_phnum', Number(e_phoff), e_phnum, e_phentsize, least);
  }

  /** segmentLayout is the layout of the program headers in this class. */
  get segmentLayout() {
    return this.class === 64 ? elfSegment64 : elfSegment32;
  }

  /** segmentHeaders lists the program headers. */
  segmentHeaders(): readonly ElfSegmentHeader[] {
    return this.once('segment headers', () =>
      this.segmentOffsets().map((at) => readStruct(this.reader, this.segmentLayout, at)),
    );
  }

  /** storedBytes returns what the file holds of a section; nothing for a section of zeros. */
  storedBytes(header: Struct<typeof elfSection>, field: string): Uint8Array {
    if (header.sh_type === SHT_NOBITS) return new Uint8Array();
    return this.reader.range(header.sh_offset, header.sh_size, field);
  }
}
