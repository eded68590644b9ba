// The terminal: what is to be shown in it, and who gets what is typed.
import { tick } from 'svelte';
import { m } from '../words/compiled/terminal.js';
import { formatSize } from '../words/numbers.ts';
import { OutputQueue } from '../terminal/output-queue.ts';

/** What shows the terminal: the part of it that needs an element. */
export interface Screen {
  /** Shows bytes in order, as a terminal does; `done` is called when it has. */
  write(bytes: Uint8Array, done: () => void): void;
  /** Empties the screen and what has scrolled off it. */
  clear(): void;
  /** Puts the modes that a program has set back to the usual ones. */
  restore(): void;
  focus(): void;
  /** When the user last pressed a key or a button anywhere in the page (of performance.now()). */
  readonly lastInput: number;
  /** Column of the cursor. */
  readonly column: number;
  readonly columns: number;
  readonly rows: number;
}

/** Whoever has the terminal: a program that runs, or a command line between programs. */
export interface Foreground {
  /** What was typed or pasted, as xterm sends it: text, control characters, escape sequences. */
  input(data: string): void;
  /** Whether Tab is of use to it; if not, Tab leaves the terminal. Escape and then Tab leaves it in any case. */
  readonly takesTab: boolean;
}

/** What waits to be shown, and how much of it is given to the screen at once, in bytes. */
const waiting = 1 << 20;
const piece = 64 << 10;

const lineFeed = 10;
const encoder = new TextEncoder();

/** One terminal for all that runs in the page. It holds what is written until there is a screen. */
export class TerminalState {
  /** Whether the drawer is open. */
  isOpen = $state(false);
  /** Whether every key reaches the program at once. A program that takes the alternate screen has it so. */
  isRaw = $state(false);
  #wasOpened = $state(false);
  #wantsFocus = false;
  #screen: Screen | undefined;
  #foregrounds: Foreground[] = $state.raw([]);
  readonly #queue = new OutputQueue(waiting);
  #isWriting = false;
  #isAtLineStart = true;
  #onShown: (() => void)[] = [];

  /** Who gets what is typed; undefined when nobody does. */
  get foreground(): Foreground | undefined {
    return this.#foregrounds.at(-1);
  }

  /** Size in characters; that of a VT100 until there is a screen. */
  get size(): { columns: number; rows: number } {
    return { columns: this.#screen?.columns ?? 80, rows: this.#screen?.rows ?? 24 };
  }

  /** Column of the cursor, once all is shown that was written. */
  get column(): number {
    return this.#screen?.column ?? 0;
  }

  /** Whether it ever was: then it stays in the page, and keeps what it shows and what runs in it. */
  get wasOpened(): boolean {
    return this.#wasOpened;
  }

  /** Opens the drawer. */
  open(): void {
    this.isOpen = this.#wasOpened = true;
  }

  /** Opens the drawer and puts the focus into the screen, at once or when there is one. */
  focus(): void {
    this.open();
    this.#wantsFocus = true;
    void tick().then(() => this.#screen?.focus());
  }

  /** Puts the focus into the screen, unless the user has typed or clicked since a time (of performance.now()). */
  offerFocus(since: number): void {
    if (this.isOpen && (this.#screen?.lastInput ?? 0) < since) this.#screen?.focus();
  }

  /** Opens or closes the drawer. What is written meanwhile waits, as much of it as fits. */
  toggle(): void {
    if (this.isOpen) this.isOpen = false;
    else this.focus();
  }

  /** Shows in a screen what is written from now on, and what waits. Returns the way to stop. */
  attach(screen: Screen): () => void {
    this.#screen = screen;
    if (this.#wantsFocus) screen.focus();
    this.#show();
    return () => {
      if (this.#screen !== screen) return;
      this.#screen = undefined;
      this.#isWriting = false;
    };
  }

  /** Gives what is typed to somebody, until the returned function is called: then to whom it went before. */
  take(foreground: Foreground): () => void {
    this.#foregrounds = [...this.#foregrounds, foreground];
    return () => (this.#foregrounds = this.#foregrounds.filter((other) => other !== foreground));
  }

  /** What was typed or pasted. */
  input(data: string): void {
    this.foreground?.input(data);
  }

  /** Shows text or bytes; a line feed begins a new line. Never blocks: what a screen cannot keep up with is left out, with a note. */
  write(output: string | Uint8Array): void {
    const bytes = typeof output === 'string' ? encoder.encode(output) : output;
    if (bytes.length === 0) return;
    this.#isAtLineStart = bytes.at(-1) === lineFeed;
    this.#queue.push(bytes);
    this.#show();
  }

  /** Shows a line of the page itself, in grey, on a line of its own. */
  note(text: string): void {
    this.write(`${this.#isAtLineStart ? '' : '\n'}\x1b[90m${text}\x1b[39m\n`);
  }

  clear(): void {
    this.#queue.clear();
    this.#isAtLineStart = true;
    this.#screen?.clear();
  }

  /** Calls `then` when all is shown that was written so far; at once when there is no screen. */
  whenShown(then: () => void): void {
    if (!this.#screen || (!this.#isWriting && this.#queue.length === 0)) then();
    else this.#onShown.push(then);
  }

  /** Ends what a program has set: colours, the alternate screen, raw mode. */
  restore(): void {
    this.whenShown(() => this.#screen?.restore());
    this.isRaw = false;
  }

  #show(): void {
    if (!this.#screen || this.#isWriting) return;
    const next = this.#queue.take(piece);
    if (!next) {
      for (const then of this.#onShown.splice(0)) then();
      return;
    }
    this.#isWriting = true;
    const screen = this.#screen;
    const { bytes, dropped } = next;
    if (dropped > 0) {
      const text = m.output_skipped({ size: formatSize(dropped) });
      screen.write(encoder.encode(`\x1b[90m${text}\x1b[39m\n`), () => {});
    }
    screen.write(bytes, () => {
      if (this.#screen !== screen) return;
      this.#isWriting = false;
      this.#show();
    });
  }
}
