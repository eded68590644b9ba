// Finds what `go test` runs in a test file: tests, benchmarks, fuzz tests and examples, with their lines.

/** A function that `go test` runs (go help testfunc). */
export interface TestFunction {
  name: string;
  kind: 'test' | 'benchmark' | 'fuzz' | 'example';
  /** 1-based. */
  line: number;
}

const declaration = /^func[ \t]+((Test|Benchmark|Fuzz|Example)(?!\p{Ll})[\p{L}\p{Nd}_]*)[ \t]*\(/u;

/** The functions of a file; none of a file whose name does not end in _test.go. Text in comments and strings is none. */
export function testFunctions(path: string, source: string): TestFunction[] {
  if (!path.endsWith('_test.go')) return [];
  return withoutText(source)
    .split('\n')
    .flatMap((text, i): TestFunction[] => {
      const [, name, prefix] = declaration.exec(text) ?? [];
      if (name === undefined || prefix === undefined || name === 'TestMain') return [];
      return [{ name, kind: prefix.toLowerCase() as TestFunction['kind'], line: i + 1 }];
    });
}

/** Blanks comments and raw strings, which may span lines; every line keeps its number. */
function withoutText(source: string): string {
  const text = /\/\/[^\n]*|\/\*[^]*?\*\/|`[^`]*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
  return source.replace(text, (found) => found.replace(/[^\n]/g, ' '));
}

/** The flags by which `go test` runs these alone, subtests by their full name: TestAdd/one. */
export function runFlags(names: readonly string[]): string[] {
  const benchmarks = names.filter((name) => /^Benchmark(?!\p{Ll})/u.test(name));
  const tests = names.filter((name) => !benchmarks.includes(name));
  return [
    ...(tests.length > 0 ? [`-run=${pattern(tests)}`] : benchmarks.length > 0 ? ['-run=^$'] : []),
    ...(benchmarks.length > 0 ? [`-bench=${pattern(benchmarks)}`] : []),
  ];
}

/**
 * A pattern that matches these names and what is below them; go splits it at slashes and matches part by part, so it may match
 * more where several names have several parts. (It would match too little with alternatives that contain slashes.)
 */
function pattern(names: readonly string[]): string {
  const parts = names.map((name) => name.split('/'));
  const shortest = Math.min(...parts.map(({ length }) => length));
  return Array.from({ length: shortest }, (_, i) => {
    const alternatives = [...new Set(parts.map((part) => quoted(part[i]!)))];
    return alternatives.length === 1 ? `^${alternatives[0]}$` : `^(${alternatives.join('|')})$`;
  }).join('/');
}

function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
