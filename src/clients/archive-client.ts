// The archive worker, seen from the page: it lives while there is something to compress.
import { wrap, type Remote } from 'comlink';
import type { ArchiveCalls } from '../../workers/protocol/archive.ts';

/** Compresses files in a worker of its own, which ends when nothing waits for it. */
export class ArchiveClient {
  #open: { worker: Worker; remote: Remote<ArchiveCalls>; died: Promise<never> } | undefined;
  #waiting = 0;

  /** An archive of files. Rejects when one of them cannot be read. */
  pack(...args: Parameters<ArchiveCalls['pack']>): Promise<Blob> {
    return this.#ask((remote) => remote.pack(...args));
  }

  /** Bytes of a file after gzip. Rejects when it cannot be read. */
  gzipSize(file: Blob): Promise<number> {
    return this.#ask((remote) => remote.gzipSize(file));
  }

  async #ask<T>(call: (remote: Remote<ArchiveCalls>) => Promise<T>): Promise<T> {
    this.#waiting++;
    const open = (this.#open ??= start());
    try {
      return await Promise.race([call(open.remote), open.died]);
    } catch (error) {
      // A worker that died answers nobody any more; the next question starts another.
      if (error instanceof WorkerDeathError && this.#open === open) this.#open = undefined;
      throw error;
    } finally {
      if (--this.#waiting === 0) this.#close();
    }
  }

  #close(): void {
    this.#open?.worker.terminate();
    this.#open = undefined;
  }
}

class WorkerDeathError extends Error {}

function start() {
  const worker = new Worker(new URL('../../workers/archive.worker.ts', import.meta.url), { type: 'module' });
  const died = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      worker.terminate();
      reject(new WorkerDeathError(message || 'the archive worker could not be started'));
    });
  });
  died.catch(() => {}); // Raced where it matters.
  return { worker, remote: wrap<ArchiveCalls>(worker), died };
}
