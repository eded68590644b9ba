// The run of a program in the page: what it is given, where it is, and what it left.
import { describeError, type FinishedBinary } from './build-state.svelte.ts';
import type { ProgramScreen } from './program-screen.ts';
import { StageState, type StagedEnd } from './stage-state.svelte.ts';
import { TraceState } from './trace-state.svelte.ts';
import type { TerminalState } from './terminal-state.svelte.ts';
import type { RunningProgram } from '../clients/run-client.ts';
import type { InputWay, TypedInput } from '../clients/typed-input.ts';
import { splitArguments } from '../project/command-line.ts';
import { withoutIds, type SourceFile } from '../project/project.ts';
import {
  DEFAULT_RUN_SETTINGS,
  environmentOf,
  folderOf,
  runSettingsFrom,
  type RunSettings,
} from '../project/run-settings.ts';
import type { RunEvent, RunFile, RunRequest } from '../../workers/protocol/run.ts';

/** Where the latest run is, or how it ended; `elapsed` is in milliseconds, `memory` in bytes at most. */
export type RunStatus =
  | { status: 'idle' }
  | { status: 'running'; isWaiting: boolean }
  | { status: 'exit'; exitCode: number; elapsed: number; memory: number }
  | { status: 'limit'; limit: 'time' | 'output'; elapsed: number }
  | { status: 'unusable' }
  /** The release has no wasm_exec.js, which js/wasm needs. */
  | { status: 'no runtime' }
  | { status: 'crash'; message: string }
  | { status: 'cancelled'; elapsed: number };

const megabyte = 2 ** 20;

/** What files may grow by: three times what a program is known to write by mistake before somebody looks. */
const disk = 512 * megabyte;

const encoder = new TextEncoder();

/** Late: the first screen runs nothing. */
const parts = () => import('./program-runs.ts');

/** One run at a time: the latest wins. Its output and what is typed for it are the terminal's. */
export class RunState {
  /** The command line after argv[0], in shell syntax. */
  args = $state('');
  /** Standard input given beforehand; when empty, it is typed in the terminal. */
  stdin = $state('');
  settings: RunSettings = $state.raw(DEFAULT_RUN_SETTINGS);
  readonly trace = new TraceState();
  readonly stage = new StageState();

  readonly #terminal: TerminalState;
  readonly #wasmExec: () => Promise<string | undefined>;
  #latest: RunStatus = $state.raw({ status: 'idle' });
  #left: readonly RunFile[] = $state.raw([]);
  #inputWay: InputWay | undefined = $state.raw();
  #abort: AbortController | undefined;

  /** `wasmExec` gives the release's own wasm_exec.js; undefined when it has none. */
  constructor(terminal: TerminalState, wasmExec: () => Promise<string | undefined>) {
    this.#terminal = terminal;
    this.#wasmExec = wasmExec;
  }

  get latest(): RunStatus {
    return this.#latest;
  }

  /** The files that the latest run has made, changed or removed. */
  get left(): readonly RunFile[] {
    return this.#left;
  }

  /** How a program waits for what is typed; undefined until it was looked for. */
  get inputWay(): InputWay | undefined {
    return this.#inputWay;
  }

  /** Looks for the way, which a service worker may have changed. */
  async findInputWay(): Promise<InputWay> {
    const { inputWay } = await parts();
    return (this.#inputWay = await inputWay());
  }

  /** Makes ready for a run that will come when a build has ended. */
  prepare(): void {
    parts().then(
      ({ prepareRun }) => prepareRun(),
      () => {}, // The run itself tries again.
    );
  }

  /** Raises the limit that ended the latest run: ten times as far. */
  raiseLimit(): void {
    if (this.#latest.status !== 'limit') return;
    const name = this.#latest.limit === 'time' ? 'seconds' : 'output';
    const limits = { ...this.settings.limits, [name]: 10 * this.settings.limits[name] };
    this.settings = runSettingsFrom({ ...this.settings, limits });
  }

  /** Runs a binary with the project's files in its folder. Resolves when it ended. Never rejects. */
  async start(finished: FinishedBinary, files: readonly SourceFile[]): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const isLatest = () => this.#abort === abort;
    const started = performance.now();

    this.#latest = { status: 'running', isWaiting: false };
    this.#left = [];
    this.trace.begin();
    this.#terminal.open();
    this.#terminal.note(`$ ${[finished.name, this.args].join(' ').trim()}`);
    const onEvent = (event: RunEvent) => {
      if (!isLatest()) return;
      if (event.type === 'waiting') this.#waits(event.isWaiting, started);
      if (event.type === 'calls') this.trace.add(event.calls);
    };
    const end = await this.#ended(finished, files, abort, onEvent);
    if (!isLatest()) return;
    const elapsed = performance.now() - started;
    if ('files' in end) this.#left = end.files;
    this.#latest = statusOf(end, elapsed);
  }

  /** A program that asks for input has the focus, unless the user does something else by now. */
  #waits(isWaiting: boolean, started: number): void {
    this.#latest = { status: 'running', isWaiting };
    if (isWaiting) this.#terminal.offerFocus(started);
  }

