// One kind of go command on the project: the one that goes on or ended last.
import type { CommandOptions } from '../clients/builder.ts';
import { ToolchainError, type ToolchainProblem } from '../project/toolchain-error.ts';
import type { Target } from '../project/target.ts';
import type { GoCommand, GoEvent, GoProgress, GoResult } from '../../workers/protocol/go.ts';
import { describeError } from './build-state.svelte.ts';

/** How a command ended by itself. */
export type CommandExit = Extract<GoResult, { status: 'exit' }>;

/** Where the latest command is, or how it ended. `at` orders it among other results: milliseconds since the page was opened. */
export type CommandStatus =
  | { status: 'idle' }
  | ({ at: number; target: Target } & (
      | { status: 'running'; progress: GoProgress | undefined }
      | (CommandExit & { revision: number })
      | { status: 'crash'; message: string; output: string }
      | { status: 'cancelled' }
      | { status: 'unavailable'; problem: ToolchainProblem }
    ));

/** Runs a command in some worker: Builder.run or ProgramWorkers.run. */
export type RunsCommands = (command: GoCommand, options: CommandOptions) => Promise<GoResult>;

/** One command at a time: the latest wins. */
export class CommandState {
  readonly #run: RunsCommands;
  #latest: CommandStatus = $state.raw({ status: 'idle' });
  #abort: AbortController | undefined;

  constructor(run: RunsCommands) {
    this.#run = run;
  }

  get latest(): CommandStatus {
    return this.#latest;
  }

  get isRunning(): boolean {
    return this.#latest.status === 'running';
  }

  /**
   * Runs a command on the files of a revision (ProjectState.revision). Resolves with how it ended; undefined when it did not end
   * by itself or gave way to a later one. Never rejects.
   */
  async start(
    command: GoCommand,
    revision: number,
    onEvent: (event: GoEvent) => void = () => {},
  ): Promise<CommandExit | undefined> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const facts = { at: performance.now(), target: command.target };
    const isLatest = () => this.#abort === abort;
    this.#latest = { ...facts, status: 'running', progress: undefined };
    const follow = (event: GoEvent) => {
      if (!isLatest()) return;
      if (event.type === 'progress') this.#latest = { ...facts, status: 'running', progress: event.progress };
      onEvent(event);
    };
    try {
      const result = await this.#run(command, { signal: abort.signal, onEvent: follow });
      if (!isLatest()) return undefined;
      this.#latest = result.status === 'exit' ? { ...facts, ...result, revision } : { ...facts, ...result };
      return result.status === 'exit' ? result : undefined;
    } catch (error) {
      if (isLatest()) this.#latest = { ...facts, ...endOf(error) };
      return undefined;
    }
  }

  /** Ends the command that goes on, if one does. */
  stop(): void {
    if (this.isRunning) this.#abort?.abort();
  }

  /** Forgets the latest result. */
  clear(): void {
    if (!this.isRunning) this.#latest = { status: 'idle' };
  }
}

function endOf(error: unknown) {
  if (error instanceof DOMException && error.name === 'AbortError') return { status: 'cancelled' as const };
  if (error instanceof ToolchainError) return { status: 'unavailable' as const, problem: error.problem };
  return { status: 'crash' as const, message: describeError(error), output: '' };
}
