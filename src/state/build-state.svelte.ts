// The build that goes on or ended last, and the binaries that builds gave.
import type { Diagnostic } from '../project/diagnostic.ts';
import type { ProjectFile } from '../project/file.ts';
import type { Settings } from '../project/settings.ts';
import type { TracedCall } from '../../workers/protocol/trace.ts';
import { ToolchainError, type ToolchainProblem } from '../project/toolchain-error.ts';
import type { Builder } from '../clients/builder.ts';
import { BinaryStore } from '../storage/binary-store.ts';
import { withEnding } from '../export/file-name.ts';
import { adviceFor, type Advice } from '../project/advice.ts';
import { withoutIds, type SourceFile } from '../project/project.ts';
import { targetLabel, type Target } from '../project/target.ts';
import { descriptionOf, loadReaders } from './description.ts';
import type { Binary, BuildEvent, BuildProgress, BuildResult, BuildTimes } from '../clients/build.ts';

/** Where the latest build is, or how it ended. */
export type BuildStatus =
  | { status: 'idle' }
  | { status: 'building'; target: Target; progress?: BuildProgress; output: string }
  | {
      status: 'exit';
      target: Target;
      exitCode: number;
      output: string;
      hasBinary: boolean;
      advice: Advice[];
      times: BuildTimes;
    }
  | { status: 'crash'; target: Target; message: string; output: string }
  | { status: 'cancelled'; target: Target }
  | { status: 'unavailable'; target: Target; problem: ToolchainProblem };

/** The content of a binary, wherever it is kept: in memory, or on disk until it is read. */
export interface KeptBinary {
  /** Can be read until a build for the same target has taken the binary's place. */
  blob: Blob;
  /** Lower-case hex SHA-256 of the bytes. */
  sha256: string;
}

/** A binary that a build gave. */
export interface FinishedBinary {
  /** Name for the download, with the ending that the target's system expects. */
  name: string;
  target: Target;
  binary: KeptBinary;
  /** One line in the wording of file(1). */
  description: string;
  times: BuildTimes;
  /** ProjectState.revision of the sources it was built from. */
  revision: number;
  /** Those sources. */
  files: readonly ProjectFile[];
  settings: Settings;
  builtAt: Date;
}

/** What is to be built. */
export interface BuildInput {
  files: readonly SourceFile[];
  revision: number;
  target: Target;
  settings: Settings;
  /** What is told of the system calls of go and its tools; without it nobody is. */
  trace?: { begin(): void; add(calls: TracedCall[]): void } | undefined;
}

/**
 * One build at a time: the latest wins. Finished binaries stay until one for the same target replaces them; those that do
 * not fit into memory together are on disk.
 */
export class BuildState {
  readonly #builder: Builder;
  readonly #store: BinaryStore;
  /** Where each is kept. */
  readonly #keys = new Map<FinishedBinary, string>();
  #nextKey = 1;
  #abort: AbortController | undefined;
  #startedAt = $state(0);

  #latest: BuildStatus = $state.raw({ status: 'idle' });
  #diagnostics: Diagnostic[] = $state.raw([]);
  #finished: FinishedBinary[] = $state.raw([]);
  /** The finished binary that the latest build gave, if it gave one. */
  readonly fresh = $derived(
    this.#latest.status === 'exit' && this.#latest.hasBinary ? this.#finished[0] : undefined,
  );

  constructor(builder: Builder, store = new BinaryStore()) {
    this.#builder = builder;
    this.#store = store;
  }

  /** When the latest build began, in milliseconds since the page was opened; 0 before the first. */
  get startedAt(): number {
    return this.#startedAt;
  }

  get latest(): BuildStatus {
    return this.#latest;
  }

  /** The messages of the latest build, empty while one goes on. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** One per target and variant, newest first. */
  get finished(): readonly FinishedBinary[] {
    return this.#finished;
  }

  /** Builds; resolves when this build ended, was cancelled or gave way to a later one. Never rejects. */
  async start(input: BuildInput): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const { target, settings, trace } = input;
    const isLatest = () => this.#abort === abort;

