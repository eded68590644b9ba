// Universal ("fat") Mach-O files: several thin files in one.
import {
  BinaryFile,
  type BinarySymbol,
  type FilePart,
  type Kind,
  type Machine,
  type Section,
} from '../../binary-file.ts';
import { evidenceOf, type Evidence, type FactName } from '../../program-facts.ts';
import { ByteReader } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { layoutSize, readStruct, structure, type Struct, type Structure } from '../../read/layout.ts';
import { fatArch, fatArch64, fatHeader, machoSpecification } from '../macho/layout.ts';
import { MachoFile } from '../macho/file.ts';

/** maxSlices tells a universal file from a Java class, whose version stands at the same place and is 45 or more. */
export const maxSlices = 40;

/** UniversalFile shows its first slice; slices() gives them all. */
export class UniversalFile extends BinaryFile {
  readonly format = 'Mach-O universal';
  readonly byteOrder = 'big';
  readonly reader: ByteReader;
  readonly header: Struct<typeof fatHeader>;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.reader = new ByteReader(bytes, 'big');
    this.header = readStruct(this.reader, fatHeader, 0);
    const { nfat_arch } = this.header;
    if (nfat_arch === 0 || nfat_arch > maxSlices)
      throw new InspectError('nfat_arch', 4, { code: 'range', least: 1, most: maxSlices, of: 'slices' });
  }

  get #layout() {
    return this.header.magic === 0xcafebabf ? fatArch64 : fatArch;
  }

  #offset(index: number): number {
    return layoutSize(fatHeader) + index * layoutSize(this.#layout);
  }

  /** slices returns the thin files, in file order. */
  slices(): readonly MachoFile[] {
    return this.once('slices', () =>
      Array.from({ length: this.header.nfat_arch }, (_, i) => {
        const { offset, size } = readStruct(this.reader, this.#layout, this.#offset(i));
        return new MachoFile(this.reader.range(offset, size, 'slice'));
      }),
    );
  }

  /** parts are the slices, named by their processors. */
  override parts(): readonly FilePart[] {
    return this.slices().map(({ machine, bytes }) => ({ name: ` (${machine.name})`, bytes }));
  }

  get #first(): MachoFile {
    const [first] = this.slices();
    if (!first)
      throw new InspectError('nfat_arch', 4, { code: 'range', least: 1, most: maxSlices, of: 'slices' });
    return first;
  }

  get class(): 32 | 64 {
    return this.#first.class;
  }

  get machine(): Machine {
    return {
      name: this.slices()
        .map((slice) => slice.machine.name)
        .join(', '),
    };
  }

  /** The kind of the first slice: linkers and lipo put files of one kind together. */
  get kind(): Kind {
    return this.#first.kind;
  }

  get os(): string {
    return this.#first.os;
  }

  get abi(): string {
    return '';
  }

  get entry(): bigint | undefined {
    return this.#first.entry;
  }

  sections(): readonly Section[] {
    return this.#first.sections();
  }

  override segments() {
    return this.#first.segments();
  }

  symbols(): readonly BinarySymbol[] {
    return this.#first.symbols();
  }

  override imports() {
    return this.#first.imports();
  }

  override libraries() {
    return this.#first.libraries();
  }

  override minimumOs(): string {
    return this.#first.minimumOs();
  }

  override exports() {
    return this.#first.exports();
  }

  override needs() {
    return this.#first.needs();
  }

  override interpreter() {
    return this.#first.interpreter();
  }

  override codeSignatureRange() {
    const range = this.#first.codeSignatureRange();
    return range && { ...range, offset: range.offset + this.#first.bytes.byteOffset - this.bytes.byteOffset };
  }

  /** The signature of the first slice: each has its own. */
  override checkCodeSignature() {
    return this.#first.checkCodeSignature();
  }

  override systemMarks() {
    return this.#first.systemMarks();
  }

  override evidence(fact: FactName): readonly Evidence[] {
    return fact === 'machine'
      ? this.structures().flatMap((slice) => evidenceOf(slice, 'cputype'))
      : this.sliceEvidence(this.#first, fact);
  }

  /** sliceEvidence is the evidence of a slice, with offsets in the whole file. */
  sliceEvidence(slice: MachoFile, fact: FactName): readonly Evidence[] {
    const start = slice.bytes.byteOffset - this.bytes.byteOffset;
    return slice
      .evidence(fact)
      .map((evidence) => ({ ...evidence, offset: evidence.offset + start, isField: false }));
  }

  override protections() {
    return this.#first.protections();
  }

  override buildInfoRange() {
    return this.#first.buildInfoRange();
  }

  override bytesAt(address: bigint): Uint8Array | undefined {
    return this.#first.bytesAt(address);
  }

  goBuildId(): string {
    return this.#first.goBuildId();
  }

  structures(): readonly Structure[] {
    return [
      structure(this.reader, 'Universal header', fatHeader, 0, machoSpecification),
      ...Array.from({ length: this.header.nfat_arch }, (_, i) =>
        structure(this.reader, `Slice ${i}`, this.#layout, this.#offset(i), machoSpecification),
      ),
    ];
  }
}
