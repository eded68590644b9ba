// The inspect worker, seen from the page: its start, its calls, and its end.
import { wrap, type Remote } from 'comlink';
import type { InspectCalls } from '../../workers/protocol/inspect.ts';

/** The running inspect worker. */
export class InspectClient {
  readonly #worker: Worker;
  readonly #remote: Remote<InspectCalls>;
  /** Rejects when the worker dies: its script is missing, or the file needs more memory than there is. */
  readonly #died: Promise<never>;

  constructor(onDeath: () => void) {
    this.#worker = new Worker(new URL('../../workers/inspect.worker.ts', import.meta.url), {
      type: 'module',
    });
    this.#remote = wrap<InspectCalls>(this.#worker);
    this.#died = new Promise<never>((_, reject) => {
      this.#worker.addEventListener('error', (event) => {
        this.#worker.terminate();
        onDeath();
        reject(new Error(event.message || 'the inspect worker could not be started'));
      });
    });
    this.#died.catch(() => {}); // Raced where it matters.
  }

  /** Calls the worker. Rejects when the worker dies before it answers. */
  ask<P extends Promise<unknown>>(call: (remote: Remote<InspectCalls>) => P): Promise<Awaited<P>> {
    return Promise.race([call(this.#remote), this.#died]) as Promise<Awaited<P>>;
  }
}
