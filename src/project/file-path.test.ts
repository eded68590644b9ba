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
  ['', /Give the file a name/],
  ['  ', /Give the file a name/],
  [' a.go', /space/],
  ['/etc/passwd', /relative/],
  ['../a.go', /inside/],
  ['a/../b.go', /inside/],
  ['./a.go', /inside/],
  ['a//b.go', /doubled/],
  ['a/', /file name after/],
  ['a\\b.go', /not allowed/],
  ['c:a.go', /not allowed/],
  ['a\n.go', /not allowed/],
])('refuses %j', (path, problem) => {
  expect(pathProblem(path, [])).toMatch(problem);
});

test('refuses a clash with another file or folder', () => {
  expect(pathProblem('main.go', ['main.go'])).toMatch(/already a file/);
  expect(pathProblem('stats', ['stats/stats.go'])).toMatch(/already a folder/);
  expect(pathProblem('main.go/a.go', ['main.go'])).toMatch(/is a file/);
  expect(pathProblem('main', ['main.go'])).toBeUndefined();
});

test('a new Go file gets the package clause of its folder', () => {
  expect(initialContent('a.go')).toBe('package main\n');
  expect(initialContent('my-stats/a.go')).toBe('package mystats\n');
  expect(initialContent('1/a.go')).toBe('package main\n');
  expect(initialContent('notes.txt')).toBe('');
});
