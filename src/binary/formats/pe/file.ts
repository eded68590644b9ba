// Reads PE files, PE32 and PE32+: the programs of Windows.
import {
  BinaryFile,
  type BinarySymbol,
  type Export,
  type Import,
  type Kind,
  type Machine,
  type Protection,
  type Section,
  type Segment,
} from '../../binary-file.ts';
import type { DotNet, Evidence, FactName, Need, Packed, SystemMark } from '../../program-facts.ts';
import { ByteReader, untilZero } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { bits, layoutSize, readStruct, structure, type Struct, type Structure } from '../../read/layout.ts';
import { readDotNet } from './dot-net.ts';
import { peEvidence } from './evidence.ts';
import { readPeExports } from './exports.ts';
import { readDelayedLibraries, readPeImports } from './imports.ts';
import { peKind } from './kind.ts';
import { pePacked } from './packed.ts';
import { peProtections } from './protections.ts';
import { readSectionHeaders } from './section-headers.ts';
import {
  coffHeader,
  dataDirectories,
  dataDirectory,
  dosHeader,
  optionalHeader32,
  optionalHeader64,
  peMachines,
  peSection,
  peSectionFlags,
  peSpecification,
  peSubsystems,
} from './layout.ts';
import { readCoffSymbols, type CoffTables, type PeSection } from './symbols.ts';
import { findRawBuildId } from '../../go/raw-buildid.ts';

const IMAGE_FILE_DLL = 0x2000;
const signatureAt = 0x3c;
// The loader of Windows takes 96.
const maxSections = 2048;

/** PeFile reads PE32 and PE32+. */
export class PeFile extends BinaryFile implements CoffTables {
  readonly symbolSize = 18;
  readonly format = 'PE';
  readonly byteOrder = 'little';
  readonly abi = '';
  readonly reader: ByteReader;
  readonly header: Struct<typeof coffHeader>;
  readonly optional: Struct<typeof optionalHeader32> | Struct<typeof optionalHeader64>;
  readonly #start: number;

