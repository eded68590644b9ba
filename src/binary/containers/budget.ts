// Limits what is unpacked of one file: a page has no more memory, and a bomb is to stop soon.
import type { SkipReason } from './skipped.ts';

/** The most bytes that are unpacked of one file. */
const mostBytes = 512 * 2 ** 20;
/** Real archives stay below; below the floor, more is no harm (a binary may have megabytes of zeros). */
const mostGrowth = 100;
const growthFloor = 64 * 2 ** 20;

/** LimitError ends the unpacking of a file; what was found until then stays. */
export class LimitError extends Error {
  override readonly name = 'LimitError';

  constructor(readonly reason: SkipReason) {
    super(reason.code);
  }
}

/** Budget counts the bytes that come out, while they come: the sizes that a file claims cannot be trusted. */
export class Budget {
  readonly #source: number;
  readonly #most: number;
  #spent = 0;

  /** `source` is the size of the file that is opened, in bytes. */
  constructor(source: number, most = mostBytes) {
    this.#source = source;
    this.#most = most;
  }

  /** Counts bytes that have been unpacked. Throws a LimitError when there are too many. */
  spend(bytes: number): void {
    this.#spent += bytes;
    if (this.#spent > this.#most) throw new LimitError({ code: 'limit', most: this.#most, of: 'bytes' });
    const isBomb = this.#spent > growthFloor && this.#spent > mostGrowth * this.#source;
    if (isBomb) throw new LimitError({ code: 'bomb' });
  }
}
