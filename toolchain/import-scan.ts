// Finds the imports of a Go source file without Go.

/** One token that matters before and inside import declarations: a word, a string literal, or a single character. */
const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|`[^`]*`|[\p{L}_][\p{L}\p{Nd}_]*|[^\s]/gu;

/**
 * Returns the import paths of a Go source file in the order written, duplicates included. Imports come before all other
 * declarations (https://go.dev/ref/spec#Source_file_organization), so the scan ends at the first one of those.
 */
export function importsOf(source: string): string[] {
  const paths: string[] = [];
  let inGroup = false;
  let inImport = false;
  for (const [text] of source.matchAll(token)) {
    if (text.startsWith('//') || text.startsWith('/*')) continue;
    if (text.startsWith('"') || text.startsWith('`')) {
      if (inImport) paths.push(text.slice(1, -1));
      inImport = inGroup;
    } else if (text === 'import') inImport = true;
    else if (text === '(' && inImport) inGroup = true;
    else if (text === ')' && inGroup) inGroup = inImport = false;
    else if (!inImport && /^(?:const|var|type|func)$/.test(text)) break;
  }
  return paths;
}

/** Reports whether a file is a program that std keeps beside a package for `go generate`. */
export function isIgnored(source: string): boolean {
  return /^\/\/go:build ignore\s*$/m.test(source);
}
