// Tests what is read from a project before go runs.
import { expect, it } from 'vitest';
import { survey } from './survey.ts';

const goMod = { path: 'go.mod', content: '// a comment\nmodule example.com/hello // the name\n\ngo 1.26\n' };

function file(path: string, ...imports: string[]) {
  return { path, content: `package x\n\nimport (\n${imports.map((name) => `\t"${name}"\n`).join('')})\n` };
}

it('gathers the std packages of all packages that the root reaches', () => {
  const { std, packages, assembles } = survey([
    goMod,
    file('main.go', 'fmt', 'example.com/hello/lib'),
    file('more.go', 'os'),
    file('lib/lib.go', 'net/http', 'example.com/hello/lib/deep'),
    file('lib/deep/deep.go', 'strings', 'unsafe'),
    file('unused/unused.go', 'html/template'),
  ]);
  expect([...std].sort()).toEqual(['fmt', 'net/http', 'os', 'strings']);
  expect(packages).toBe(3);
  expect(assembles).toBe(false);
});

it('leaves out tests, cgo and what is no Go', () => {
  const { std } = survey([
    goMod,
    file('main.go', 'fmt', 'C'),
    file('main_test.go', 'testing'),
    { path: 'notes.txt', content: 'import "os"' },
    { path: 'data.go', content: new Uint8Array([1, 2, 3]) },
  ]);
  expect([...std]).toEqual(['fmt']);
});

it('sees assembly', () => {
  expect(survey([goMod, file('main.go'), { path: 'sub/add_amd64.s', content: '' }]).assembles).toBe(true);
});

it.each([
  ['module example.com/hello\n', 'example.com/hello/lib'],
  ['\n\n  module   "example.com/quoted"\r\ngo 1.26\r\n', 'example.com/quoted/lib'],
])('takes the module path from %j', (content, imported) => {
  const { packages } = survey([
    { path: 'go.mod', content },
    file('main.go', imported),
    file('lib/lib.go', 'fmt'),
  ]);
  expect(packages).toBe(2);
});

it('needs no go.mod and survives an empty project and an import cycle', () => {
  expect([...survey([file('main.go', 'fmt')]).std]).toEqual(['fmt']);
  expect(survey([])).toEqual({ std: new Set(), packages: 0, assembles: false });
  const cycle = survey([goMod, file('main.go', 'example.com/hello/a'), file('a/a.go', 'example.com/hello')]);
  expect(cycle.packages).toBe(2);
});

it('follows vendored packages to the std packages they import', () => {
  const { std, packages } = survey([
    goMod,
    file('main.go', 'example.org/lib'),
    file('vendor/example.org/lib/lib.go', 'net/url', 'example.org/other'),
    file('vendor/example.org/other/other.go', 'bufio'),
  ]);
  expect([...std].sort()).toEqual(['bufio', 'net/url']);
  expect(packages).toBe(3);
});

it.each([
  [['.'], ['fmt', 'os'], 2],
  [['./...'], ['fmt', 'os', 'sort'], 3],
  [['./lib'], ['os'], 1],
  [['example.com/hello/lib/...'], ['os', 'sort'], 2],
  [['./nowhere'], [], 0],
])('surveys what %j names', (patterns, expected, count) => {
  const files = [
    goMod,
    file('main.go', 'fmt', 'example.com/hello/lib'),
    file('lib/lib.go', 'os'),
    file('lib/deep/deep.go', 'sort'),
    file('testdata/x.go', 'net/http'),
    file('vendor/example.org/v/v.go', 'net/url'),
  ];
  const { std, packages } = survey(files, patterns);
  expect([...std].sort()).toEqual(expected);
  expect(packages).toBe(count);
});

it('looks at tests, and at what go links them with, when asked to', () => {
  const files = [goMod, file('lib.go', 'fmt'), file('lib_test.go', 'testing', 'strings')];
  const { std } = survey(files, ['.'], true);
  expect([...std].sort()).toEqual([
    'fmt',
    'os',
    'reflect',
    'strings',
    'testing',
    'testing/internal/testdeps',
  ]);
});
