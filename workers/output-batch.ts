// Gathers what a program writes, so that one printing in a loop does not drown the page in messages.

/** Bytes of output that go to the page at once, and the longest they wait for more, in milliseconds. */
const batch = { bytes: 64 << 10, milliseconds: 40 };

/** So many writes in that time are told of at once each: what is printed before a long computation is seen before it. */
const prompt = 64;

/** A program that wrote more than it may. */
export class OutputLimit extends Error {}

type Stream = 'stdout' | 'stderr';

/** Both output streams of a program, in order. */
export class OutputBatch {
  #stream: Stream = 'stdout';
  #chunks: Uint8Array[] = [];
  #length = 0;
  #since = -Infinity;
  #told = 0;
  #left: number;
  readonly #tell: (stream: Stream, bytes: Uint8Array) => void;

  /** `most` is in bytes. */
  constructor(most: number, tell: (stream: Stream, bytes: Uint8Array) => void) {
    this.#left = most;
    this.#tell = tell;
  }

  /** Takes what is written, which is guest memory. Throws OutputLimit once it is more than may be; what was before is told. */
  add(stream: Stream, bytes: Uint8Array): void {
    if (stream !== this.#stream) this.flush();
    this.#stream = stream;
    const part = bytes.slice(0, this.#left);
    this.#left -= part.length;
    this.#chunks.push(part);
    this.#length += part.length;
    this.#flushIfDue();
    if (part.length < bytes.length) throw new OutputLimit();
  }

  /** Tells what was written and not told yet. */
  flush(): void {
    if (this.#length === 0) return;
    const bytes = this.#chunks.length === 1 ? this.#chunks[0]! : new Uint8Array(this.#length);
    if (this.#chunks.length > 1) {
      let offset = 0;
      for (const chunk of this.#chunks) {
        bytes.set(chunk, offset);
        offset += chunk.length;
      }
    }
    this.#chunks = [];
    this.#length = 0;
    this.#tell(this.#stream, bytes);
  }

  #flushIfDue(): void {
    const now = performance.now();
    const isLate = now - this.#since >= batch.milliseconds;
    if (isLate) {
      this.#since = now;
      this.#told = 0;
    }
    if (isLate || this.#told < prompt || this.#length >= batch.bytes) {
      this.#told++;
      this.flush();
    }
  }
}
