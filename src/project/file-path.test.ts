// Tests the rules for file names.
import { expect, test } from 'vitest';
import { initialContent, pathProblem } from './file-path.ts';

test.each(['main.go', 'stats/stats.go', 'go.mod', 'static/日本.txt', 'a b.txt', '..hidden'])(
  'accepts %s',
  (path) => {
    expect(pathProblem(path, [])).toBeUndefined();
  },
);

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  [' a.go', 'outer space'],
  ['/etc/passwd', 'absolute'],
  ['../a.go', 'outside'],
  ['a/../b.go', 'outside'],
  ['./a.go', 'outside'],
  ['a//b.go', 'doubled slash'],
  ['a/', 'folder only'],
  ['a\\b.go', 'character'],
  ['c:a.go', 'character'],
  ['a\n.go', 'character'],
])('refuses %j', (path, kind) => {
  expect(pathProblem(path, [])).toMatchObject({ kind });
});

test('refuses a clash with another file or folder', () => {
  expect(pathProblem('main.go', ['main.go'])).toEqual({ kind: 'taken', path: 'main.go' });
  expect(pathProblem('stats', ['stats/stats.go'])).toEqual({
    kind: 'is folder',
    path: 'stats',
    file: 'stats/stats.go',
  });
  expect(pathProblem('main.go/a.go', ['main.go'])).toEqual({ kind: 'is file', file: 'main.go' });
  expect(pathProblem('main', ['main.go'])).toBeUndefined();
});

test('a new Go file gets the package clause of its folder', () => {
  expect(initialContent('a.go')).toBe('package main\n');
  expect(initialContent('my-stats/a.go')).toBe('package mystats\n');
  expect(initialContent('1/a.go')).toBe('package main\n');
  expect(initialContent('notes.txt')).toBe('');
});
