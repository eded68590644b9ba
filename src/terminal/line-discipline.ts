// What stands between the keys and a program: a line at a time, with editing, or every key as it comes.
import { keysOf } from './keys.ts';
import { LineEditor } from './line-editor.ts';

/** What the keys of a terminal come to (termios(3)). */
export interface LineDisciplineEvents {
  /** What is to be written to the screen. */
  echo(text: string): void;
  /** What the program reads. */
  deliver(text: string): void;
  /** Ctrl+D at the beginning of a line. */
  end(): void;
  /** Ctrl+C. */
  interrupt(): void;
  /** Where a line that begins now stands. */
  place(): { column: number; columns: number };
}

const enter = '\r';
const interrupt = '\x03';
const endOfFile = '\x04';

/** The terminal of one program: canonical mode, in which lines are edited before they are read, or raw mode. */
export class LineDiscipline {
  /** In raw mode every key reaches the program at once, unechoed, Ctrl+C too. */
  isRaw = false;
  readonly #events: LineDisciplineEvents;
  #editor: LineEditor | undefined;

  constructor(events: LineDisciplineEvents) {
    this.#events = events;
  }

  /** Takes what was typed or pasted. */
  input(data: string): void {
    if (this.isRaw) return this.#events.deliver(data);
    for (const key of keysOf(data)) this.#press(key);
  }

  #press(key: string): void {
    const { echo, end } = this.#events;
    if (key === interrupt) {
      echo('^C\n');
      this.#editor = undefined;
      this.#events.interrupt();
    } else if (key === enter) this.#finish('\n');
    else if (key === endOfFile && !this.#editor?.text) end();
    else if (key === endOfFile) this.#finish('');
    else {
      this.#editor ??= this.#open();
      const drawn = this.#editor.press(key);
      if (drawn !== undefined) echo(drawn);
    }
  }

  #open(): LineEditor {
    const { column, columns } = this.#events.place();
    return new LineEditor(column, columns);
  }

  #finish(lineEnd: string): void {
    const { echo, deliver } = this.#events;
    const text = this.#editor?.text ?? '';
    echo((this.#editor?.leave() ?? '') + lineEnd);
    this.#editor = undefined;
    deliver(text + lineEnd);
  }
}
