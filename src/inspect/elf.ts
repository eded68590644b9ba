// This file is responsible for reading ELF files: 32 and 64 bits, both byte orders.
import {
  BinaryFile,
  type BinarySymbol,
  type HostBuildId,
  type Import,
  type Kind,
  type Machine,
  type Protection,
  type Section,
  type Segment,
} from './binary-file.ts';
import { ByteReader, textOf, untilZero } from './byte-reader.ts';
import { dynamicEntries, dynamicStrings, dynamicSymbols, type DynamicEntry } from './elf-dynamic.ts';
import {
  elfAbis,
  elfDynamic,
  elfHeader,
  elfMachines,
  elfSection,
  elfSectionFlags,
  elfSectionSpecification,
  elfSectionTypes,
  elfSegment32,
  elfSegment64,
  elfSegmentSpecification,
  elfSegmentTypes,
  elfSpecification,
} from './elf-layout.ts';
import {
  gnuBuildIdNote,
  goBuildIdNote,
  noteSystem,
  readNotes,
  type ElfNote,
  type NoteRange,
  type ElfSystem,
} from './elf-notes.ts';
import { elfProtections } from './elf-protections.ts';
import { readElfSymbols } from './elf-symbols.ts';
import { InspectError } from './inspect-error.ts';
import { bits, layoutSize, readStruct, structure, type Struct, type Structure } from './layout.ts';
import { StringTable } from './string-table.ts';

/** ElfSectionHeader is a section header with its name found. */
export interface ElfSectionHeader extends Struct<typeof elfSection> {
  readonly name: string;
}

type ElfSegmentHeader = Struct<typeof elfSegment64> | Struct<typeof elfSegment32>;

const SHT_SYMTAB = 2;
const SHT_NOTE = 7;
const SHT_NOBITS = 8;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const PT_NOTE = 4;
const DT_NEEDED = 1n;
const DT_FLAGS_1 = 0x6ffffffbn;
const DF_1_PIE = 0x8000000n;

// PATH_MAX of Linux.
const longestPath = 4096;
// Far above any linked program.
const maxHeaders = 1 << 16;

/** ElfFile reads ELF. */
export class ElfFile extends BinaryFile {
  readonly format = 'ELF';
  readonly reader: ByteReader;
  readonly header: Struct<typeof elfHeader>;

  constructor(bytes: Uint8Array) {
    super(bytes);
    const ident = new ByteReader(bytes, 'little');
    const order = ident.u8(5, 'EI_DATA');
    if (order !== 1 && order !== 2)
      throw new InspectError('EI_DATA', 5, '1 (little-endian) or 2 (big-endian)');
    const size = ident.u8(4, 'EI_CLASS');
    if (size !== 1 && size !== 2) throw new InspectError('EI_CLASS', 4, '1 (32-bit) or 2 (64-bit)');
    this.reader = new ByteReader(bytes, order === 1 ? 'little' : 'big', size === 1 ? 4 : 8);
    this.header = readStruct(this.reader, elfHeader, 0);
  }

  get class(): 32 | 64 {
    return this.reader.wordSize === 4 ? 32 : 64;
  }

  get byteOrder() {
    return this.reader.byteOrder;
  }

  get machine(): Machine {
    const { e_machine } = this.header;
    const known: Machine = elfMachines[e_machine] ?? { name: `machine ${e_machine}` };
    return { name: known.name, goarch: this.#goarch() ?? known.goarch };
  }

  // MIPS and PowerPC have one number for four and two of Go's architectures.
  #goarch(): string | undefined {
    const suffix = this.byteOrder === 'little' ? 'le' : '';
    if (this.header.e_machine === 8) return `mips${this.class === 64 ? '64' : ''}${suffix}`;
    if (this.header.e_machine === 21) return `ppc64${suffix}`;
    return undefined;
  }

  get abi(): string {
    return elfAbis[this.header.EI_OSABI] ?? `ABI ${this.header.EI_OSABI}`;
  }

