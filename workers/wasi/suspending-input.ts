// Input for a process that is suspended while it waits (JavaScript Promise Integration).
import { ByteQueue, type InputSource } from './arriving-input.ts';
import { sleep } from './poll-calls.ts';

/** A process that only looks gives the event loop a turn this often, in milliseconds: input arrives in its turns. */
const turnEvery = 10;

/** A wait that is shorter takes no timer: browsers make those of 4 ms and more of nested ones. In milliseconds. */
const shortest = 5;

/**
 * Input by messages: while the process is suspended the worker's event loop runs, and whoever receives the messages calls
 * `push` and `end` (https://github.com/WebAssembly/js-promise-integration).
 */
export class SuspendingInput implements InputSource {
  readonly #queue = new ByteQueue();
  #isEnded = false;
  #wake: (() => void) | undefined;
  #lastTurn = 0;
  readonly #onWaiting: (isWaiting: boolean) => void;

  /** `onWaiting` is told when the process begins to wait without a deadline, and when it goes on. */
  constructor(onWaiting: (isWaiting: boolean) => void = () => {}) {
    this.#onWaiting = onWaiting;
  }

  get available(): number {
    return this.#queue.length;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  push(bytes: Uint8Array): void {
    if (this.#isEnded) return;
    this.#queue.push(bytes);
    this.#wake?.();
  }

  /** Nothing will arrive any more; what has arrived can still be read. */
  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  take(target: Uint8Array): number {
    return this.#queue.take(target);
  }

  wait(milliseconds: number): void | Promise<void> {
    const isDue = performance.now() - this.#lastTurn >= turnEvery;
    if (milliseconds < shortest && !isDue) {
      if (milliseconds > 0) sleep(milliseconds);
      return;
    }
    return this.#suspend(milliseconds);
  }

  async #suspend(milliseconds: number): Promise<void> {
    const isLong = milliseconds === Infinity;
    if (isLong) this.#onWaiting(true);
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (!isLong) timer = setTimeout(resolve, Math.min(milliseconds, 2 ** 31 - 1));
    });
    clearTimeout(timer);
    this.#wake = undefined;
    this.#lastTurn = performance.now();
    if (isLong) this.#onWaiting(false);
  }
}
