// Cuts Go source into tokens, as far as finding imports needs it (https://go.dev/ref/spec#Lexical_elements).

/** A token: an identifier or keyword, a string, or any other character. Blanks and comments are none. */
export interface Token {
  kind: 'word' | 'string' | 'mark';
  text: string;
  /** Offset in UTF-16 units. */
  start: number;
  /** Whether a line ends between the token before and this one. */
  isFirstOfLine: boolean;
}

const lexeme =
  /(\s+|\/\/[^\n]*|\/\*[^]*?\*\/)|([\p{L}_][\p{L}\p{Nd}_]*)|("(?:[^"\\\n]|\\.)*"?|`[^`]*`?|'(?:[^'\\\n]|\\.)*'?)|\d[\w.]*|[^]/uy;

/** The tokens of a source, of a broken one too. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let isFirstOfLine = true;
  lexeme.lastIndex = 0;
  for (let match = lexeme.exec(source); match; match = lexeme.exec(source)) {
    const [text, blank, word, string] = match;
    if (blank !== undefined) {
      isFirstOfLine ||= blank.includes('\n');
      continue;
    }
    const kind = word !== undefined ? 'word' : string !== undefined ? 'string' : 'mark';
    tokens.push({ kind, text, start: match.index, isFirstOfLine });
    isFirstOfLine = false;
  }
  return tokens;
}
