// Edits one line of a terminal: keys in, a text with a cursor, and what draws it.
import { cellsOf, isPrintable } from './keys.ts';

const tabStop = 8;

/**
 * A line that is being typed. It knows where on the screen it begins, so that it can be drawn anew when it is longer than a
 * row; what it returns is written to the terminal as it is.
 */
export class LineEditor {
  #text: string[] = [];
  #cursor = 0;
  /** Row of the cursor below the first row of the line. */
  #row = 0;
  readonly #start: number;
  readonly #columns: number;

  /** `start` is the column where the line begins (behind a prompt); `columns` is the width of the screen. */
  constructor(start: number, columns: number) {
    this.#start = start;
    this.#columns = Math.max(2, columns);
  }

  get text(): string {
    return this.#text.join('');
  }

  /** What stands before the cursor. */
  get before(): string {
    return this.#text.slice(0, this.#cursor).join('');
  }

  /** Takes a key (see keysOf); returns what draws the change, undefined for a key that edits nothing. */
  press(key: string): string | undefined {
    const edit = edits.get(key);
    const [text, cursor] = edit ? edit(this.#text, this.#cursor) : this.#typed(key);
    if (text === undefined) return undefined;
    const isAppended = !edit && cursor === text.length && this.#cursor === this.#text.length;
    const fits = this.#start + cellsOf(this.#drawn(text)) < this.#columns;
    this.#text = text;
    this.#cursor = cursor;
    return isAppended && fits && key !== '\t' ? key : this.redraw();
  }

  /** Puts a text in place of the line, with the cursor behind it; returns what draws it. */
  replace(text: string): string {
    this.#text = [...text];
    this.#cursor = this.#text.length;
    return this.redraw();
  }

  /** Inserts a text at the cursor; returns what draws it. */
  insert(text: string): string {
    const inserted = [...text];
    this.#text.splice(this.#cursor, 0, ...inserted);
    this.#cursor += inserted.length;
    return this.redraw();
  }

  /** What moves the terminal's cursor behind the line. */
  leave(): string {
    this.#cursor = this.#text.length;
    return this.redraw();
  }

  /** What draws the line anew from its beginning. */
  redraw(): string {
    const home = (this.#row > 0 ? `\x1b[${this.#row}A` : '') + `\r${right(this.#start)}\x1b[J`;
    const text = this.#drawn(this.#text);
    const end = this.#place(cellsOf(text));
    const at = this.#place(cellsOf(this.#drawn(this.#text.slice(0, this.#cursor))));
    // In the last column a terminal waits with the next row until something is written there.
    const wrap = end.column === 0 && end.row > 0 ? '\r\n' : '';
    const up = end.row - at.row;
    this.#row = at.row;
    return home + text + wrap + (up > 0 ? `\x1b[${up}A` : '') + `\r${right(at.column)}`;
  }

  #typed(key: string): [string[] | undefined, number] {
    if (!isPrintable(key)) return [undefined, 0];
    return [[...this.#text.slice(0, this.#cursor), key, ...this.#text.slice(this.#cursor)], this.#cursor + 1];
  }

  /** Tabs as spaces to the next stop. */
  #drawn(text: string[]): string {
    let drawn = '';
    for (const character of text) {
      const column = this.#start + cellsOf(drawn);
      drawn += character === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : character;
    }
    return drawn;
  }

  #place(cells: number): { row: number; column: number } {
    const total = this.#start + cells;
    return { row: Math.floor(total / this.#columns), column: total % this.#columns };
  }
}

const right = (columns: number) => (columns > 0 ? `\x1b[${columns}C` : '');

type Edit = (text: string[], cursor: number) => [text: string[], cursor: number];

const backspace: Edit = (text, at) =>
  at === 0 ? [text, at] : [[...text.slice(0, at - 1), ...text.slice(at)], at - 1];
const remove: Edit = (text, at) => [[...text.slice(0, at), ...text.slice(at + 1)], at];
const left: Edit = (text, at) => [text, Math.max(0, at - 1)];
const rightward: Edit = (text, at) => [text, Math.min(text.length, at + 1)];
const home: Edit = (text) => [text, 0];
const end: Edit = (text) => [text, text.length];
const wordLeft: Edit = (text, at) => [text, wordStart(text, at)];
const wordRight: Edit = (text, at) => [text, wordEnd(text, at)];
const removeWord: Edit = (text, at) => {
  const start = wordStart(text, at);
  return [[...text.slice(0, start), ...text.slice(at)], start];
};

function wordStart(text: string[], at: number): number {
  let start = at;
  while (start > 0 && text[start - 1] === ' ') start--;
  while (start > 0 && text[start - 1] !== ' ') start--;
  return start;
}

function wordEnd(text: string[], at: number): number {
  let end = at;
  while (end < text.length && text[end] === ' ') end++;
  while (end < text.length && text[end] !== ' ') end++;
  return end;
}

/** Keys as xterm sends them (invisible-island.net/xterm/ctlseqs), and the control characters of Unix line editing. */
const edits: ReadonlyMap<string, Edit> = new Map(
  Object.entries<Edit>({
    '\x7f': backspace,
    '\b': backspace,
    '\x1b[3~': remove,
    '\x1b[D': left,
    '\x1bOD': left,
    '\x02': left,
    '\x1b[C': rightward,
    '\x1bOC': rightward,
    '\x06': rightward,
    '\x1b[H': home,
    '\x1bOH': home,
    '\x1b[1~': home,
    '\x01': home,
    '\x1b[F': end,
    '\x1bOF': end,
    '\x1b[4~': end,
    '\x05': end,
    '\x1b[1;5D': wordLeft,
    '\x1bb': wordLeft,
    '\x1b[1;5C': wordRight,
    '\x1bf': wordRight,
    '\x17': removeWord,
    '\x1b\x7f': removeWord,
    '\x15': (text, at) => [text.slice(at), 0],
    '\x0b': (text, at) => [text.slice(0, at), at],
  }),
);
