// Reads XCOFF files, 32 and 64 bits: the programs of AIX.
import { magicEvidence, type Evidence, type FactName } from '../../program-facts.ts';
import {
  BinaryFile,
  type BinarySymbol,
  type Import,
  type Kind,
  type Machine,
  type Section,
  type Segment,
} from '../../binary-file.ts';
import { ByteReader } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';
import {
  layoutSize,
  readStruct,
  structure,
  type Layout,
  type Struct,
  type Structure,
} from '../../read/layout.ts';
import { findRawBuildId } from '../../go/raw-buildid.ts';
import { importFiles, readLoaderImports, type ImportFiles } from './loader.ts';
import { readXcoffSymbols } from './symbols.ts';
import {
  xcoffAuxiliary32,
  xcoffAuxiliary64,
  xcoffHeader32,
  xcoffHeader64,
  xcoffLoader32,
  xcoffLoader64,
  xcoffSection32,
  xcoffSection64,
  xcoffSectionTypes,
  xcoffSpecification,
} from './layout.ts';

/** XcoffSection is a section header of either class. */
export type XcoffSection = Struct<typeof xcoffSection32> | Struct<typeof xcoffSection64>;

const F_EXEC = 0x0002;
const F_SHROBJ = 0x2000;
export const STYP_TEXT = 0x20;
export const STYP_DATA = 0x40;
export const STYP_BSS = 0x80;
export const STYP_LOADER = 0x1000;

/** XcoffFile reads XCOFF32 (magic 0x1df) and XCOFF64 (magic 0x1f7). */
export class XcoffFile extends BinaryFile {
  readonly format = 'XCOFF';
  readonly byteOrder = 'big';
  readonly os = 'aix';
  readonly abi = '';
  readonly reader: ByteReader;
  readonly header: Struct<typeof xcoffHeader32> | Struct<typeof xcoffHeader64>;

  constructor(bytes: Uint8Array) {
    super(bytes);
    const magic = new ByteReader(bytes, 'big').u16(0, 'f_magic');
    if (magic !== 0x1df && magic !== 0x1f7)
      throw new InspectError('f_magic', 0, { code: 'one of', values: ['0x1df', '0x1f7'] });
    this.reader = new ByteReader(bytes, 'big', magic === 0x1f7 ? 8 : 4);
    this.header = readStruct(this.reader, this.#headerLayout, 0);
  }

  get class(): 32 | 64 {
    return this.reader.wordSize === 4 ? 32 : 64;
  }

  get machine(): Machine {
    return this.class === 64 ? { name: '64-bit PowerPC', goarch: 'ppc64' } : { name: 'PowerPC' };
  }

  get kind(): Kind {
    if (this.header.f_flags & F_SHROBJ) return 'shared library';
    return this.header.f_flags & F_EXEC ? 'executable' : 'object';
  }

  get #headerLayout() {
    return this.class === 64 ? xcoffHeader64 : xcoffHeader32;
  }

  get #auxiliaryLayout() {
    return this.class === 64 ? xcoffAuxiliary64 : xcoffAuxiliary32;
  }

  get #sectionLayout() {
    return this.class === 64 ? xcoffSection64 : xcoffSection32;
  }

  get #headerSize(): number {
    return layoutSize(this.#headerLayout, this.reader.wordSize);
  }

  #hasAuxiliary(): boolean {
    return this.header.f_opthdr >= layoutSize(this.#auxiliaryLayout, this.reader.wordSize);
  }

  get entry(): bigint | undefined {
    if (!this.#hasAuxiliary()) return undefined;
    return readStruct(this.reader, this.#auxiliaryLayout, this.#headerSize).o_entry;
  }

  #sectionOffset(index: number): number {
    const size = layoutSize(this.#sectionLayout, this.reader.wordSize);
    return this.#headerSize + this.header.f_opthdr + index * size;
  }

  sectionHeaders(): readonly XcoffSection[] {
    return this.once('section headers', () => {
      const { f_nscns } = this.header;
      this.reader.check(
        this.#sectionOffset(0),
        this.#sectionOffset(f_nscns) - this.#sectionOffset(0),
        'f_nscns',
      );
      return Array.from({ length: f_nscns }, (_, i) =>
        readStruct(this.reader, this.#sectionLayout, this.#sectionOffset(i)),
      );
    });
  }

  sections(): readonly Section[] {
    return this.once('sections', () =>
      this.sectionHeaders().map((header, index) => ({
        index: index + 1,
        name: header.s_name,
        type: xcoffSectionTypes[header.s_flags & 0xffff] ?? `0x${header.s_flags.toString(16)}`,
        address: header.s_vaddr,
        size: Number(header.s_size),
        offset: Number(header.s_scnptr),
        fileSize: header.s_scnptr === 0n ? 0 : Number(header.s_size),
        flags: `0x${header.s_flags.toString(16)}`,
      })),
    );
  }

  /** segments are the sections of text, data and zeros: the format has no headers for segments. */
  override segments(): readonly Segment[] {
    const permissions: Readonly<Record<string, string>> = {
      STYP_TEXT: 'r-x',
      STYP_DATA: 'rw-',
      STYP_BSS: 'rw-',
    };
    return this.sections().flatMap((section) => {
      const allowed = permissions[section.type];
      return allowed ? [{ ...section, memorySize: section.size, permissions: allowed }] : [];
    });
  }

  symbols(): readonly BinarySymbol[] {
    return this.once('symbols', () => readXcoffSymbols(this));
  }

  override isStripped(): boolean {
    return this.header.f_nsyms === 0;
  }

  /** loader returns the header and the bytes of the .loader section. */
  loader(): { readonly header: Struct<typeof xcoffLoader32>; readonly reader: ByteReader } | undefined {
    const section = this.sectionHeaders().find((header) => (header.s_flags & 0xffff) === STYP_LOADER);
    if (!section) return undefined;
    const bytes = this.reader.range(section.s_scnptr, section.s_size, '.loader');
    const reader = new ByteReader(bytes, 'big', this.reader.wordSize);
    return { header: readStruct(reader, this.class === 64 ? xcoffLoader64 : xcoffLoader32, 0), reader };
  }

  /** importFiles lists the search path and the libraries of the .loader section. */
  importFiles(): ImportFiles {
    return this.once('import files', () => importFiles(this));
  }

  override libraries(): readonly string[] {
    return this.importFiles().libraries;
  }

  override imports(): readonly Import[] {
    return this.once('imports', () => readLoaderImports(this));
  }

  goBuildId(): string {
    return findRawBuildId(this.bytes);
  }

  override buildInfoRange() {
    const header = this.sectionHeaders().find((each) => each.s_flags === STYP_DATA);
    return header && { address: header.s_vaddr, size: header.s_size };
  }

  override evidence(fact: FactName): readonly Evidence[] {
    return magicEvidence(this.structures(), fact, 'f_magic', 'f_flags');
  }

  structures(): readonly Structure[] {
    const named = (name: string, layout: Layout, offset: number) =>
      structure(this.reader, name, layout, offset, xcoffSpecification);
    return this.once('structures', () => [
      named('File header', this.#headerLayout, 0),
      ...(this.#hasAuxiliary() ? [named('Auxiliary header', this.#auxiliaryLayout, this.#headerSize)] : []),
      ...this.sectionHeaders().map((header, i) =>
        named(`Section header ${header.s_name}`, this.#sectionLayout, this.#sectionOffset(i)),
      ),
    ]);
  }
}
