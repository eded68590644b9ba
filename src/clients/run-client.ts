// The page side of a run: a worker of its own for each, ended to stop the program.
import type { Listener } from '../../workers/protocol/listener.ts';
import type { RunCalls, RunEnd, RunEvent, RunRequest } from '../../workers/protocol/run.ts';
import { isAbort, untilAborted } from './until-aborted.ts';
import { WorkerClient } from './worker-client.ts';

/** What a run is told to do, and whom it tells. */
export interface RunOptions {
  /** Ends the program. */
  signal: AbortSignal;
  /**
   * The longest the program may run, in milliseconds; what it waits for input does not count. Infinity for no end.
   */
  time: number;
  /** Told in order: all of it before the run ends. */
  onEvent: (event: RunEvent) => void;
}

/** A worker that was started before there was anything to run in it. */
let spare: Worker | undefined;

/** Starts a run worker ahead, while the program is still being built: its script is there when the program is. */
export function prepareRun(): void {
  if (spare) return;
  const worker = startWorker();
  spare = worker;
  worker.addEventListener('error', () => {
    if (spare === worker) spare = undefined;
  });
}

function startWorker(): Worker {
  return new Worker(new URL('../../workers/run.worker.ts', import.meta.url), { type: 'module' });
}

function takeWorker(): Worker {
  const worker = spare ?? startWorker();
  spare = undefined;
  return worker;
}

/** How a run ended without being stopped. */
export type ProgramRun = RunEnd | { status: 'limit'; limit: 'time' };

/**
 * A wasip1 program that runs in a worker of its own. The worker is gone when `ended` settles, and when the signal fires.
 */
export class RunningProgram {
  /** Rejects with an AbortError when the signal has fired, with an Error when the worker died. */
  readonly ended: Promise<ProgramRun>;
  readonly #worker: WorkerClient<RunCalls>;

  constructor(request: RunRequest, { signal, time, onEvent }: RunOptions) {
    this.#worker = new WorkerClient<RunCalls>({ name: 'run worker', start: takeWorker, signal });
    const limit = new RunningTime(time);
    const onTold = (event: RunEvent): void => {
      if (event.type === 'waiting') limit.pause(event.isWaiting);
      onEvent(event);
    };
    const asked = this.#worker.ask(
      (remote, listener: Listener<RunEvent>) => remote.run(request, listener),
      onTold,
    );
    this.ended = untilAborted(Promise.race([asked, limit.passed]), signal).finally(() => {
      limit.pause(true);
      this.#worker.close();
    });
    asked.catch(() => {}); // After the time has passed nobody listens.
    this.ended.catch(() => {}); // Whoever started it awaits it, perhaps later.
  }

  /** More standard input, for a program that gets it by message. */
  readonly input = (bytes: Uint8Array): void => {
    this.#worker.ask((remote) => remote.input(bytes)).catch(ignoreAbort);
  };

  /** Standard input ends after what was sent by message. */
  readonly endInput = (): void => {
    this.#worker.ask((remote) => remote.endInput()).catch(ignoreAbort);
  };
}

/** What is typed at the moment of the end reaches nobody. */
function ignoreAbort(error: unknown): void {
  if (!isAbort(error)) throw error;
}

/** Counts the time of a program, except while it is paused. */
class RunningTime {
  readonly #passed = Promise.withResolvers<{ status: 'limit'; limit: 'time' }>();
  #left: number;
  #since = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number) {
    this.#left = milliseconds;
    this.pause(false);
  }

  get passed(): Promise<{ status: 'limit'; limit: 'time' }> {
    return this.#passed.promise;
  }

  pause(isPaused: boolean): void {
    const now = performance.now();
    if (this.#timer !== undefined) this.#left -= now - this.#since;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#since = now;
    if (isPaused || this.#left === Infinity) return;
    const end = () => this.#passed.resolve({ status: 'limit', limit: 'time' });
    this.#timer = setTimeout(end, Math.min(Math.max(0, this.#left), 2 ** 31 - 1));
  }
}
