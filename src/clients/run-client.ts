// The page side of a run: a worker of its own for each, ended to stop the program.
import type { Listener } from '../../workers/protocol/listener.ts';
import type { RunCalls, RunEvent, RunRequest } from '../../workers/protocol/run.ts';
import { isAbort, untilAborted } from './until-aborted.ts';
import { WorkerClient } from './worker-client.ts';

/** How a run ended by itself. */
export type RunEnd = { status: 'exit'; exitCode: number } | { status: 'crash'; message: string };

/** What a run is told to do, and whom it tells. */
export interface RunOptions {
  /** Ends the program. */
  signal: AbortSignal;
  /** Output in batches, in order. */
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
}

/** Runs a wasip1 binary in a worker that is gone when this settles. Abort rejects with an AbortError. */
export async function runBinary(request: RunRequest, { signal, onOutput }: RunOptions): Promise<RunEnd> {
  const start = () => new Worker(new URL('../../workers/run.worker.ts', import.meta.url), { type: 'module' });
  const worker = new WorkerClient<RunCalls>({ name: 'run worker', start, signal });
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const { promise: ended, resolve } = Promise.withResolvers<RunEnd>();
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'output')
      onOutput(event.stream, decoders[event.stream].decode(event.bytes, { stream: true }));
    else if (event.type === 'exit') resolve({ status: 'exit', exitCode: event.exitCode });
    else resolve({ status: 'crash', message: event.message });
  };
  // The end comes as an event; the answer to the call tells only of a worker that could not go on.
  worker
    .ask((remote, listener: Listener<RunEvent>) => remote.run(request, listener), onEvent)
    .catch((error: unknown) => {
      if (isAbort(error)) return; // See below.
      resolve({ status: 'crash', message: error instanceof Error ? error.message : String(error) });
    });
  try {
    return await untilAborted(ended, signal);
  } finally {
    worker.close();
  }
}
