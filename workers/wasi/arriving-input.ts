// Standard input that arrives while the process runs.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { Stream } from './descriptors.ts';
import { Errno } from './errno.ts';

/** Where input comes from, and how a process waits for it. */
export interface InputSource {
  /** How many bytes have arrived and were not taken. */
  readonly available: number;
  /** True when nothing will arrive any more. */
  readonly isEnded: boolean;
  /** Moves bytes that have arrived into `target`; returns how many. */
  take(target: Uint8Array): number;
  /** Blocks until something arrives or so many milliseconds have passed, or gives a promise of that; see Descriptor.wait. */
  wait(milliseconds: number): void | Promise<void>;
}

/**
 * Standard input that somebody types. A process may make it non-blocking, as Go does: then reads of nothing give EAGAIN and
 * poll_oneoff waits, so that other goroutines go on. Whoever does not is blocked by a read.
 */
export class ArrivingInput extends Stream {
  override readonly writable = false;

  constructor(readonly source: InputSource) {
    super();
  }

  override get isReadable(): boolean {
    return this.source.available > 0 || this.source.isEnded;
  }

  override get settableFlags(): number {
    return wasi.FDFLAGS_NONBLOCK;
  }

  override wait(milliseconds: number): void | Promise<void> {
    return this.source.wait(milliseconds);
  }

  override read(target: Uint8Array): number {
    if (target.length === 0) return 0;
    if (!this.isReadable) throw new Errno(wasi.ERRNO_AGAIN);
    return this.source.take(target);
  }
}

/** Bytes in the order in which they arrived. */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  /** Moves as many bytes as there are, and as fit. */
  take(target: Uint8Array): number {
    let done = 0;
    for (let chunk = this.#chunks[0]; chunk && done < target.length; chunk = this.#chunks[0]) {
      const part = chunk.subarray(0, target.length - done);
      target.set(part, done);
      done += part.length;
      if (part.length < chunk.length) this.#chunks[0] = chunk.subarray(part.length);
      else this.#chunks.shift();
    }
    this.#length -= done;
    return done;
  }
}
