// The run of a binary in the page: its arguments, its output and how it ended.

import { describeError, type FinishedBinary } from './build-state.svelte.ts';
import { OutputBuffer, type OutputChunk } from './output-buffer.ts';
import { splitArguments } from '../project/command-line.ts';
import { withoutIds, type SourceFile } from '../project/project.ts';
import { runBinary } from '../clients/run-client.ts';

/** Where the latest run is, or how it ended; `elapsed` is in milliseconds. */
export type RunStatus =
  | { status: 'idle' }
  | { status: 'running' }
  | { status: 'exit'; exitCode: number; elapsed: number }
  | { status: 'crash'; message: string }
  | { status: 'cancelled'; elapsed: number };

const OUTPUT_LIMIT = 200_000;
const REFRESH = 80;

/** One run at a time: the latest wins. */
export class RunState {
  /** The command line after argv[0], in shell syntax. */
  args = $state('');
  stdin = $state('');

  #latest: RunStatus = $state.raw({ status: 'idle' });
  #chunks: readonly OutputChunk[] = $state.raw([]);
  #dropped = $state(0);
  #abort: AbortController | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;

  get latest(): RunStatus {
    return this.#latest;
  }

  /** The end of the output, at most about 200,000 characters. */
  get chunks(): readonly OutputChunk[] {
    return this.#chunks;
  }

  /** How many characters were dropped from the front of the output. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Runs a binary with the project's files in its working directory. Resolves when it ended. Never rejects. */
  async start({ name, binary }: FinishedBinary, files: readonly SourceFile[]): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const isLatest = () => this.#abort === abort;
    const buffer = new OutputBuffer(OUTPUT_LIMIT);
    const started = performance.now();

    this.#latest = { status: 'running' };
    this.#show(buffer);
    const end = await this.#run({ name, binary }, files, abort.signal, (stream, text) => {
      if (!isLatest() || abort.signal.aborted) return;
      buffer.append(stream, text);
      // A program that prints in a loop must not keep the page from drawing: show what there is now and then.
      this.#refresh ??= setTimeout(() => this.#show(buffer), REFRESH);
    });
    if (!isLatest()) return;
    this.#show(buffer);
    const elapsed = performance.now() - started;
    this.#latest = end.status === 'crash' ? end : { ...end, elapsed };
  }

  /** Ends the run that goes on, if one does. */
  stop(): void {
    this.#abort?.abort();
  }

  async #run(
    { name, binary }: Pick<FinishedBinary, 'name' | 'binary'>,
    files: readonly SourceFile[],
    signal: AbortSignal,
    onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
  ) {
    const request = {
      argv: [name, ...splitArguments(this.args)],
      env: [],
      stdin: new TextEncoder().encode(this.stdin),
      files: withoutIds(files),
    };
    try {
      const bytes = new Uint8Array(await binary.blob.arrayBuffer());
      return await runBinary({ ...request, bytes }, { signal, onOutput });
    } catch (error) {
      if (signal.aborted) return { status: 'cancelled' as const };
      return { status: 'crash' as const, message: describeError(error) };
    }
  }

  #show(buffer: OutputBuffer): void {
    clearTimeout(this.#refresh);
    this.#refresh = undefined;
    this.#chunks = [...buffer.chunks];
    this.#dropped = buffer.dropped;
  }
}