  constructor(bytes: Uint8Array) {
    super(bytes);
    const dos = new ByteReader(bytes, 'little');
    this.#start = dos.u32(signatureAt, 'e_lfanew');
    this.header = readStruct(dos, coffHeader, this.#start);
    // fixedText cuts zero bytes off, so the two that end the signature are checked by their number.
    const signature = dos.u32(this.#start, 'Signature');
    if (signature !== 0x4550)
      throw new InspectError('Signature', this.#start, { code: 'one of', values: ['0x4550'] });
    const magic = dos.u16(this.#optionalAt, 'Magic');
    if (magic !== 0x10b && magic !== 0x20b)
      throw new InspectError('Magic', this.#optionalAt, { code: 'one of', values: ['0x10b', '0x20b'] });
    this.reader = new ByteReader(bytes, 'little', magic === 0x20b ? 8 : 4);
    this.optional = readStruct(this.reader, this.#optionalLayout, this.#optionalAt);
  }

  get #optionalAt(): number {
    return this.#start + layoutSize(coffHeader);
  }

  get #optionalLayout() {
    return this.class === 64 ? optionalHeader64 : optionalHeader32;
  }

  get class(): 32 | 64 {
    return this.reader.wordSize === 4 ? 32 : 64;
  }

  get machine(): Machine {
    return peMachines[this.header.Machine] ?? { name: `machine 0x${this.header.Machine.toString(16)}` };
  }

  get imageBase(): bigint {
    return this.optional.ImageBase;
  }

  /** isDll tells a library from a program. */
  isDll(): boolean {
    return (this.header.Characteristics & IMAGE_FILE_DLL) !== 0;
  }

  get kind(): Kind {
    return this.once('kind', () => peKind(this));
  }

  /** Firmware starts EFI programs; they are for no system. */
  get os(): string {
    return this.optional.Subsystem >= 10 && this.optional.Subsystem <= 13 ? '' : 'windows';
  }

  override subsystem(): string {
    return peSubsystems[this.optional.Subsystem] ?? `0x${this.optional.Subsystem.toString(16)}`;
  }

  override systemMarks(): readonly SystemMark[] {
    const [evidence] = this.evidence('subsystem');
    const version = this.minimumOs().replace(/^.* /, '');
    return evidence && this.os ? [{ os: this.os, version, evidence }] : [];
  }

  override needs(): readonly Need[] {
    const optional = new Set(readDelayedLibraries(this));
    const needed = this.libraries().map((library) => ({ library, versions: [], isOptional: false }));
    const late = [...optional].map((library) => ({ library, versions: [], isOptional: true }));
    return [...needed, ...late];
  }

  override exports(): readonly Export[] {
    return this.once('exports', () => readPeExports(this));
  }

  override dotNet(): DotNet | undefined {
    return this.once('.NET', () => readDotNet(this));
  }

  override packed(): Packed | undefined {
    return this.once('packed', () => pePacked(this));
  }

  override evidence(fact: FactName): readonly Evidence[] {
    return peEvidence(this, fact);
  }

  /** mapped is what is stored from an address relative to the image on. Throws an InspectError outside of sections. */
  mapped(address: number, field: string): ByteReader {
    const bytes = this.bytesAt(this.optional.ImageBase + BigInt(address));
    if (!bytes) throw new InspectError(field, address, { code: 'section address' });
    return new ByteReader(bytes, 'little', this.reader.wordSize);
  }

  /** textAt is the text at an address relative to the image, of at most 4096 bytes. Throws an InspectError. */
  textAt(address: number): string {
    return untilZero(this.mapped(address, 'name').bytes.subarray(0, 4096));
  }

  get entry(): bigint | undefined {
    const { AddressOfEntryPoint, ImageBase } = this.optional;
    return AddressOfEntryPoint === 0 ? undefined : ImageBase + BigInt(AddressOfEntryPoint);
  }

  get #directoriesAt(): number {
    return this.#optionalAt + layoutSize(this.#optionalLayout, this.reader.wordSize);
  }

  get #directoryCount(): number {
    const room = this.#optionalAt + this.header.SizeOfOptionalHeader - this.#directoriesAt;
    const fitting = Math.max(0, Math.floor(room / layoutSize(dataDirectory)));
    return Math.min(this.optional.NumberOfRvaAndSizes, dataDirectories.length, fitting);
  }

  /** directory returns the n-th data directory; undefined when the file has none at that place. */
  directory(index: number): Struct<typeof dataDirectory> | undefined {
    if (index >= this.#directoryCount) return undefined;
    const entry = readStruct(
      this.reader,
      dataDirectory,
      this.#directoriesAt + index * layoutSize(dataDirectory),
    );
    return entry.VirtualAddress === 0 ? undefined : entry;
  }

  /** sectionOffset is where the n-th section header stands. */
  sectionOffset(index: number): number {
    return this.#optionalAt + this.header.SizeOfOptionalHeader + index * layoutSize(peSection);
  }

  sectionHeaders(): readonly PeSection[] {
    return this.once('section headers', () =>
      readSectionHeaders(this, {
        offset: this.sectionOffset(0),
        count: this.header.NumberOfSections,
        countOffset: this.#start + 6,
        most: maxSections,
      }),
    );
  }

  sections(): readonly Section[] {
    return this.once('sections', () =>
      this.sectionHeaders().map((header, index) => ({
        index: index + 1,
        name: header.name,
        type: 'section',
        address: this.optional.ImageBase + BigInt(header.VirtualAddress),
        size: header.VirtualSize,
        offset: header.PointerToRawData,
        fileSize: header.PointerToRawData === 0 ? 0 : header.SizeOfRawData,
        flags: bits(peSectionFlags)(header.Characteristics) ?? '',
      })),
    );
  }

  /** segments are the sections: Windows maps each by itself. */
  override segments(): readonly Segment[] {
    return this.once('segments', () =>
      this.sectionHeaders().map((header) => ({
        name: header.name,
        address: this.optional.ImageBase + BigInt(header.VirtualAddress),
        memorySize: header.VirtualSize,
        offset: header.PointerToRawData,
        fileSize: header.PointerToRawData === 0 ? 0 : header.SizeOfRawData,
        permissions: permissions(header.Characteristics),
      })),
    );
  }

  symbols(): readonly BinarySymbol[] {
    return this.once('symbols', () => readCoffSymbols(this));
  }

  override imports(): readonly Import[] {
    return this.once('imports', () => readPeImports(this));
  }

  override libraries(): readonly string[] {
    return [...new Set(this.imports().map((each) => each.library ?? ''))];
  }

  /** minimumOs is the header's claim; a Go release may need a newer Windows than its linker writes here. */
  override minimumOs(): string {
    const { MajorSubsystemVersion, MinorSubsystemVersion } = this.optional;
    if (this.os === '') return '';
    return `Windows ${MajorSubsystemVersion}.${MinorSubsystemVersion}`;
  }

  goBuildId(): string {
    return findRawBuildId(this.bytes);
  }

  /** The linker has no section of its own for it: debug/buildinfo takes the first plain writable data section. */
  override buildInfoRange() {
    const alignment = 0x600000;
    const writableData = 0xc0000040;
    const header = this.sectionHeaders().find(
      (each) =>
        each.VirtualAddress !== 0 &&
        each.SizeOfRawData !== 0 &&
        (each.Characteristics & ~alignment) >>> 0 === writableData,
    );
    return (
      header && {
        address: this.optional.ImageBase + BigInt(header.VirtualAddress),
        size: BigInt(header.VirtualSize),
      }
    );
  }

  override protections(): readonly Protection[] {
    return peProtections(this);
  }

  structures(): readonly Structure[] {
    return this.once('structures', () => [
      structure(this.reader, 'DOS header', dosHeader, 0, peSpecification),
      structure(
        this.reader,
        'COFF header',
        coffHeader,
        this.#start,
        `${peSpecification}#coff-file-header-object-and-image`,
      ),
      structure(
        this.reader,
        this.class === 64 ? 'Optional header PE32+' : 'Optional header PE32',
        this.#optionalLayout,
        this.#optionalAt,
        `${peSpecification}#optional-header-image-only`,
      ),
      ...dataDirectories
        .slice(0, this.#directoryCount)
        .map((name, i) =>
          structure(
            this.reader,
            `Data directory ${name}`,
            dataDirectory,
            this.#directoriesAt + i * 8,
            peSpecification,
          ),
        ),
      ...this.sectionHeaders().map((header, i) =>
        structure(
          this.reader,
          `Section header ${header.name}`,
          peSection,
          this.sectionOffset(i),
          peSpecification,
        ),
      ),
    ]);
  }
}

function permissions(flags: number): string {
  return `${flags & 0x40000000 ? 'r' : '-'}${flags & 0x80000000 ? 'w' : '-'}${flags & 0x20000000 ? 'x' : '-'}`;
}
