// Typed input for a process that cannot be suspended: synchronous requests that the service worker answers.
import { INPUT_HEADER, LONGEST_WAIT } from '../src/project/input-address.ts';
import { ByteQueue, type InputSource } from './wasi/arriving-input.ts';
import { sleep } from './wasi/poll-calls.ts';

/** A process that only looks asks this often, in milliseconds: a request takes a few. */
const lookEvery = 50;

/** Failures in a row after which nobody will answer any more, and the time between them in milliseconds. */
const tries = 40;
const pause = 250;

/**
 * Input that is asked for when it is wanted. A request that fails is made again, because browsers end service workers when
 * they like; the count of bytes that are here makes that harmless. The standard may take synchronous requests away from
 * service workers (https://github.com/whatwg/xhr/issues/397): this is the second choice.
 */
export class RequestedInput implements InputSource {
  readonly #queue = new ByteQueue();
  readonly #url: string;
  readonly #onWaiting: (isWaiting: boolean) => void;
  #received = 0;
  #failures = 0;
  #lastLook = 0;
  isEnded = false;

  /** `url` is the run's own address; `onWaiting` is told when the process begins to wait without a deadline, and when it goes on. */
  constructor(url: string, onWaiting: (isWaiting: boolean) => void) {
    this.#url = url;
    this.#onWaiting = onWaiting;
  }

  get available(): number {
    return this.#queue.length;
  }

  take(target: Uint8Array): number {
    return this.#queue.take(target);
  }

  wait(milliseconds: number): void {
    if (milliseconds < lookEvery && performance.now() - this.#lastLook < lookEvery)
      return milliseconds > 0 ? sleep(milliseconds) : undefined;
    const isLong = milliseconds === Infinity;
    if (isLong) this.#onWaiting(true);
    do this.#ask(Math.min(milliseconds, LONGEST_WAIT));
    while (isLong && this.available === 0 && !this.isEnded);
    if (isLong) this.#onWaiting(false);
    this.#lastLook = performance.now();
  }

  #ask(wait: number): void {
    const request = new XMLHttpRequest();
    request.open('POST', `${this.#url}?from=${this.#received}&wait=${Math.ceil(wait)}`, false);
    request.responseType = 'arraybuffer';
    try {
      request.send();
    } catch {
      return this.#failed();
    }
    const what = request.getResponseHeader(INPUT_HEADER);
    if (what === null) return this.#failed(request.status === 404 ? tries : 1);
    this.#failures = 0;
    const bytes = new Uint8Array(request.response as ArrayBuffer);
    this.#received += bytes.length;
    this.#queue.push(bytes);
    this.isEnded = what === 'end';
  }

  #failed(count = 1): void {
    this.#failures += count;
    if (this.#failures >= tries) this.isEnded = true;
    else sleep(pause);
  }
}
