// A worker as its client has it: started, asked with comlink, and ended so that nothing is left waiting.
import { releaseProxy, wrap, type Remote } from 'comlink';
import type { Listener, Told } from '../../workers/protocol/listener.ts';

/** How a worker is started, and what ends it. */
export interface WorkerOptions {
  /** For messages: “build worker”. */
  name: string;
  /** The only place that says `new Worker`: bundlers want the URL to stand in it. */
  start: () => Worker;
  /** Ends the worker with all that was asked of it, as close() does; no worker starts when it has fired already. */
  signal?: AbortSignal | undefined;
  /** Told once when the worker dies of an error of its own: its script is missing, or there is no memory left. */
  onDeath?: (() => void) | undefined;
}

/**
 * A running worker. It ends by close(), by the signal, or by an error of its own; what is asked then, and what was asked
 * before and has no answer yet, rejects at once: with an AbortError in the first two cases, with an Error in the third.
 * Whoever opens one closes it.
 */
export class WorkerClient<Calls> {
  readonly #name: string;
  readonly #worker: Worker;
  readonly #remote: Remote<Calls>;
  readonly #signal: AbortSignal | undefined;
  /** How to reject each call without an answer. (A race with one long promise would keep every answer for as long.) */
  readonly #waiting = new Set<(reason: unknown) => void>();
  readonly #listeners = new Map<number, (event: never) => void>();
  #lastListener = 0;
  #end: { reason: unknown } | undefined;

  /** Throws an AbortError when the signal has fired. */
  constructor({ name, start, signal, onDeath }: WorkerOptions) {
    signal?.throwIfAborted();
    this.#name = name;
    this.#signal = signal;
    this.#worker = start();
    this.#remote = wrap<Calls>(this.#worker);
    this.#worker.addEventListener('error', ({ message }) => {
      if (this.#end) return;
      this.#finish(new Error(message || `the ${name} could not be started`));
      onDeath?.();
    });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Partial<Told>>) => {
      if (data?.listener === undefined || this.#end) return; // An answer, which is comlink's.
      this.#listeners.get(data.listener)?.(data.event as never);
    });
    signal?.addEventListener('abort', this.#abort, { once: true });
  }

  /**
   * Asks the worker. Rejects when it throws, or has ended, or ends before it answers. `onEvent` is told what the worker
   * tells the call's listener: all of it before the answer, nothing after.
   */
  ask<P extends Promise<unknown>, Event = never>(
    call: (remote: Remote<Calls>, listener: Listener<Event>) => P,
    onEvent: (event: Event) => void = () => {},
  ): Promise<Awaited<P>> {
    if (this.#end) return Promise.reject(this.#end.reason as Error);
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<P>>();
    this.#waiting.add(reject);
    const listener = this.listen(onEvent);
    call(this.#remote, listener)
      .then((answer) => resolve(answer as Awaited<P>), reject)
      .finally(() => {
        this.#waiting.delete(reject);
        this.#listeners.delete(listener);
      });
    return promise;
  }

  /** A listener for what outlasts a call: it is told until the worker ends. */
  listen<Event>(onEvent: (event: Event) => void): Listener<Event> {
    const listener = ++this.#lastListener;
    this.#listeners.set(listener, onEvent);
    return listener as Listener<Event>;
  }

  /** Ends the worker, whatever it does. A second time does nothing. */
  close(): void {
    this.#finish(new DOMException(`The ${this.#name} was closed.`, 'AbortError'));
  }

  readonly #abort = () => this.#finish(new DOMException(`The ${this.#name} was stopped.`, 'AbortError'));

  #finish(reason: unknown): void {
    if (this.#end) return;
    this.#end = { reason };
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#remote[releaseProxy]();
    this.#worker.terminate();
    for (const reject of this.#waiting) reject(reason);
    this.#waiting.clear();
    this.#listeners.clear();
  }
}
