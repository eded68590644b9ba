// Typed input through shared memory, the page's side.
import { RING, RING_HEAD, RING_SIZE, ringOf } from '../project/shared-ring.ts';
import type { RunInput } from '../../workers/protocol/run.ts';

/** How often a full ring is looked at again, in milliseconds. */
const again = 20;

/** Writes what is typed into a ring of shared memory, as far as the worker has read. Whoever makes it closes it. */
export class SharedInputWriter {
  readonly input: Extract<RunInput, { kind: 'shared' }> = {
    kind: 'shared',
    buffer: new SharedArrayBuffer(RING_HEAD + RING_SIZE),
  };
  readonly #ring = ringOf(this.input.buffer);
  #waiting: Uint8Array[] = [];
  #isEnded = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  push(bytes: Uint8Array): void {
    if (this.#isEnded) return;
    this.#waiting.push(bytes);
    this.#write();
  }

  end(): void {
    this.#isEnded = true;
    this.#write();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #write(): void {
    const { head, bytes } = this.#ring;
    clearTimeout(this.#timer);
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const written = Atomics.load(head, RING.written);
      const room = RING_SIZE - ((written - Atomics.load(head, RING.read)) >>> 0);
      const part = next.subarray(0, room);
      for (const [i, byte] of part.entries()) bytes[((written >>> 0) + i) % RING_SIZE] = byte;
      Atomics.add(head, RING.written, part.length);
      if (part.length === next.length) this.#waiting.shift();
      else {
        this.#waiting[0] = next.subarray(part.length);
        this.#timer = setTimeout(() => this.#write(), again);
        break;
      }
    }
    if (this.#isEnded && this.#waiting.length === 0) Atomics.store(head, RING.ended, 1);
    Atomics.notify(head, RING.written);
  }
}