  /** Linux, DragonFly, Solaris, illumos and Android share one ABI number; notes and the loader tell some apart. */
  get os(): string {
    const system = this.system()?.name ?? this.abi;
    if (['FreeBSD', 'NetBSD', 'OpenBSD'].includes(system)) return system.toLowerCase();
    const loader = this.interpreter();
    if (loader.startsWith('/system/')) return 'android';
    if (loader.startsWith('/lib/ld-linux') || loader.startsWith('/lib64/ld') || loader.includes('musl'))
      return 'linux';
    return '';
  }

  get kind(): Kind {
    switch (this.header.e_type) {
      case 1:
        return 'object';
      case 2:
        return 'executable';
      case 3:
        return this.isPie() ? 'pie executable' : 'shared library';
      case 4:
        return 'core';
      default:
        return 'other';
    }
  }

  get entry(): bigint | undefined {
    return this.header.e_entry === 0n ? undefined : this.header.e_entry;
  }

  /** isPie reports the flag the linker sets to tell a program from a shared library. */
  isPie(): boolean {
    return this.hasFlag(DT_FLAGS_1, DF_1_PIE);
  }

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
    if (size < least) throw new InspectError(field, start, `entries of at least ${least} bytes, not ${size}`);
    if (count > maxHeaders) throw new InspectError(field, start, `at most ${maxHeaders} headers`);
    this.reader.check(start, count * size, field);
    return Array.from({ length: count }, (_, i) => start + i * size);
  }

  #segmentOffsets(): number[] {
    const { e_phoff, e_phnum, e_phentsize } = this.header;
    const least = layoutSize(elfSegment64, this.reader.wordSize);
    return this.#headerOffsets('e_phnum', Number(e_phoff), e_phnum, e_phentsize, least);
  }

  get #segmentLayout() {
    return this.class === 64 ? elfSegment64 : elfSegment32;
  }

  segmentHeaders(): readonly ElfSegmentHeader[] {
    return this.once('segment headers', () =>
      this.#segmentOffsets().map((at) => readStruct(this.reader, this.#segmentLayout, at)),
    );
  }

  /** storedBytes returns what the file holds of a section; nothing for a section of zeros. */
  storedBytes(header: Struct<typeof elfSection>, field: string): Uint8Array {
    if (header.sh_type === SHT_NOBITS) return new Uint8Array();
    return this.reader.range(header.sh_offset, header.sh_size, field);
  }

  sections(): readonly Section[] {
    return this.once('sections', () =>
      this.sectionHeaders().map((header, index) => ({
        index,
        name: header.name,
        type: elfSectionTypes[header.sh_type] ?? `0x${header.sh_type.toString(16)}`,
        address: header.sh_addr,
        size: Number(header.sh_size),
        offset: Number(header.sh_offset),
        fileSize: header.sh_type === SHT_NOBITS || header.sh_type === 0 ? 0 : Number(header.sh_size),
        flags: bits(elfSectionFlags)(header.sh_flags) ?? '',
      })),
    );
  }

  /** segments lists the parts that are loaded; the other program headers are among the structures. */
  override segments(): readonly Segment[] {
    return this.once('segments', () =>
      this.segmentHeaders()
        .filter((header) => header.p_type === PT_LOAD)
        .map((header) => ({
          name: 'PT_LOAD',
          address: header.p_vaddr,
          memorySize: Number(header.p_memsz),
          offset: Number(header.p_offset),
          fileSize: Number(header.p_filesz),
          permissions: permissions(header.p_flags),
        })),
    );
  }

  symbols(): readonly BinarySymbol[] {
    return this.once('symbols', () => {
      const table = this.sectionHeaders().find((header) => header.sh_type === SHT_SYMTAB);
      return table ? readElfSymbols(this, table) : [];
    });
  }

  override isStripped(): boolean {
    return !this.sectionHeaders().some((header) => header.sh_type === SHT_SYMTAB);
  }

  /** dynamic lists the entries of the dynamic segment up to its end mark. */
  dynamic(): readonly DynamicEntry[] {
    return this.once('dynamic', () => {
      const segment = this.segmentHeaders().find((header) => header.p_type === PT_DYNAMIC);
      return segment ? dynamicEntries(this.reader, segment.p_offset, segment.p_filesz) : [];
    });
  }

  /** hasFlag tells whether a dynamic entry of a tag has a bit set. */
  hasFlag(tag: bigint, mask: bigint): boolean {
    return this.dynamic().some((entry) => entry.d_tag === tag && (entry.d_val & mask) !== 0n);
  }

  override isDynamic(): boolean {
    return this.segmentHeaders().some(
      (header) => header.p_type === PT_DYNAMIC || header.p_type === PT_INTERP,
    );
  }

  override libraries(): readonly string[] {
    return this.once('libraries', () => {
      const strings = dynamicStrings(this);
      return this.dynamic()
        .filter((entry) => entry.d_tag === DT_NEEDED)
        .map((entry) => strings.at(Number(entry.d_val)));
    });
  }

  override imports(): readonly Import[] {
    return this.once('imports', () => dynamicSymbols(this));
  }

  override interpreter(): string {
    const segment = this.segmentHeaders().find((header) => header.p_type === PT_INTERP);
    if (!segment) return '';
    const path = this.reader.range(segment.p_offset, segment.p_filesz, 'PT_INTERP');
    return untilZero(path.subarray(0, longestPath));
  }

  /** notes lists the notes of the note sections, or of the note segments when the file has no sections. */
  notes(): readonly ElfNote[] {
    return this.once('notes', () => readNotes(this.reader, this.#noteRanges()));
  }

  #noteRanges(): NoteRange[] {
    const sections = this.sectionHeaders().filter((header) => header.sh_type === SHT_NOTE);
    if (this.sectionHeaders().length > 0) {
      return sections.map((each) => ({
        offset: each.sh_offset,
        size: each.sh_size,
        align: each.sh_addralign,
      }));
    }
    return this.segmentHeaders()
      .filter((header) => header.p_type === PT_NOTE)
      .map((each) => ({ offset: each.p_offset, size: each.p_filesz, align: each.p_align }));
  }

  /** system is what the ident note of a BSD says. */
  system(): ElfSystem | undefined {
    return this.notes()
      .map((note) => noteSystem(note, this.reader))
      .find((system) => system !== undefined);
  }

  override minimumOs(): string {
    const system = this.system();
    return system?.version ? `${system.name} ${system.version}` : '';
  }

  goBuildId(): string {
    const note = this.notes().find((each) => each.owner === 'Go' && each.type === goBuildIdNote);
    return note ? textOf(note.description) : '';
  }

  override hostBuildId(): HostBuildId | undefined {
    const note = this.notes().find((each) => each.owner === 'GNU' && each.type === gnuBuildIdNote);
    return note && { kind: 'GNU build ID', offset: note.offset, bytes: note.description };
  }

  override buildInfoRange() {
    const header = this.sectionHeaders().find((each) => each.name === '.go.buildinfo');
    return header && { address: header.sh_addr, size: header.sh_size };
  }

  override protections(): readonly Protection[] {
    return elfProtections(this);
  }

  structures(): readonly Structure[] {
    return this.once('structures', () => [
      structure(this.reader, 'ELF header', elfHeader, 0, elfSpecification),
      ...this.#segmentOffsets().map((at, i) => {
        const type = this.segmentHeaders()[i]?.p_type ?? 0;
        const name = `Program header ${i} (${elfSegmentTypes[type] ?? `0x${type.toString(16)}`})`;
        return structure(this.reader, name, this.#segmentLayout, at, elfSegmentSpecification);
      }),
      ...this.sectionHeaders().map((header, i) => {
        const at = Number(this.header.e_shoff) + i * this.header.e_shentsize;
        return structure(
          this.reader,
          `Section header ${i} (${header.name})`,
          elfSection,
          at,
          elfSectionSpecification,
        );
      }),
      ...this.dynamic().map((entry) =>
        structure(
          this.reader,
          'Dynamic entry',
          elfDynamic,
          entry.offset,
          'https://gabi.xinuos.com/elf/08-dynamic.html',
        ),
      ),
    ]);
  }
}

/** permissions writes p_flags as r, w and x. */
export function permissions(flags: number): string {
  return `${flags & 4 ? 'r' : '-'}${flags & 2 ? 'w' : '-'}${flags & 1 ? 'x' : '-'}`;
}