    this.#diagnostics = [];
    this.#startedAt = performance.now();
    this.#latest = { status: 'building', target, output: '' };
    loadReaders();
    try {
      const files = withoutIds(input.files);
      const onEvent = (event: BuildEvent) => {
        if (!isLatest()) return;
        if (event.type === 'calls') trace?.add(event.calls);
        else this.#follow(event);
      };
      trace?.begin();
      const result = await this.#builder.build(
        { files, target, settings, isTraced: trace !== undefined },
        { signal: abort.signal, onEvent },
      );
      if (isLatest()) await this.#end(input, result, isLatest);
    } catch (error) {
      if (isLatest()) this.#fail(target, error);
    }
  }

  /** Cancels the build that goes on, if one does. */
  stop(): void {
    if (this.#latest.status === 'building') this.#abort?.abort();
  }

  /** Forgets the messages: the files they were about are gone. */
  clearDiagnostics(): void {
    this.#diagnostics = [];
  }

  #follow(event: Exclude<BuildEvent, { type: 'calls' }>): void {
    if (this.#latest.status !== 'building') return;
    if (event.type === 'progress') this.#latest = { ...this.#latest, progress: event.progress };
    else this.#latest = { ...this.#latest, output: this.#latest.output + event.text };
  }

  async #end(input: BuildInput, result: BuildResult, isLatest: () => boolean): Promise<void> {
    const { target } = input;
    if (result.status === 'crash') {
      this.#latest = { target, ...result };
      return;
    }
    const { exitCode, output, binary, times } = result;
    const hasBinary = binary !== undefined;
    if (binary) await this.#keep(input, binary, times);
    if (!isLatest()) return;
    this.#diagnostics = result.diagnostics;
    const advice = adviceFor(input.files, { exitCode, output, hasBinary });
    this.#latest = { status: 'exit', target, exitCode, output, hasBinary, advice, times };
  }

  async #keep(
    { files, target, revision, settings }: BuildInput,
    binary: Binary,
    times: BuildTimes,
  ): Promise<void> {
    const { bytes, sha256 } = binary;
    const name = withEnding(binary.name, target);
    const description = await descriptionOf(bytes);
    const builtAt = new Date();
    const from = { revision, files: withoutIds(files), settings, builtAt };
    await this.add({ name, target, description, times, ...from }, { bytes, sha256 });
  }

  /**
   * Puts a binary in front of the finished ones, in place of the one for the same target. Rejects when there is no room
   * for it, and leaves them as they are.
   */
  async add(
    facts: Omit<FinishedBinary, 'binary'>,
    { bytes, sha256 }: Pick<Binary, 'bytes' | 'sha256'>,
  ): Promise<FinishedBinary> {
    const key = `build ${this.#nextKey++}`;
    await this.#store.put(key, bytes);
    const finished = {
      ...facts,
      binary: { blob: (await this.#store.get(key)) ?? new Blob([bytes]), sha256 },
    };
    this.#keys.set(finished, key);
    const label = targetLabel(facts.target);
    const replaced = this.#finished.filter(({ target }) => targetLabel(target) === label);
    this.#finished = [finished, ...this.#finished.filter((other) => !replaced.includes(other))];
    for (const other of replaced) this.#forget(other);
    return finished;
  }

  #forget(finished: FinishedBinary): void {
    const key = this.#keys.get(finished);
    this.#keys.delete(finished);
    if (key !== undefined) void this.#store.remove(key); // Never rejects: see BinaryStore.
  }

  #fail(target: Target, error: unknown): void {
    if (error instanceof DOMException && error.name === 'AbortError') {
      this.#latest = { status: 'cancelled', target };
    } else if (error instanceof ToolchainError) {
      this.#latest = { status: 'unavailable', target, problem: error.problem };
    } else {
      const output = this.#latest.status === 'building' ? this.#latest.output : '';
      this.#latest = { status: 'crash', target, message: describeError(error), output };
    }
  }
}

/** An error's text with its stack, which is what a report needs. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = `${error.name}: ${error.message}`;
  return error.stack?.includes(error.message) ? error.stack : `${text}\n${error.stack ?? ''}`.trim();
}
