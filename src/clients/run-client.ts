// The page side of a run: a worker of its own for each, ended to stop the program.
import type { RunCalls, RunEvent, RunRequest } from '../../workers/protocol/run.ts';
import { proxy, wrap } from 'comlink';

/** How a run ended by itself. */
export type RunEnd = { status: 'exit'; exitCode: number } | { status: 'crash'; message: string };

/** Runs a wasip1 binary; abort terminates it and rejects with an AbortError. Output comes in batches, in order. */
export function runBinary(
  request: RunRequest,
  {
    signal,
    onOutput,
  }: { signal: AbortSignal; onOutput: (stream: 'stdout' | 'stderr', text: string) => void },
): Promise<RunEnd> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('../../workers/run.worker.ts', import.meta.url), { type: 'module' });
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const ended = new Promise<RunEnd>((resolve, reject) => {
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'output')
        onOutput(event.stream, decoders[event.stream].decode(event.bytes, { stream: true }));
      else if (event.type === 'exit') resolve({ status: 'exit', exitCode: event.exitCode });
      else resolve({ status: 'crash', message: event.message });
    };
    worker.addEventListener('error', (event) => resolve({ status: 'crash', message: event.message }));
    signal.addEventListener('abort', () =>
      reject(new DOMException('The program was stopped.', 'AbortError')),
    );
    wrap<RunCalls>(worker)
      .run(request, proxy(onEvent))
      .catch((error: unknown) => resolve({ status: 'crash', message: String(error) }));
  });
  return ended.finally(() => worker.terminate());
}
