// Reads WebAssembly's numbers of variable length, checked against the bounds.
// https://webassembly.github.io/spec/core/binary/values.html
import { ByteReader, textOf } from './byte-reader.ts';
import { InspectError } from './inspect-error.ts';

/** Leb128Reader reads forward through a range of a file. Offsets are those of the file. */
export class Leb128Reader {
  offset: number;
  readonly end: number;
  readonly #reader: ByteReader;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#reader = new ByteReader(bytes.subarray(0, end), 'little');
    this.offset = start;
    this.end = end;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.end;
  }

  u8(field: string): number {
    return this.#reader.u8(this.offset++, field);
  }

  /** unsigned reads a number of up to 64 bits; above 2^53 it is rounded. */
  unsigned(field: string): number {
    const start = this.offset;
    let value = 0;
    for (let scale = 1; this.offset - start < 10; scale *= 128) {
      const byte = this.u8(field);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new InspectError(field, start, { code: 'LEB128' });
  }

  /** count reads the number of items that follow, each of at least one byte. */
  count(field: string): number {
    const start = this.offset;
    const count = this.unsigned(field);
    if (count > this.end - this.offset) throw new InspectError(field, start, { code: 'item count' });
    return count;
  }

  /** skip moves over size bytes and returns their offset. */
  skip(size: number, field: string): number {
    const start = this.#reader.check(this.offset, size, field);
    this.offset = start + size;
    return start;
  }

  text(field: string): string {
    const size = this.unsigned(field);
    const start = this.skip(size, field);
    return textOf(this.#reader.bytes.subarray(start, start + size));
  }
}
