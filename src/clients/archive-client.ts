// The archive worker, seen from the page: it lives while there is something to compress.
import type { Remote } from 'comlink';
import type { ArchiveCalls } from '../../workers/protocol/archive.ts';
import { WorkerClient } from './worker-client.ts';

/** Compresses files in a worker of its own, which ends when nothing waits for it: there is nothing to close. */
export class ArchiveClient {
  #worker: WorkerClient<ArchiveCalls> | undefined;
  #waiting = 0;

  /** An archive of files. Rejects when one of them cannot be read, or the worker dies. */
  pack(...args: Parameters<ArchiveCalls['pack']>): Promise<Blob> {
    return this.#ask((remote) => remote.pack(...args));
  }

  /** Bytes of a file after gzip. Rejects when it cannot be read, or the worker dies. */
  gzipSize(file: Blob): Promise<number> {
    return this.#ask((remote) => remote.gzipSize(file));
  }

  async #ask<T>(call: (remote: Remote<ArchiveCalls>) => Promise<T>): Promise<Awaited<T>> {
    this.#waiting++;
    try {
      return await (this.#worker ??= this.#start()).ask(call);
    } finally {
      if (--this.#waiting === 0) this.#end();
    }
  }

  #start(): WorkerClient<ArchiveCalls> {
    return new WorkerClient<ArchiveCalls>({
      name: 'archive worker',
      start: () =>
        new Worker(new URL('../../workers/archive.worker.ts', import.meta.url), { type: 'module' }),
      // Who asks next starts another.
      onDeath: () => (this.#worker = undefined),
    });
  }

  #end(): void {
    this.#worker?.close();
    this.#worker = undefined;
  }
}
