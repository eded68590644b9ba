// A program's use of the terminal: what it prints is shown there, what is typed is its input.
import type { TerminalState } from './terminal-state.svelte.ts';
import { LineDiscipline } from '../terminal/line-discipline.ts';

/** Where typed input goes. */
export interface TypedSink {
  push(bytes: Uint8Array): void;
  end(): void;
}

const escape = 27;
const encoder = new TextEncoder();

/** One program's use of the terminal, until it is closed. */
export class ProgramScreen {
  readonly #terminal: TerminalState;
  readonly #onInterrupt: () => void;
  #release = () => {};
  #usesEscapes = false;
  #hasPrinted = false;

  constructor(terminal: TerminalState, onInterrupt: () => void) {
    this.#terminal = terminal;
    this.#onInterrupt = onInterrupt;
  }

  /** What is typed is the program's from here on. */
  takeInput(program: TypedSink): void {
    const terminal = this.#terminal;
    const discipline = new LineDiscipline({
      echo: (text) => terminal.write(text),
      deliver: (text) => program.push(encoder.encode(text)),
      end: () => program.end(),
      interrupt: this.#onInterrupt,
      place: () => ({ column: terminal.column, columns: terminal.size.columns }),
    });
    this.#release = terminal.take({
      input: (data) => {
        discipline.isRaw = terminal.isRaw;
        discipline.input(data);
      },
      get takesTab() {
        return terminal.isRaw;
      },
    });
  }

  /** Shows output, and marks the first on the page's timeline (User Timing); standard error is red in a program that draws nothing itself. */
  show(stream: 'stdout' | 'stderr', bytes: Uint8Array): void {
    if (!this.#hasPrinted) performance.mark('run output');
    this.#hasPrinted = true;
    this.#usesEscapes ||= bytes.includes(escape);
    if (stream === 'stdout' || this.#usesEscapes) return this.#terminal.write(bytes);
    const painted = new Uint8Array(bytes.length + red.length + plain.length);
    painted.set(red);
    painted.set(bytes, red.length);
    painted.set(plain, red.length + bytes.length);
    this.#terminal.write(painted);
  }

  close(): void {
    this.#release();
    this.#terminal.restore();
  }
}

const red = encoder.encode('\x1b[31m');
const plain = encoder.encode('\x1b[39m');
