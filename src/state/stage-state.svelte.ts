// The frame of the js/wasm program that runs, and the stage that it may draw on.
import type { FramedEnd, FramedProgram } from '../clients/framed-program.ts';
import type { ProgramScreen } from './program-screen.ts';

/** What a js/wasm program is given. */
export interface StagedRun {
  program: Uint8Array<ArrayBuffer>;
  /** The release's own wasm_exec.js. */
  exec: string;
  argv: string[];
  /** NAME=value. */
  env: string[];
  /** Standard input given beforehand; when empty, it is typed. */
  stdin: Uint8Array;
  /** The most that it may print, in bytes. */
  output: number;
  /** Whether it seems to draw, and so is asked for a stage where that has a price. */
  asksForDocument: boolean;
  screen: ProgramScreen;
  signal: AbortSignal;
}

/** One program at a time: the one before has been stopped. */
export class StageState {
  #program: FramedProgram | undefined = $state.raw();
  #hasStage: boolean | undefined = $state();
  #answer: ((isWanted: boolean) => void) | undefined = $state.raw();

  /** The frame; it loads when it is put into the document. */
  get frame(): HTMLIFrameElement | undefined {
    return this.#program?.element;
  }

  /** Whether the program has a document to draw in; if not, it runs in a worker of the frame. Undefined before it starts. */
  get hasStage(): boolean | undefined {
    return this.#hasStage;
  }

  /**
   * Answers whether a program that asks for a document gets one although it shares the page's thread; undefined unless that
   * is asked. The program starts with the answer.
   */
  get answer(): ((isWanted: boolean) => void) | undefined {
    return this.#answer;
  }

  /** Runs a program to its end. It has no limit of time: what draws goes on until it is stopped. Rejects with an AbortError. */
  async run({ stdin, output, asksForDocument, screen, signal, ...given }: StagedRun): Promise<StagedEnd> {
    const { FramedProgram } = await import('./program-runs.ts');
    const limit = Promise.withResolvers<StagedEnd>();
    const over = new AbortController();
    let left = output;
    const program = new FramedProgram({
      ...given,
      signal: AbortSignal.any([signal, over.signal]),
      onOutput: (stream, printed) => {
        left -= printed.length;
        if (left >= 0) return screen.show(stream, printed);
        limit.resolve({ status: 'limit', limit: 'output' });
        over.abort();
      },
      sharesThread: () => (asksForDocument ? this.#ask() : Promise.resolve(false)),
      onStage: (hasStage) => (this.#hasStage = hasStage),
    });
    this.#program = program;
    this.#hasStage = undefined;
    giveInput(program, stdin, screen);
    try {
      return await Promise.race([program.ended, limit.promise]);
    } finally {
      if (this.#program === program) this.#program = this.#answer = undefined;
    }
  }

  #ask(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#answer = (isWanted) => {
        this.#answer = undefined;
        resolve(isWanted);
      };
    });
  }
}

/** How a js/wasm program ended. */
export type StagedEnd = FramedEnd | { status: 'limit'; limit: 'output' };

function giveInput(program: FramedProgram, stdin: Uint8Array, screen: ProgramScreen): void {
  const typed = { push: (sent: Uint8Array) => program.input(sent), end: () => program.endInput() };
  if (stdin.length === 0) return screen.takeInput(typed);
  typed.push(stdin);
  typed.end();
}
