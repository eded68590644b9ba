// Tests line editing on a small screen that is interpreted, and the line discipline on top of it.
import { describe, expect, it } from 'vitest';
import { cellsOf, keysOf } from './keys.ts';
import { LineDiscipline } from './line-discipline.ts';
import { LineEditor } from './line-editor.ts';

/** A terminal of some columns: what is drawn on it, and where its cursor is. */
class SmallScreen {
  readonly #cells = new Map<string, string>();
  row = 0;
  column = 0;

  constructor(readonly columns: number) {}

  write(drawn: string): void {
    // eslint-disable-next-line no-control-regex -- escape sequences begin with one
    for (const [part, count, letter] of drawn.matchAll(/\x1b\[(\d*)([A-Z])|[^\x1b]/gu)) {
      const n = Number(count || 1);
      if (letter === 'A') this.row -= n;
      else if (letter === 'C') this.column = Math.min(this.columns - 1, this.column + n);
      else if (letter === 'J') this.#erase();
      else if (part === '\r') this.column = 0;
      else if (part === '\n') this.row++;
      else this.#put(part);
    }
  }

  #put(character: string): void {
    if (this.column >= this.columns) {
      this.column = 0;
      this.row++;
    }
    this.#cells.set(`${this.row} ${this.column}`, character);
    this.column += cellsOf(character);
  }

  #erase(): void {
    for (const place of this.#cells.keys()) {
      const [row = 0, column = 0] = place.split(' ').map(Number);
      if (row > this.row || (row === this.row && column >= this.column)) this.#cells.delete(place);
    }
  }

  get rows(): string[] {
    const lines: string[] = [];
    for (const [place, character] of this.#cells) {
      const [row = 0, column = 0] = place.split(' ').map(Number);
      lines[row] = (lines[row] ?? '').padEnd(column) + character;
    }
    return lines;
  }
}

/** Types on a screen whose line begins behind a prompt of two cells. */
function typed(columns: number, data: string): { editor: LineEditor; screen: SmallScreen } {
  const screen = new SmallScreen(columns);
  screen.write('> ');
  const editor = new LineEditor(2, columns);
  for (const key of keysOf(data)) screen.write(editor.press(key) ?? '');
  return { editor, screen };
}

describe('LineEditor', () => {
  it('inserts, moves and erases as Unix terminals do', () => {
    const { editor, screen } = typed(40, 'hello wxld\x1b[D\x1b[D\x7f' + 'or\x01well, \x05!');
    expect(editor.text).toBe('well, hello world!');
    expect(screen.rows).toEqual(['> well, hello world!']);
    expect(typed(40, 'one two three\x17\x17').editor.text).toBe('one ');
    expect(typed(40, 'one two\x1b[1;5D\x0b').editor.text).toBe('one ');
    expect(typed(40, 'one two\x1b[1;5D\x15').editor.text).toBe('two');
  });

  it('draws a line that is longer than a row, and moves in it', () => {
    const { editor, screen } = typed(10, 'abcdefghijklmnop\x01X');
    expect(editor.text).toBe('Xabcdefghijklmnop');
    expect(screen.rows).toEqual(['> Xabcdefg', 'hijklmnop']);
    expect([screen.row, screen.column]).toEqual([0, 3]);
    screen.write(editor.replace('ab'));
    expect(screen.rows).toEqual(['> ab']);
  });

  it('stands in the next row when a line fills its row', () => {
    const { screen } = typed(10, 'abcdefgh');
    expect([screen.row, screen.column]).toEqual([1, 0]);
    expect(screen.rows).toEqual(['> abcdefgh']);
  });

  it('counts wide and combining characters by their cells', () => {
    const { screen } = typed(20, '世界e\u0301\x1b[D\x1b[D');
    expect(screen.column).toBe(2 + 4);
  });

  it('passes over keys that edit nothing', () => {
    expect(new LineEditor(0, 80).press('\x1b[15~')).toBeUndefined();
    expect(new LineEditor(0, 80).press('\x07')).toBeUndefined();
  });
});

describe('LineDiscipline', () => {
  function discipline() {
    const seen: string[] = [];
    const made = new LineDiscipline({
      echo: () => {},
      deliver: (text) => seen.push(text),
      end: () => seen.push('END'),
      interrupt: () => seen.push('INTERRUPT'),
      place: () => ({ column: 0, columns: 80 }),
    });
    return { made, seen };
  }

  it('delivers a line when it is done, and several of a paste', () => {
    const { made, seen } = discipline();
    made.input('ab\x7fc');
    expect(seen).toEqual([]);
    made.input('\rtwo\rthree');
    expect(seen).toEqual(['ac\n', 'two\n']);
  });

  it('ends input at the beginning of a line; within one it delivers what there is', () => {
    const { made, seen } = discipline();
    made.input('ab\x04\x04');
    expect(seen).toEqual(['ab', 'END']);
  });

  it('forgets the line on Ctrl+C', () => {
    const { made, seen } = discipline();
    made.input('ab\x03c\r');
    expect(seen).toEqual(['INTERRUPT', 'c\n']);
  });

  it('passes everything on in raw mode', () => {
    const { made, seen } = discipline();
    made.isRaw = true;
    made.input('\x03\x1b[A');
    expect(seen).toEqual(['\x03\x1b[A']);
  });
});
