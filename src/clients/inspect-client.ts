// The inspect worker, seen from the page: its start, its calls, and its end.
import type { Remote } from 'comlink';
import type { InspectCalls } from '../../workers/protocol/inspect.ts';
import { WorkerClient } from './worker-client.ts';

/** The running inspect worker, with the files that are open in it. Whoever opens it closes it. */
export class InspectClient {
  readonly #worker: WorkerClient<InspectCalls>;

  /** `onDeath` is told when the worker dies: its script is missing, or the file needs more memory than there is. */
  constructor(onDeath: () => void) {
    const start = () =>
      new Worker(new URL('../../workers/inspect.worker.ts', import.meta.url), { type: 'module' });
    this.#worker = new WorkerClient({ name: 'inspect worker', start, onDeath });
  }

  /** Calls the worker. Rejects when the worker dies or is closed before it answers. */
  ask<P extends Promise<unknown>>(call: (remote: Remote<InspectCalls>) => P): Promise<Awaited<P>> {
    return this.#worker.ask(call);
  }

  /** Ends the worker, and with it all files that are open there. */
  close(): void {
    this.#worker.close();
  }
}
