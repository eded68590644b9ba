// Undoes the filter that xz puts before the compression of x86 code: targets of calls and jumps are made relative again.
// linux/lib/xz/xz_dec_bcj.c (public domain) documents the algorithm.

const isAllowed = [true, true, true, false, true, false, false, false];
const bitNumber = [0, 1, 2, 2, 3, 3, 3, 3];
const isEnd = (byte: number) => byte === 0 || byte === 0xff;

/** X86Filter takes a block part by part; it keeps the last few bytes back, which the next part decides on. */
export class X86Filter {
  #rest: Uint8Array = new Uint8Array();
  /** Where `rest` begins in the block, and the latest opcode before. */
  #position = 0;
  #before = -1;
  #mask = 0;

  /** Returns what is decided, in a new array. */
  push(chunk: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(this.#rest.length + chunk.length);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.length);
    const decided = this.#undo(bytes);
    this.#rest = bytes.slice(decided);
    this.#position += decided;
    return bytes.subarray(0, decided);
  }

  /** The bytes that were kept back, at the end of the block. */
  end(): Uint8Array {
    return this.#rest;
  }

  #undo(bytes: Uint8Array): number {
    const view = new DataView(bytes.buffer);
    let i = 0;
    for (; i < bytes.length - 4; i++) {
      if ((bytes[i]! & 0xfe) !== 0xe8 || !this.#isInstruction(bytes, i)) continue;
      if (!isEnd(bytes[i + 4]!)) {
        this.#mask = (this.#mask << 1) | 1;
        continue;
      }
      const next = this.#position + i + 5;
      view.setUint32(i + 1, relative(view.getUint32(i + 1, true), next, this.#mask), true);
      i += 4;
    }
    return Math.min(i, bytes.length);
  }

  /** False for what the filter took for a part of the instruction before. */
  #isInstruction(bytes: Uint8Array, i: number): boolean {
    const distance = this.#position + i - this.#before;
    this.#before = this.#position + i;
    if (distance > 3) {
      this.#mask = 0;
      return true;
    }
    this.#mask = (this.#mask << (distance - 1)) & 7;
    const isOther = !isAllowed[this.#mask] || isEnd(bytes[i + 4 - bitNumber[this.#mask]!]!);
    if (this.#mask === 0 || !isOther) return true;
    this.#mask = (this.#mask << 1) | 1;
    return false;
  }
}

function relative(absolute: number, next: number, mask: number): number {
  let source = absolute;
  for (;;) {
    const target = (source - next) >>> 0;
    const bits = bitNumber[mask]! * 8;
    if (mask === 0 || !isEnd((target >>> (24 - bits)) & 0xff)) {
      const kept = target & 0x01ffffff;
      return (kept | -(kept & 0x01000000)) >>> 0;
    }
    source = (target ^ (2 ** (32 - bits) - 1)) >>> 0;
  }
}