  /** Ends the run that goes on, if one does. */
  stop(): void {
    this.#abort?.abort();
  }

  /** How a run ends, whatever comes in between. */
  async #ended(
    { name, binary, target }: FinishedBinary,
    files: readonly SourceFile[],
    abort: AbortController,
    onEvent: (event: RunEvent) => void,
  ): Promise<End> {
    const { signal } = abort;
    let screen: ProgramScreen | undefined;
    try {
      const { ProgramScreen } = await parts();
      signal.throwIfAborted();
      screen = new ProgramScreen(this.#terminal, () => abort.abort());
      const program = { name, binary, screen, signal };
      return await (target.goos === 'js'
        ? this.#runFramed(program, usesDocument(files))
        : this.#run(program, files, onEvent));
    } catch (error) {
      if (signal.aborted) return { status: 'cancelled' };
      return { status: 'crash', message: describeError(error) };
    } finally {
      screen?.close();
    }
  }

  async #run(
    { name, binary, screen, signal }: ProgramRun,
    files: readonly SourceFile[],
    onEvent: (event: RunEvent) => void,
  ): Promise<End> {
    const { openTypedInput, RunningProgram } = await parts();
    const [bytes, way] = await Promise.all([binary.blob.arrayBuffer(), this.findInputWay()]);
    signal.throwIfAborted();
    const byMessage = { send: (sent: Uint8Array) => program.input(sent), end: () => program.endInput() };
    const typed = this.stdin === '' ? openTypedInput(way, byMessage) : undefined;
    const request = this.#request(name, files, new Uint8Array(bytes), typed);
    const program = new RunningProgram(request, {
      signal,
      time: this.#time,
      onEvent: (event) => {
        if (event.type === 'output') screen.show(event.stream, event.bytes);
        onEvent(event);
      },
    });
    if (typed) screen.takeInput(typed);
    return program.ended.finally(() => typed?.close());
  }

  async #runFramed({ name, binary, screen, signal }: ProgramRun, asksForDocument: boolean): Promise<End> {
    const [bytes, exec] = await Promise.all([binary.blob.arrayBuffer(), this.#wasmExec()]);
    signal.throwIfAborted();
    if (exec === undefined) return { status: 'no runtime' };
    return this.stage.run({
      program: new Uint8Array(bytes),
      exec,
      argv: [name, ...splitArguments(this.args)],
      env: environmentOf(this.settings.env),
      stdin: encoder.encode(this.stdin),
      output: this.settings.limits.output * megabyte,
      asksForDocument,
      screen,
      signal,
    });
  }

  /** The longest a program may run, in milliseconds. */
  get #time(): number {
    const { seconds } = this.settings.limits;
    return seconds === 0 ? Infinity : seconds * 1000;
  }

  #request(
    name: string,
    files: readonly SourceFile[],
    bytes: Uint8Array,
    typed: TypedInput | undefined,
  ): RunRequest {
    const { env, cwd, limits } = this.settings;
    return {
      bytes,
      argv: [name, ...splitArguments(this.args)],
      env: [...this.#terminalVariables(), ...environmentOf(env)],
      cwd: folderOf(cwd) ?? '',
      files: withoutIds(files),
      input: typed?.input ?? { kind: 'prepared', bytes: encoder.encode(this.stdin) },
      limits: { output: limits.output * megabyte, memory: limits.memory * megabyte, disk },
      isTraced: this.trace.isOn,
    };
  }

  /** What programs look at before they draw. */
  #terminalVariables(): string[] {
    const { columns, rows } = this.#terminal.size;
    return ['TERM=xterm-256color', 'COLORTERM=truecolor', `COLUMNS=${columns}`, `LINES=${rows}`];
  }
}

/** Whether a project asks JavaScript for the document: a guess, from its words. */
function usesDocument(files: readonly SourceFile[]): boolean {
  return files.some(({ content }) => typeof content === 'string' && content.includes('"document"'));
}

/** What is run, and where it shows. */
interface ProgramRun extends Pick<FinishedBinary, 'name' | 'binary'> {
  screen: ProgramScreen;
  signal: AbortSignal;
}

/** How a program ended; one in a frame does not tell its memory. */
type End = Awaited<RunningProgram['ended']> | StagedEnd | { status: 'cancelled' | 'no runtime' };

function statusOf(end: End, elapsed: number): RunStatus {
  switch (end.status) {
    case 'exit':
      return { status: 'exit', exitCode: end.exitCode, memory: 'memory' in end ? end.memory : 0, elapsed };
    case 'limit':
      return { status: 'limit', limit: end.limit, elapsed };
    case 'crash':
      return { status: 'crash', message: end.message };
    case 'unusable':
      return { status: 'unusable' };
    case 'no runtime':
      return { status: 'no runtime' };
    case 'cancelled':
      return { status: 'cancelled', elapsed };
  }
}
