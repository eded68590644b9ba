// The unpack worker, seen from the page: it opens one container and ends.
import type { Found } from '../binary/containers/container.ts';
import type { UnpackCalls } from '../../workers/protocol/unpack.ts';
import { WorkerClient } from './worker-client.ts';

/**
 * The binaries in a container. Rejects with an AbortError as soon as the signal fires, whatever the worker does, and with an
 * Error when it dies: the file needs more memory than there is.
 */
export async function unpack(source: Blob | Uint8Array, signal: AbortSignal): Promise<Found> {
  const start = () =>
    new Worker(new URL('../../workers/unpack.worker.ts', import.meta.url), { type: 'module' });
  const worker = new WorkerClient<UnpackCalls>({ name: 'unpack worker', start, signal });
  try {
    return await worker.ask((remote) => remote.unpack(source));
  } finally {
    worker.close();
  }
}
