// What a Go program imports, found by reading its import declarations.

const lexeme = /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|([A-Za-z_]\w*)|"([^"\n]*)"|`([^`]*)`|([.;()])|[^]/y;

/**
 * The import paths of one Go source file, in order. Reads no further than the import declarations, which come first
 * (https://go.dev/ref/spec#Source_file_organization), and takes what it can from a file with syntax errors.
 */
export function importsOf(source: string): string[] {
  const paths: string[] = [];
  let parentheses = 0;
  let importing = false;
  let packageClause = 0;
  lexeme.lastIndex = 0;
  for (let match = lexeme.exec(source); match; match = lexeme.exec(source)) {
    const [, word, quoted, raw, mark] = match;
    const path = quoted ?? raw;
    if (word !== undefined && packageClause < 2) packageClause++;
    else if (word === 'import') importing = true;
    else if (path !== undefined && importing) {
      paths.push(path);
      importing = parentheses > 0;
    } else if (mark === '(' && importing) parentheses++;
    else if (mark === ')' && parentheses > 0) importing = --parentheses > 0;
    else if (word !== undefined && !importing) break;
  }
  return paths;
}

/**
 * Every package reachable from `start` through `importsOf`, start included. A path for which `importsOf` gives
 * undefined is left out.
 */
export function closure(
  start: Iterable<string>,
  importsOf: (path: string) => readonly string[] | undefined,
): Set<string> {
  const reached = new Set<string>();
  const pending = [...start];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const imports = reached.has(path) ? undefined : importsOf(path);
    if (!imports) continue;
    reached.add(path);
    pending.push(...imports);
  }
  return reached;
}
