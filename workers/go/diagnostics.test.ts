// Tests that the messages of go are found in its output. The outputs are those of go1.27.3.
import { expect, it } from 'vitest';
import { messagesIn, parseDiagnostics } from './diagnostics.ts';

const error = (file: string, line: number, column: number | undefined, message: string) => ({
  file,
  line,
  message,
  severity: 'error',
  ...(column !== undefined && { column }),
});

it('reads syntax errors', () => {
  const output = `# example.com/hello
./main.go:5:1: syntax error: unexpected }, expected expression
./main.go:7:9: syntax error: unexpected {, expected )
`;
  expect(parseDiagnostics(output)).toEqual([
    error('main.go', 5, 1, 'syntax error: unexpected }, expected expression'),
    error('main.go', 7, 9, 'syntax error: unexpected {, expected )'),
  ]);
});

it('keeps the lines with tabs with their message', () => {
  const output = `# example.com/hello
./main.go:3:8: "os" imported and not used
./main.go:12:12: cannot use T{} (value of struct type T) as I value in variable declaration: T does not implement I (wrong type for method M)
\t\thave M(string) int
\t\twant M(int) string
./main.go:14:2: undefined: undefined1
`;
  expect(parseDiagnostics(output)).toEqual([
    error('main.go', 3, 8, '"os" imported and not used'),
    error(
      'main.go',
      12,
      12,
      'cannot use T{} (value of struct type T) as I value in variable declaration: T does not implement I (wrong type for method M)\n\t\thave M(string) int\n\t\twant M(int) string',
    ),
    error('main.go', 14, 2, 'undefined: undefined1'),
  ]);
});

it('reads errors of imports, which go itself reports', () => {
  const output = `main.go:6:2: no required module provides package github.com/no/module; to add it:
\tgo get github.com/no/module
main.go:4:2: package nosuchpackage is not in std (/goroot/src/nosuchpackage)
`;
  expect(parseDiagnostics(output)).toEqual([
    error(
      'main.go',
      6,
      2,
      'no required module provides package github.com/no/module; to add it:\n\tgo get github.com/no/module',
    ),
    error('main.go', 4, 2, 'package nosuchpackage is not in std (/goroot/src/nosuchpackage)'),
  ]);
});

it('reads errors in packages below the root', () => {
  const output = `# example.com/hello/lib
lib/lib.go:3:19: too many return values
\thave (number)
\twant ()
`;
  expect(parseDiagnostics(output)).toEqual([
    error('lib/lib.go', 3, 19, 'too many return values\n\thave (number)\n\twant ()'),
  ]);
});

it('reads what vet finds, and what keeps vet from looking', () => {
  const found = `# example.com/hello
# [example.com/hello]
./main.go:8:2: self-assignment of a
./main.go:6:14: fmt.Printf format %d has arg "x" of wrong type string
`;
  expect(parseDiagnostics(found, 'warning')).toEqual([
    { ...error('main.go', 8, 2, 'self-assignment of a'), severity: 'warning' },
    {
      ...error('main.go', 6, 14, 'fmt.Printf format %d has arg "x" of wrong type string'),
      severity: 'warning',
    },
  ]);
  const broken = '# example.com/hello\n# [example.com/hello]\nvet: ./main.go:3:15: undefined: undefinedF\n';
  expect(parseDiagnostics(broken)).toEqual([error('main.go', 3, 15, 'undefined: undefinedF')]);
});

it('reads messages without a column: go.mod and assembly', () => {
  const goMod =
    'go: errors parsing go.mod:\ngo.mod:4: unknown directive: requir\ngo.mod:5: repeated go statement\n';
  expect(parseDiagnostics(goMod)).toEqual([
    error('go.mod', 4, undefined, 'unknown directive: requir'),
    error('go.mod', 5, undefined, 'repeated go statement'),
  ]);
  const assembly =
    '# example.com/hello\n./a_amd64.s:2: unrecognized instruction "BOGUS"\nasm: assembly of ./a_amd64.s failed\n';
  expect(parseDiagnostics(assembly)).toEqual([
    error('a_amd64.s', 2, undefined, 'unrecognized instruction "BOGUS"'),
  ]);
});

it('reads what go says of embedding', () => {
  expect(parseDiagnostics('main.go:5:12: pattern missing.txt: no matching files found\n')).toEqual([
    error('main.go', 5, 12, 'pattern missing.txt: no matching files found'),
  ]);
});

it('reads paths with spaces', () => {
  expect(parseDiagnostics('./a file.go:3:5: undefined: x\nmy pkg/b c.go:4: y\n')).toEqual([
    error('a file.go', 3, 5, 'undefined: x'),
    error('my pkg/b c.go', 4, undefined, 'y'),
  ]);
});

it.each([
  ['the linker', '# example.com/hello\nmain.main: relocation target main.f not defined\n'],
  [
    'a missing main',
    '# example.com/hello\nruntime.main_main·f: function main is undeclared in the main package\n',
  ],
  [
    'an import cycle',
    'package example.com/hello\n\timports example.com/hello/a from main.go: import cycle not allowed\n',
  ],
  ['two packages', 'found packages main (main.go) and other (other.go) in /work\n'],
  ['a newer language', 'go: go.mod requires go >= 1.99 (running go 1.27.3; GOTOOLCHAIN=local)\n'],
  [
    'a failed test',
    '--- FAIL: TestX (0.00s)\n    x_test.go:3: boom\nFAIL\nFAIL\texample.com/hello\t0.003s\n',
  ],
  ['nothing', ''],
])('finds no position in what %s says', (_, output) => expect(parseDiagnostics(output)).toEqual([]));

it('does not hang on long lines', () => {
  const began = performance.now();
  expect(parseDiagnostics(`${'a '.repeat(50_000)}\n${'a'.repeat(100_000)}.go:`)).toEqual([]);
  expect(performance.now() - began).toBeLessThan(2000);
});

it('of go test -json are in the events of its builds', () => {
  const output =
    '{"ImportPath":"p [p.test]","Action":"build-output","Output":"# p [p.test]\\n"}\n' +
    '{"ImportPath":"p [p.test]","Action":"build-output","Output":"lib/lib_test.go:11:13: undefined: x\\n"}\n' +
    '{"Action":"output","Package":"p","Output":"main.go:1:1: printed by a test\\n"}\n';
  expect(parseDiagnostics(messagesIn(output))).toEqual([
    { file: 'lib/lib_test.go', line: 11, column: 13, message: 'undefined: x', severity: 'error' },
  ]);
  expect(messagesIn('main.go:1:1: x\n')).toBe('main.go:1:1: x\n');
});
