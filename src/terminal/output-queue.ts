// Holds what a terminal has not shown yet: bounded, in order, dropping from the front what nobody could read any more.

/** A piece that is to be shown; `dropped` bytes before it were not. */
export interface OutputPiece {
  bytes: Uint8Array;
  dropped: number;
}

const lineFeed = 10;

/** Bytes on their way to a screen that may be slower than the program. */
export class OutputQueue {
  readonly #most: number;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #dropped = 0;

  /** `most` is in bytes; a single piece may be as long. */
  constructor(most: number) {
    this.#most = most;
  }

  get length(): number {
    return this.#length;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    while (this.#length > this.#most) this.#drop();
  }

  clear(): void {
    this.#chunks = [];
    this.#length = this.#dropped = 0;
  }

  /** At most so many bytes from the front; undefined when there are none. */
  take(most: number): OutputPiece | undefined {
    const first = this.#chunks[0];
    if (!first) return undefined;
    const piece = { bytes: this.#gather(most), dropped: this.#dropped };
    this.#dropped = 0;
    return piece;
  }

  #gather(most: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (let chunk = this.#chunks[0]; chunk && length < most; chunk = this.#chunks[0]) {
      const part = chunk.subarray(0, most - length);
      parts.push(part);
      length += part.length;
      if (part.length < chunk.length) this.#chunks[0] = chunk.subarray(part.length);
      else this.#chunks.shift();
    }
    this.#length -= length;
    return parts.length === 1 ? parts[0]! : joined(parts, length);
  }

  /** The first chunk goes, up to the end of a line where it has one, so that no escape sequence is cut in two. */
  #drop(): void {
    const first = this.#chunks.shift()!;
    const surplus = Math.min(first.length, this.#length - this.#most);
    const lineEnd = first.indexOf(lineFeed, surplus - 1);
    const gone = lineEnd < 0 ? first.length : lineEnd + 1;
    if (gone < first.length) this.#chunks.unshift(first.subarray(gone));
    this.#length -= gone;
    this.#dropped += gone;
  }
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
