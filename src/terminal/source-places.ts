// Finds places in source files in what Go and its programs print: compile errors, stack traces, log lines.

/** A place, and where its text stands in the line (UTF-16 units, the end not included). */
export interface SourcePlace {
  start: number;
  end: number;
  path: string;
  line: number;
  column: number | undefined;
}

const place = /((?:[\w.@~-]+\/)*[\w.@~-]+\.(?:go|s|mod)):(\d+)(?::(\d+))?/g;

/** The places in a line of text. A stack trace writes them FILE:LINE, a compiler FILE:LINE:COLUMN. */
export function sourcePlaces(text: string): SourcePlace[] {
  return [...text.matchAll(place)].map((match) => {
    const [whole, path = '', line, column] = match;
    return {
      start: match.index,
      end: match.index + whole.length,
      path,
      line: Number(line),
      column: column === undefined ? undefined : Number(column),
    };
  });
}

/** The path in the project of a file as it is printed: with -trimpath a stack trace has the module's path before it. */
export function projectPath(printed: string, modulePath: string | undefined): string {
  const prefix = `${modulePath ?? ''}/`;
  if (prefix !== '/' && printed.startsWith(prefix)) return printed.slice(prefix.length);
  return printed.replace(/^\.\//, '').replace(/^work\//, '');
}
