// Gathers traced calls, so that a program that makes a million of them does not drown the page in messages.
import type { WatchedCall } from './trace.ts';

/** Calls that go to the page at once, and the longest they wait for more, in milliseconds. */
const batch = { calls: 500, milliseconds: 40 };

/** Calls in order. */
export class CallBatch<Call extends WatchedCall = WatchedCall> {
  #calls: Call[] = [];
  #since = 0;
  readonly #tell: (calls: Call[]) => void;

  constructor(tell: (calls: Call[]) => void) {
    this.#tell = tell;
  }

  add(call: Call): void {
    const now = performance.now();
    if (this.#calls.length === 0) this.#since = now;
    this.#calls.push(call);
    if (this.#calls.length >= batch.calls || now - this.#since >= batch.milliseconds) this.flush();
  }

  /** Tells what was not told yet. */
  flush(): void {
    if (this.#calls.length === 0) return;
    this.#tell(this.#calls);
    this.#calls = [];
  }
}
