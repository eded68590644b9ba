// One target of a set: where its builds are, what they gave, and what can be shown of it.
import { m } from '../words/compiled/notices.js';
import { problemLine } from '../words/toolchain-problem.ts';
import type { ProjectFile } from '../project/file.ts';
import type { Settings } from '../project/settings.ts';
import { ToolchainError } from '../project/toolchain-error.ts';
import { describeError } from './build-state.svelte.ts';
import { descriptionOf } from './description.ts';
import type { BinaryStore } from '../storage/binary-store.ts';
import type { PoolTask } from '../clients/build-pool.ts';
import type { ArchiveClient } from '../clients/archive-client.ts';
import { withEnding } from '../export/file-name.ts';
import { stripped } from '../project/ldflags.ts';
import { targetLabel, type Target } from '../project/target.ts';
import type {
  Binary,
  BuildEvent,
  BuildProgress,
  BuildRequest,
  BuildResult,
  BuildTimes,
} from '../clients/build.ts';

/** How far one target of a set is. */
export type SetBuildStatus =
  | { status: 'waiting' }
  | { status: 'building'; isStripped: boolean; progress?: BuildProgress }
  | { status: 'done' }
  | { status: 'failed'; message: string }
  | { status: 'stopped' };

/** A binary of a set. Its bytes are in the store, under `key`. */
export interface SetBinary {
  key: string;
  name: string;
  size: number;
  sha256: string;
  /** One line in the wording of file(1). */
  description: string;
  times: BuildTimes;
  builtAt: Date;
  settings: Settings;
}

/** What a set is built from. */
export interface SetInput {
  files: ProjectFile[];
  revision: number;
  settings: Settings;
  /** Also build each target with symbols and debug information left out. */
  alsoStripped: boolean;
}

/** The builds for one target: as the settings say, and stripped when that is asked for. */
export class SetBuild {
  readonly name: string;
  readonly #store: BinaryStore;
  readonly #archives: ArchiveClient;
  #input: SetInput;

  #now: SetBuildStatus = $state.raw({ status: 'waiting' });
  #binary: SetBinary | undefined = $state.raw();
  #stripped: SetBinary | undefined = $state.raw();
  #gzip: number | undefined = $state.raw();
  #output = $state.raw('');

  constructor(
    readonly target: Target,
    input: SetInput,
    store: BinaryStore,
    archives: ArchiveClient,
  ) {
    this.name = targetLabel(target);
    this.#archives = archives;
    this.#input = input;
    this.#store = store;
  }

  get now(): SetBuildStatus {
    return this.#now;
  }

  get binary(): SetBinary | undefined {
    return this.#binary;
  }

  /** The same program without symbols and debug information. */
  get strippedBinary(): SetBinary | undefined {
    return this.#stripped;
  }

  /** Bytes of the binary (not the stripped one) after gzip; undefined until it was compressed. */
  get gzip(): number | undefined {
    return this.#gzip;
  }

  /** What go printed, and what went wrong. */
  get output(): string {
    return this.#output;
  }

  /** Milliseconds of the builds so far. */
  get time(): number | undefined {
    const times = [this.#binary, this.#stripped].flatMap((binary) => (binary ? [binary.times.total] : []));
    return times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0);
  }

  get revision(): number {
    return this.#input.revision;
  }

  get files(): readonly ProjectFile[] {
    return this.#input.files;
  }

  get isEnded(): boolean {
    return this.#now.status !== 'waiting' && this.#now.status !== 'building';
  }

  /** Goes back to the start, with what there is to build now. */
  reset(input: SetInput): void {
    this.#input = input;
    this.#binary = this.#stripped = this.#gzip = undefined;
    this.#output = '';
    this.#now = { status: 'waiting' };
  }

  /** Marks what did not end by itself. */
  stop(): void {
    if (!this.isEnded) this.#now = { status: 'stopped' };
  }

  /** Marks what did not end by itself, because nothing can be built any more. */
  fail(message: string): void {
    if (!this.isEnded) this.#fail(message);
  }

  /** What the pool has to do for this target. */
  tasks(signal: AbortSignal): PoolTask[] {
    const { settings, alsoStripped } = this.#input;
    const small = { ...settings, ldflags: stripped(settings.ldflags) };
    const isSame = small.ldflags === settings.ldflags;
    const first = this.#task(settings, false, signal, !alsoStripped || isSame);
    return alsoStripped && !isSame ? [first, this.#task(small, true, signal, true)] : [first];
  }

  #task(settings: Settings, isStripped: boolean, signal: AbortSignal, isLast: boolean): PoolTask {
    const { target } = this;
    const request: BuildRequest = { files: this.#input.files, target, settings };
    return {
      request,
      onStart: () => !signal.aborted && (this.#now = { status: 'building', isStripped }),
      onEvent: (event) => !signal.aborted && this.#follow(event),
      onEnd: async (end) => {
        if (signal.aborted) return;
        if ('error' in end) return this.#fail(messageOf(end.error));
        try {
          await this.#end(end.result, settings, isStripped, isLast, signal);
        } catch (error) {
          if (!signal.aborted) this.#fail(m.set_not_kept({ reason: messageOf(error) }));
        }
      },
    };
  }

  #follow(event: BuildEvent): void {
    if (event.type === 'output') this.#output += event.text;
    if (event.type === 'progress' && this.#now.status === 'building')
      this.#now = { ...this.#now, progress: event.progress };
  }

  async #end(
    result: BuildResult,
    settings: Settings,
    isStripped: boolean,
    isLast: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    if (result.status === 'crash') return this.#fail(m.set_crashed({ reason: result.message }));
    const { exitCode, binary, times } = result;
    if (exitCode !== 0) return this.#fail(firstMessage(result.output) ?? m.set_exit_code({ code: exitCode }));
    if (!binary) return this.#fail(m.set_no_executable());
    const kept = await this.#keep(binary, settings, times, isStripped);
    if (signal.aborted) return;
    if (isStripped) this.#stripped = kept;
    else this.#binary = kept;
    if (isLast) this.#now = { status: 'done' };
    if (!isStripped) void this.#measure(kept);
  }

  /** Nothing waits for the size; it stays unknown where the binary cannot be read. */
  async #measure(kept: SetBinary): Promise<void> {
    try {
      const file = await this.#store.get(kept.key);
      const size = file && (await this.#archives.gzipSize(file));
      if (this.#binary === kept) this.#gzip = size;
    } catch {
      // The archive and the download say that it is missing.
    }
  }

  async #keep(
    { bytes, name, sha256 }: Binary,
    settings: Settings,
    times: BuildTimes,
    isStripped: boolean,
  ): Promise<SetBinary> {
    const { target } = this;
    const key = `${this.name}${isStripped ? '-stripped' : ''}`;
    const facts = { size: bytes.length, description: await descriptionOf(bytes) };
    await this.#store.put(key, bytes);
    return { key, name: withEnding(name, target), sha256, ...facts, times, settings, builtAt: new Date() };
  }

  #fail(message: string): void {
    if (!this.#output.includes(message)) this.#output += `${message}\n`;
    this.#now = { status: 'failed', message };
  }
}

/** The line of go's output that says what is wrong: package headings begin with a number sign. */
function firstMessage(output: string): string | undefined {
  return output.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#'));
}

function messageOf(error: unknown): string {
  return error instanceof ToolchainError ? problemLine(error.problem) : describeError(error);
}
