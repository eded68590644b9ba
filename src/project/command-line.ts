// Splits a line of program arguments the way a POSIX shell splits words.

/** The words of a line: blanks separate, '…' and "…" group, a backslash takes the next character as it is. */
export function splitArguments(line: string): string[] {
  const words: string[] = [];
  const pattern = /(?:[^\s'"\\]|\\[\s\S]|'[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|\\$)+/g;
  for (const [word] of line.matchAll(pattern)) words.push(unquote(word));
  return words;
}

function unquote(word: string): string {
  return word.replace(/'([^']*)'?|"((?:[^"\\]|\\[\s\S])*)"?|\\([\s\S]?)/g, (_, single, double, escaped) => {
    if (single !== undefined) return single;
    if (double !== undefined) return double.replace(/\\(["\\$`])/g, '$1');
    return escaped;
  });
}
