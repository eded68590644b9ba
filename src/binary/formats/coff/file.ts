// Reads COFF objects, what compilers for Windows write before linking: ordinary ones and those with many sections (/bigobj).
// https://learn.microsoft.com/windows/win32/debug/pe-format#coff-file-header-object-and-image
import {
  BinaryFile,
  type BinarySymbol,
  type Machine,
  type Protection,
  type Section,
} from '../../binary-file.ts';
import { evidenceOf, type Evidence, type FactName } from '../../program-facts.ts';
import { ByteReader } from '../../read/byte-reader.ts';
import { bits, layoutSize, readStruct, structure, type Structure } from '../../read/layout.ts';
import { peMachines, peSection, peSectionFlags, peSpecification } from '../pe/layout.ts';
import { readCoffSymbols, type CoffTables, type PeSection } from '../pe/symbols.ts';
import { readSectionHeaders } from '../pe/section-headers.ts';
import { bigObject, coffObject } from './layout.ts';

const maxSections = 1 << 16;

/** CoffFile reads COFF objects. */
export class CoffFile extends BinaryFile implements CoffTables {
  readonly format = 'COFF';
  readonly byteOrder = 'little';
  readonly os = 'windows';
  readonly abi = '';
  readonly kind = 'object';
  readonly entry = undefined;
  readonly imageBase = 0n;
  readonly reader: ByteReader;
  readonly isBig: boolean;
  readonly header: CoffTables['header'] & {
    readonly Machine: number;
    readonly NumberOfSections: number;
    /** Only ordinary objects have it. */
    readonly Characteristics?: number;
  };

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.reader = new ByteReader(bytes, 'little');
    this.isBig = this.reader.u32(0, 'Machine') === 0xffff0000;
    this.header = readStruct(this.reader, this.isBig ? bigObject : coffObject, 0);
  }

  get class(): 32 | 64 {
    return ['386', 'arm'].includes(this.machine.goarch ?? '') ? 32 : 64;
  }

  get machine(): Machine {
    const { Machine } = this.header;
    return peMachines[Machine] ?? { name: `machine 0x${Machine.toString(16)}` };
  }

  get symbolSize(): number {
    return this.isBig ? 20 : 18;
  }

  #sectionOffset(index: number): number {
    return layoutSize(this.isBig ? bigObject : coffObject) + index * layoutSize(peSection);
  }

  sectionHeaders(): readonly PeSection[] {
    return this.once('section headers', () =>
      readSectionHeaders(this, {
        offset: this.#sectionOffset(0),
        count: this.header.NumberOfSections,
        countOffset: 2,
        most: maxSections,
      }),
    );
  }

  /** sections have no addresses yet; zeroed ones have a size and nothing in the file. */
  sections(): readonly Section[] {
    return this.once('sections', () =>
      this.sectionHeaders().map((header, index) => ({
        index: index + 1,
        name: header.name,
        type: 'section',
        address: BigInt(header.VirtualAddress),
        size: header.SizeOfRawData,
        offset: header.PointerToRawData,
        fileSize: header.PointerToRawData === 0 ? 0 : header.SizeOfRawData,
        flags: bits(peSectionFlags)(header.Characteristics) ?? '',
      })),
    );
  }

  symbols(): readonly BinarySymbol[] {
    return this.once('symbols', () => readCoffSymbols(this));
  }

  goBuildId(): string {
    return '';
  }

  override protections(): readonly Protection[] {
    return ['ASLR', 'NX', 'Control flow guard', 'Authenticode'].map((name) => ({
      name,
      state: 'absent',
      evidence: this.kind,
    }));
  }

  override evidence(fact: FactName): readonly Evidence[] {
    const [header] = this.structures();
    if (fact === 'machine' || fact === 'format') return evidenceOf(header, 'Machine');
    return fact === 'kind' && !this.isBig ? evidenceOf(header, 'SizeOfOptionalHeader') : [];
  }

  structures(): readonly Structure[] {
    return this.once('structures', () => [
      structure(
        this.reader,
        this.isBig ? 'Big COFF header' : 'COFF header',
        this.isBig ? bigObject : coffObject,
        0,
        `${peSpecification}#coff-file-header-object-and-image`,
      ),
      ...this.sectionHeaders().map((header, i) =>
        structure(
          this.reader,
          `Section header ${header.name}`,
          peSection,
          this.#sectionOffset(i),
          peSpecification,
        ),
      ),
    ]);
  }
}
