// Typed input through shared memory, the worker's side.
import { RING, RING_SIZE, ringOf } from '../src/project/shared-ring.ts';
import type { InputSource } from './wasi/arriving-input.ts';

/** How often a reader looks for the end, in milliseconds. */
const lookEvery = 250;

/** Reads what the page writes into a ring of shared memory; waits on it without burning the core. */
export class SharedInput implements InputSource {
  readonly #head: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #onWaiting: (isWaiting: boolean) => void;

  /** `onWaiting` is told when the process begins to wait without a deadline, and when it goes on. */
  constructor(buffer: SharedArrayBuffer, onWaiting: (isWaiting: boolean) => void) {
    const { head, bytes } = ringOf(buffer);
    this.#head = head;
    this.#bytes = bytes;
    this.#onWaiting = onWaiting;
  }

  get available(): number {
    return (Atomics.load(this.#head, RING.written) - Atomics.load(this.#head, RING.read)) >>> 0;
  }

  get isEnded(): boolean {
    return Atomics.load(this.#head, RING.ended) === 1;
  }

  take(target: Uint8Array): number {
    const read = Atomics.load(this.#head, RING.read);
    const count = Math.min(target.length, this.available);
    for (let i = 0; i < count; i++) target[i] = this.#bytes[((read >>> 0) + i) % RING_SIZE]!;
    Atomics.add(this.#head, RING.read, count);
    return count;
  }

  wait(milliseconds: number): void {
    const isLong = milliseconds === Infinity;
    if (isLong) this.#onWaiting(true);
    do {
      const written = Atomics.load(this.#head, RING.written);
      // The end changes no count: it is looked for now and then.
      if (this.available === 0 && !this.isEnded)
        Atomics.wait(this.#head, RING.written, written, Math.min(milliseconds, lookEvery));
    } while (isLong && this.available === 0 && !this.isEnded);
    if (isLong) this.#onWaiting(false);
  }
}
