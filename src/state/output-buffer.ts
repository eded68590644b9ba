// Holds the end of a program's output, however much the program prints.

/** A stretch of output of one stream. Chunks are replaced, never changed, so that each can be compared by identity. */
export interface OutputChunk {
  /** Grows from chunk to chunk. */
  id: number;
  stream: 'stdout' | 'stderr';
  text: string;
}

const CHUNK = 4096;

/** Keeps the last characters of an output, dropping whole chunks from the front. */
export class OutputBuffer {
  readonly #limit: number;
  #chunks: OutputChunk[] = [];
  #length = 0;
  #dropped = 0;
  #nextId = 1;

  /** `limit` is in characters; at most one chunk more than that is held. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The held output in order. */
  get chunks(): readonly OutputChunk[] {
    return this.#chunks;
  }

  /** How many characters were dropped from the front. */
  get dropped(): number {
    return this.#dropped;
  }

  append(stream: OutputChunk['stream'], text: string): void {
    // Of a piece longer than the limit only the end can stay.
    const kept = text.length > this.#limit ? text.slice(-this.#limit) : text;
    this.#dropped += text.length - kept.length;
    for (let start = 0; start < kept.length; start += CHUNK)
      this.#push(stream, kept.slice(start, start + CHUNK));
    this.#trim();
  }

  #push(stream: OutputChunk['stream'], text: string): void {
    const last = this.#chunks.at(-1);
    this.#length += text.length;
    if (last?.stream === stream && last.text.length + text.length <= CHUNK) {
      this.#chunks[this.#chunks.length - 1] = { ...last, text: last.text + text };
    } else {
      this.#chunks.push({ id: this.#nextId++, stream, text });
    }
  }

  #trim(): void {
    let surplus = 0;
    while (this.#length > this.#limit && surplus < this.#chunks.length - 1) {
      const { length } = this.#chunks[surplus++]!.text;
      this.#length -= length;
      this.#dropped += length;
    }
    if (surplus > 0) this.#chunks.splice(0, surplus);
  }
}
