// The storage worker, seen from the page: one for each question, ended with its answer.
import { unwrap } from './unwrap.ts';
import { WorkerClient } from './worker-client.ts';
import type { Listener } from '../../workers/protocol/listener.ts';
import type { AheadRequest, AheadResult, AheadSize, StorageCalls } from '../../workers/protocol/storage.ts';
import type { Remote } from 'comlink';

/** Bytes kept of the toolchain and of what was compiled here. */
export function keptSizes(): Promise<{ toolchain: number; compiled: number }> {
  return inWorker((remote) => remote.sizes());
}

/** Removes what is kept of one kind. */
export function clearKept(kind: 'toolchain' | 'compiled'): Promise<void> {
  return inWorker((remote) => remote.clear(kind));
}

/** What having the targets ahead takes. Fetches their indexes. Throws ToolchainError, or an AbortError. */
export async function aheadSize(request: AheadRequest, signal: AbortSignal): Promise<AheadSize> {
  return unwrap(await inWorker((remote) => remote.aheadSize(request), signal));
}

/** Fetches and keeps what is missing. Throws ToolchainError; an AbortError when cancelled: what came so far stays. */
export async function fetchAhead(
  request: AheadRequest,
  whole: boolean,
  onBytes: (count: number) => void,
  signal: AbortSignal,
): Promise<AheadResult> {
  const fetching = inWorker(
    (remote, listener) => remote.fetchAhead(request, whole, listener),
    signal,
    onBytes,
  );
  return unwrap(await fetching);
}

async function inWorker<P extends Promise<unknown>>(
  ask: (remote: Remote<StorageCalls>, onBytes: Listener<number>) => P,
  signal?: AbortSignal,
  onBytes?: (count: number) => void,
): Promise<Awaited<P>> {
  const start = () =>
    new Worker(new URL('../../workers/storage.worker.ts', import.meta.url), { type: 'module' });
  const worker = new WorkerClient<StorageCalls>({ name: 'storage worker', start, signal });
  try {
    return await worker.ask(ask, onBytes);
  } finally {
    worker.close();
  }
}
