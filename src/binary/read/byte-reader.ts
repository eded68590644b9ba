// Reads numbers and ranges from bytes, each checked against the bounds first.
import { InspectError } from './inspect-error.ts';

/** ByteOrder is the order of the bytes of a number in a file. */
export type ByteOrder = 'little' | 'big';

/** WordSize is the size in bytes of an address: 4 in 32-bit files, 8 in 64-bit files. */
export type WordSize = 4 | 8;

const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder();

/**
 * ByteReader reads fixed-size numbers of one byte order. Every method takes the name of the field it reads and
 * throws an InspectError with that name when the field does not lie within the bytes. Nothing is copied.
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly byteOrder: ByteOrder;
  readonly wordSize: WordSize;
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(bytes: Uint8Array, byteOrder: ByteOrder, wordSize: WordSize = 4) {
    this.bytes = bytes;
    this.byteOrder = byteOrder;
    this.wordSize = wordSize;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = byteOrder === 'little';
  }

  get length(): number {
    return this.bytes.length;
  }

  /** check returns offset as a number when [offset, offset+size) lies within the bytes. */
  check(offset: number | bigint, size: number | bigint, field: string): number {
    const start = Number(offset);
    const length = Number(size);
    if (!(start >= 0 && length >= 0 && start + length <= this.length)) {
      throw new InspectError(field, start, { code: 'bytes inside', size: length, room: this.length });
    }
    return start;
  }

  u8(offset: number, field: string): number {
    return this.#view.getUint8(this.check(offset, 1, field));
  }

  u16(offset: number, field: string): number {
    return this.#view.getUint16(this.check(offset, 2, field), this.#little);
  }

  u32(offset: number, field: string): number {
    return this.#view.getUint32(this.check(offset, 4, field), this.#little);
  }

  u64(offset: number, field: string): bigint {
    return this.#view.getBigUint64(this.check(offset, 8, field), this.#little);
  }

  /** word reads a number of the file's address size. */
  word(offset: number, field: string): bigint {
    return this.wordSize === 8 ? this.u64(offset, field) : BigInt(this.u32(offset, field));
  }

  /** range returns a view of size bytes. */
  range(offset: number | bigint, size: number | bigint, field: string): Uint8Array {
    const start = this.check(offset, size, field);
    return this.bytes.subarray(start, start + Number(size));
  }

  /** fixedText reads a text padded with zero bytes to a fixed size, such as a section name. */
  fixedText(offset: number, size: number, field: string): string {
    return untilZero(this.range(offset, size, field));
  }
}

/** untilZero decodes the bytes before the first zero byte, or all of them, as UTF-8. */
export function untilZero(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** textOf decodes bytes as UTF-8; bytes that are not become U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** latin1Of decodes each byte as the character of that number, so that offsets in the text are byte offsets. */
export function latin1Of(bytes: Uint8Array): string {
  return latin1.decode(bytes);
}

/** hex writes bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** indexOfBytes finds the first occurrence of pattern in bytes at or after start, or -1. */
export function indexOfBytes(bytes: Uint8Array, pattern: Uint8Array, start = 0): number {
  const first = pattern[0] ?? 0;
  for (let i = bytes.indexOf(first, start); i >= 0; i = bytes.indexOf(first, i + 1)) {
    if (pattern.every((byte, k) => bytes[i + k] === byte)) return i;
  }
  return -1;
}

/** bytesOf turns an ASCII or Latin-1 text into one byte per character. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
