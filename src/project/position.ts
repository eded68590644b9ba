// Turns Go's byte columns into columns of JavaScript text.

/**
 * The 1-based UTF-16 column in `line` of a 1-based UTF-8 byte column, as the Go tools print it.
 * Never less than 1 nor more than one past the end; a column inside a character means that character.
 */
export function utf16Column(line: string, byteColumn: number): number {
  let bytes = 1;
  let column = 1;
  for (const character of line) {
    bytes += utf8Length(character.codePointAt(0) ?? 0);
    if (bytes > byteColumn) break;
    column += character.length;
  }
  return column;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** The text of a 1-based line, without its line feed; empty past the end. */
export function lineOf(text: string, line: number): string {
  return text.split('\n', line)[line - 1] ?? '';
}

/** The offset in `text` of a 1-based line and byte column; a place past the end means the end. */
export function offsetOf(text: string, line: number, byteColumn: number): number {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const feed = text.indexOf('\n', start);
    if (feed < 0) return text.length;
    start = feed + 1;
  }
  return start + utf16Column(lineOf(text.slice(start), 1), byteColumn) - 1;
}
