// What the headers of ELF files mean: 32 and 64 bits, both byte orders.
import type {
  BinarySymbol,
  Export,
  HostBuildId,
  Import,
  Kind,
  Machine,
  Protection,
  Section,
  Segment,
} from '../../binary-file.ts';
import { byName } from '../../read/by-name.ts';
import { textOf, untilZero } from '../../read/byte-reader.ts';
import {
  evidenceOf,
  type Evidence,
  type FactName,
  type Need,
  type Packed,
  type SystemMark,
} from '../../program-facts.ts';
import {
  dynamicEntries,
  dynamicExports,
  dynamicStrings,
  dynamicSymbols,
  type DynamicEntry,
} from './dynamic.ts';
import { elfKind } from './kind.ts';
import { goarchOf } from './machine.ts';
import { elfPacked } from './packed.ts';
import { systemMarks } from './system-marks.ts';
import { neededVersions, type NeededVersion } from './versions.ts';
import { elfAbis, elfMachines, elfSectionFlags, elfSectionType } from './layout.ts';
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
import { elfEvidence } from './evidence.ts';
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

/** The names of systems that declare a version. */
const markNames = byName({
  linux: 'Linux',
  hurd: 'Hurd',
  solaris: 'Solaris',
  kfreebsd: 'kFreeBSD',
  netbsd: 'NetBSD',
  freebsd: 'FreeBSD',
  openbsd: 'OpenBSD',
  dragonfly: 'DragonFly',
  android: 'Android',
});

// PATH_MAX of Linux.
const longestPath = 4096;

/** ElfFile reads ELF. */
export class ElfFile extends ElfTables {
  readonly format = 'ELF';

  get machine(): Machine {
    const { e_machine } = this.header;
    const known: Machine = elfMachines[e_machine] ?? { name: `machine ${e_machine}` };
    const goarch = goarchOf(this);
    return goarch === undefined ? { name: known.name } : { name: known.name, goarch };
  }

  get abi(): string {
    return elfAbis[this.header.EI_OSABI] ?? `ABI ${this.header.EI_OSABI}`;
  }

  /** Linux, DragonFly, Solaris, illumos and Android share one ABI number; other marks tell some apart. */
  get os(): string {
    return this.systemMarks()[0]?.os ?? '';
  }

  override systemMarks(): readonly SystemMark[] {
    return this.once('system marks', () => systemMarks(this));
  }

  get kind(): Kind {
    return this.once('kind', () => elfKind(this));
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
        type: elfSectionType(header.sh_type, this.header.e_machine),
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

  /** neededLibraries lists the libraries that DT_NEEDED names, each with its entry. */
  neededLibraries(): readonly { readonly library: string; readonly evidence: Evidence }[] {
    return this.once('needed libraries', () => {
      const strings = dynamicStrings(this);
      return this.dynamic()
        .filter((entry) => entry.d_tag === DT_NEEDED)
        .map(({ d_val, offset }) => {
          const library = strings.at(Number(d_val));
          const size = this.class / 4;
          return { library, evidence: { field: 'DT_NEEDED', value: library, offset, size, isField: false } };
        });
    });
  }

  override libraries(): readonly string[] {
    return this.neededLibraries().map(({ library }) => library);
  }

  neededVersions(): readonly NeededVersion[] {
    return this.once('needed versions', () => neededVersions(this));
  }

  override needs(): readonly Need[] {
    const versions = this.neededVersions().filter(({ isWeak }) => !isWeak);
    return this.libraries().map((library) => ({
      library,
      versions: versions.filter((each) => each.library === library).map(({ version }) => version),
      isOptional: false,
    }));
  }

  override packed(): Packed | undefined {
    return this.once('packed', () => elfPacked(this));
  }

  override exports(): readonly Export[] {
    return this.once('exports', () => dynamicExports(this));
  }

  hasSection(name: string): boolean {
    return this.sectionHeaders().some((header) => header.name === name);
  }

  /** segmentField is a field of the n-th program header, as evidence. */
  segmentField(index: number, name: string): Evidence | undefined {
    const at = this.segmentOffsets()[index];
    return evidenceOf(
      this.structures().find((each) => each.offset === at),
      name,
    )[0];
  }

  override evidence(fact: FactName): readonly Evidence[] {
    return elfEvidence(this, fact);
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
    const mark = this.systemMarks().find((each) => each.version !== '');
    return mark ? `${markNames.get(mark.os) ?? mark.os} ${mark.version}` : '';
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
