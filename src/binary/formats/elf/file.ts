// What the headers of ELF files mean: 32 and 64 bits, both byte orders.
import type {
  BinarySymbol,
  HostBuildId,
  Import,
  Kind,
  Machine,
  Protection,
  Section,
  Segment,
} from '../../binary-file.ts';
import { textOf, untilZero } from '../../read/byte-reader.ts';
import { dynamicEntries, dynamicStrings, dynamicSymbols, type DynamicEntry } from './dynamic.ts';
import { elfAbis, elfMachines, elfSectionFlags, elfSectionTypes } from './layout.ts';
import {
  gnuBuildIdNote,
  goBuildIdNote,
  noteSystem,
  readNotes,
  type ElfNote,
  type NoteRange,
  type ElfSystem,
} from './notes.ts';
import { elfProtections, permissions } from './protections.ts';
import { elfStructures } from './structures.ts';
import { readElfSymbols } from './symbols.ts';
import { ElfTables } from './tables.ts';
import { bits, type Structure } from '../../read/layout.ts';

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

/** ElfFile reads ELF. */
export class ElfFile extends ElfTables {
  readonly format = 'ELF';

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
    return this.once('structures', () => elfStructures(this));
  }
}
