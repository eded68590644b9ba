// Takes apart what a terminal sends for keys: characters, control characters and escape sequences.

/** One key or character: an escape sequence stays whole (ECMA-48, 5.4; SS3 for the keys of the keypad). */
// eslint-disable-next-line no-control-regex -- that is what terminals send
const key = /\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|O[\x40-\x7e]|[^\x1b])?|\r\n|[^]/gu;

/** The keys in what was typed or pasted, in order. A pasted line end is one Enter. */
export function keysOf(data: string): string[] {
  return (data.match(key) ?? []).map((each) => (each === '\r\n' || each === '\n' ? '\r' : each));
}

/** Whether a key types a character. */
export function isPrintable(typed: string): boolean {
  return typed === '\t' || (typed >= ' ' && typed !== '\x7f');
}

/** How many cells of a terminal a text takes: wide characters two, combining ones none. */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const character of text) {
    if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) continue;
    cells += wide.test(character) ? 2 : 1;
  }
  return cells;
}

/** East Asian Wide and Fullwidth (unicode.org/reports/tr11), by script. */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
