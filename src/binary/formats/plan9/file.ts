// Reads Plan 9 a.out files: 386, amd64 and arm.
// https://9p.io/magic/man2html/6/a.out
import { magicEvidence, type Evidence, type FactName } from '../../program-facts.ts';
import {
  BinaryFile,
  sizedByNext,
  type BinarySymbol,
  type Machine,
  type Section,
  type Segment,
} from '../../binary-file.ts';
import { ByteReader, textOf } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { named, readStruct, structure, type Struct, type Structure } from '../../read/layout.ts';
import { findRawBuildId } from '../../go/raw-buildid.ts';

/** plan9Specification defines the header. */
export const plan9Specification = 'https://9p.io/magic/man2html/6/a.out';
const has64BitEntry = 0x8000;

/** plan9Machines maps the magic number to the processor. */
export const plan9Machines: Readonly<Record<number, Machine>> = {
  0x1eb: { name: 'Intel 386', goarch: '386' },
  0x647: { name: 'ARM', goarch: 'arm' },
  0x8a97: { name: 'AMD x86-64', goarch: 'amd64' },
};

/** plan9Header is the header, always big-endian whatever the machine. */
export const plan9Header = {
  magic: ['u32', named({ 0x1eb: '386', 0x647: 'arm', 0x8a97: 'amd64' })],
  text: 'u32',
  data: 'u32',
  bss: 'u32',
  syms: 'u32',
  entry: 'u32',
  spsz: 'u32',
  pcsz: 'u32',
} as const;

/** plan9Header64 has one number more, the entry in full. */
export const plan9Header64 = { ...plan9Header, entry64: 'u64' } as const;

/** Plan9File reads one program. */
export class Plan9File extends BinaryFile {
  readonly format = 'Plan 9 a.out';
  readonly byteOrder = 'big';
  readonly os = 'plan9';
  readonly abi = '';
  readonly kind = 'executable';
  readonly reader: ByteReader;
  readonly header: Struct<typeof plan9Header>;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.reader = new ByteReader(bytes, 'big');
    this.header = readStruct(this.reader, plan9Header, 0);
    if (!(this.header.magic in plan9Machines))
      throw new InspectError('magic', 0, { code: 'one of', values: ['0x1eb', '0x647', '0x8a97'] });
  }

  get class(): 32 | 64 {
    return this.header.magic & has64BitEntry ? 64 : 32;
  }

  get machine(): Machine {
    return plan9Machines[this.header.magic] ?? { name: 'unknown' };
  }

  get #headerSize(): number {
    return this.class === 64 ? 40 : 32;
  }

  get entry(): bigint {
    return this.class === 64 ? this.reader.u64(32, 'entry64') : BigInt(this.header.entry);
  }

  // The kernel maps header and text at one fixed address, data at the next page boundary after them.
  get #textAddress(): bigint {
    return (this.class === 64 ? 0x200000n : 0x1000n) + BigInt(this.#headerSize);
  }

  get #dataAddress(): bigint {
    const page = this.class === 64 ? 0x200000n : 0x1000n;
    const end = this.#textAddress + BigInt(this.header.text);
    return ((end + page - 1n) / page) * page;
  }

  sections(): readonly Section[] {
    return this.once('sections', () => {
      const { text, data, bss, syms, spsz, pcsz } = this.header;
      const parts: [string, number, bigint][] = [
        ['text', text, this.#textAddress],
        ['data', data, this.#dataAddress],
        ['syms', syms, 0n],
        ['spsz', spsz, 0n],
        ['pcsz', pcsz, 0n],
      ];
      let offset = this.#headerSize;
      const stored = parts.map(([name, size, address], index) => {
        offset += size;
        return {
          index,
          name,
          type: 'a.out',
          address,
          size,
          offset: offset - size,
          fileSize: size,
          flags: '',
        };
      });
      const address = this.#dataAddress + BigInt(data);
      return [
        ...stored,
        { index: 5, name: 'bss', type: 'a.out', address, size: bss, offset: 0, fileSize: 0, flags: '' },
      ];
    });
  }

  override segments(): readonly Segment[] {
    const { text, data, bss } = this.header;
    const start = this.#headerSize;
    return [
      segment('text', this.#textAddress, text, start, text, 'r-x'),
      segment('data', this.#dataAddress, data + bss, start + text, data, 'rw-'),
    ];
  }

  symbols(): readonly BinarySymbol[] {
    return this.once('symbols', () => {
      const table = this.sections().find((section) => section.name === 'syms');
      return table ? readSymbols(this.sectionBytes(table), this.class) : [];
    });
  }

  override isStripped(): boolean {
    return this.header.syms === 0;
  }

  goBuildId(): string {
    return findRawBuildId(this.bytes);
  }

  /** The data of a file need not be aligned in it, so the search is relative to the data (golang.org/issue/80193). */
  override buildInfoRange() {
    return { address: this.#dataAddress, size: BigInt(this.header.data) };
  }

  override evidence(fact: FactName): readonly Evidence[] {
    return magicEvidence(this.structures(), fact, 'magic');
  }

  structures(): readonly Structure[] {
    const layout = this.class === 64 ? plan9Header64 : plan9Header;
    return [structure(this.reader, 'a.out header', layout, 0, plan9Specification)];
  }
}

function segment(
  name: string,
  address: bigint,
  memorySize: number,
  offset: number,
  fileSize: number,
  permissions: string,
): Segment {
  return { name, address, memorySize, offset, fileSize, permissions };
}

/** The symbol types that `go tool nm` shows: text, data, bss, and the same letters for local symbols. */
const shown = 'TtDdBb';

// An entry is the value, the type with its high bit set, and the name up to a zero byte. Names of type z and Z
// are pairs of bytes after one zero byte, up to a pair of zeros.
function readSymbols(table: Uint8Array, size: 32 | 64): BinarySymbol[] {
  const reader = new ByteReader(table, 'big', size === 64 ? 8 : 4);
  const symbols: BinarySymbol[] = [];
  for (let at = 0; at + 4 <= table.length;) {
    const address = reader.word(at, 'symbol value');
    const code = String.fromCharCode(reader.u8(at + reader.wordSize, 'symbol type') & 0x7f);
    const start = at + reader.wordSize + 1;
    const end = code === 'z' || code === 'Z' ? pathEnd(table, start) : nameEnd(table, start);
    if (shown.includes(code))
      symbols.push({ name: textOf(table.subarray(start, end)), address, size: 0, code });
    at = end + (code === 'z' || code === 'Z' ? 2 : 1);
  }
  return sizedByNext(
    symbols,
    symbols.map((symbol) => symbol.address),
  );
}

function nameEnd(table: Uint8Array, start: number): number {
  const end = table.indexOf(0, start);
  if (end < 0) throw new InspectError('symbol name', start, { code: 'zeros', count: 1 });
  return end;
}

function pathEnd(table: Uint8Array, start: number): number {
  for (let at = start + 1; at + 2 <= table.length; at += 2) {
    if (table[at] === 0 && table[at + 1] === 0) return at;
  }
  throw new InspectError('symbol path', start, { code: 'zeros', count: 2 });
}
