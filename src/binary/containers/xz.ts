// Unpacks xz files; sums are not checked, damage is found by the decoder.
// https://tukaani.org/xz/xz-file-format.txt
import type { Decompressor } from './compression.ts';
import { Lzma2Decoder, LzmaError } from './lzma.ts';
import { FilterError } from './xz-filters.ts';
import { X86Filter } from './x86-filter.ts';

const header = 12;
const lzma2 = 0x21;
const x86 = 4;
/** Bytes of the sum behind a block, by the number in the stream's flags. */
const sumSizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const mostDictionary = 1 << 29;

/** unxz unpacks all streams of a file. Rejects with an LzmaError or a FilterError. */
export const unxz: Decompressor = (bytes, sink) => {
  const reader = new XzReader(bytes, sink);
  return new Promise((resolve) => resolve(reader.read()));
};

class XzReader {
  #at = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly sink: (chunk: Uint8Array) => void,
  ) {}

  read(): void {
    while (this.#at < this.bytes.length) {
      // Padding between streams.
      if (this.bytes[this.#at] === 0) this.#at += 4;
      else this.#stream();
    }
  }

  #byte(): number {
    const byte = this.bytes[this.#at++];
    if (byte === undefined) throw new LzmaError('cut');
    return byte;
  }

  #stream(): void {
    const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];
    if (magic.some((byte, i) => this.bytes[this.#at + i] !== byte)) throw new LzmaError('damaged');
    const sumSize = sumSizes[(this.bytes[this.#at + 7] ?? 0) & 15] ?? 0;
    this.#at += header;
    // A block's header begins with its size, the index with a zero.
    while (this.bytes[this.#at] !== 0) this.#block(sumSize);
    this.#index();
  }

  #block(sumSize: number): void {
    const start = this.#at;
    const size = (this.#byte() + 1) * 4;
    const flags = this.#byte();
    if (flags & 0x40) this.#number();
    if (flags & 0x80) this.#number();
    const filters = Array.from({ length: (flags & 3) + 1 }, () => this.#filter());
    const last = filters.pop();
    const isKnown = filters.length <= 1 && filters.every(({ id, offset }) => id === x86 && offset === 0);
    if (last?.id !== lzma2 || !isKnown) throw new FilterError();
    const data = start + size;
    this.#at = this.#decode(data, last.offset, filters.length > 0);
    this.#at = data + Math.ceil((this.#at - data) / 4) * 4 + sumSize;
  }

  #filter(): { id: number; offset: number } {
    const id = this.#number();
    const size = this.#number();
    const properties = this.bytes.subarray(this.#at, (this.#at += size));
    if (id !== lzma2) return { id, offset: properties.some((byte) => byte !== 0) ? 1 : 0 };
    const [bits = 0] = properties;
    return { id, offset: Math.min(mostDictionary, (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11)) };
  }

  #decode(start: number, dictionarySize: number, isFiltered: boolean): number {
    if (!isFiltered) return new Lzma2Decoder(this.bytes, start, dictionarySize, this.sink).decode();
    const filter = new X86Filter();
    const sink = (chunk: Uint8Array) => this.sink(filter.push(chunk));
    const end = new Lzma2Decoder(this.bytes, start, dictionarySize, sink).decode();
    this.sink(filter.end());
    return end;
  }

  #index(): void {
    this.#at++;
    const start = this.#at - 1;
    for (let left = this.#number(); left > 0 && this.#at < this.bytes.length; left--) {
      this.#number();
      this.#number();
    }
    this.#at = start + Math.ceil((this.#at - start) / 4) * 4 + 4 + header;
  }

  #number(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 63; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new LzmaError('damaged');
  }
}
