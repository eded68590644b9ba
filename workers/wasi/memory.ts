// Reads and writing the guest's memory: bytes, numbers, strings and the structs of WASI.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { Errno } from './errno.ts';

// Strict, as WASI wants paths; and a byte order mark is part of a name like any other character.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** UTF-8 of a string, with the terminating zero that argv and environ want. */
export function cString(text: string): Uint8Array {
  return encoder.encode(`${text}\0`);
}

/** Views of the guest's memory, renewed when the memory has grown (growing detaches the old buffer). */
export class GuestMemory {
  #view: DataView | undefined;
  #bytes = new Uint8Array(0);

  constructor(readonly memory: () => WebAssembly.Memory) {}

  get view(): DataView {
    const { buffer } = this.memory();
    if (this.#view?.buffer !== buffer) {
      this.#view = new DataView(buffer);
      this.#bytes = new Uint8Array(buffer);
    }
    return this.#view;
  }

  get bytes(): Uint8Array {
    void this.view;
    return this.#bytes;
  }

  slice(pointer: number, length: number): Uint8Array {
    const start = pointer >>> 0;
    const end = start + (length >>> 0);
    if (end > this.bytes.length) throw new Errno(wasi.ERRNO_FAULT);
    return this.bytes.subarray(start, end);
  }

  /** A UTF-8 string; anything else is EILSEQ, not a guess that would name another file. */
  string(pointer: number, length: number): string {
    try {
      return decoder.decode(this.slice(pointer, length));
    } catch (thrown) {
      throw thrown instanceof TypeError ? new Errno(wasi.ERRNO_ILSEQ) : thrown;
    }
  }

  setUint32(pointer: number, value: number): void {
    this.view.setUint32(pointer >>> 0, value, true);
  }

  setUint64(pointer: number, value: bigint): void {
    this.view.setBigUint64(pointer >>> 0, value, true);
  }

  /** Calls `transfer` for each buffer of an iovec array until one comes back short; writes the sum to `resultPointer`. */
  transfer(
    iovecs: number,
    count: number,
    resultPointer: number,
    transfer: (buffer: Uint8Array, done: number) => number,
  ): void {
    let done = 0;
    for (let i = 0; i < count; i++) {
      const iovec = (iovecs >>> 0) + 8 * i;
      const buffer = this.slice(this.view.getUint32(iovec, true), this.view.getUint32(iovec + 4, true));
      const moved = transfer(buffer, done);
      done += moved;
      if (moved < buffer.length) break;
    }
    this.setUint32(resultPointer, done);
  }

  /** The filestat struct. The shim's own writer puts the times at wrong offsets (bjorn3/browser_wasi_shim#101). */
  setFilestat(pointer: number, stat: wasi.Filestat): void {
    const at = pointer >>> 0;
    const { view } = this;
    view.setBigUint64(at, stat.dev, true);
    view.setBigUint64(at + 8, stat.ino, true);
    view.setBigUint64(at + 16, BigInt(stat.filetype), true);
    view.setBigUint64(at + 24, stat.nlink, true);
    view.setBigUint64(at + 32, stat.size, true);
    view.setBigUint64(at + 40, stat.atim, true);
    view.setBigUint64(at + 48, stat.mtim, true);
    view.setBigUint64(at + 56, stat.ctim, true);
  }

  /** Writes strings the way args_get and environ_get want them: an array of pointers, and the bytes they point to. */
  setStrings(pointers: number, buffer: number, strings: Uint8Array[]): void {
    let at = buffer >>> 0;
    strings.forEach((string, i) => {
      this.setUint32((pointers >>> 0) + 4 * i, at);
      this.slice(at, string.length).set(string);
      at += string.length;
    });
  }

  /** Writes the count and the total size of strings: args_sizes_get and environ_sizes_get. */
  setStringSizes(countPointer: number, sizePointer: number, strings: Uint8Array[]): void {
    this.setUint32(countPointer, strings.length);
    this.setUint32(
      sizePointer,
      strings.reduce((sum, string) => sum + string.length, 0),
    );
  }
}
