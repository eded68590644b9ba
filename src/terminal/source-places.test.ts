// Tests where places in files are found in printed lines.
import { expect, it } from 'vitest';
import { projectPath, sourcePlaces } from './source-places.ts';

it('finds the places of a stack trace and of a compiler', () => {
  const [trace] = sourcePlaces('\texample.com/hello/sub/main.go:12 +0x3');
  expect(trace).toEqual({
    start: 1,
    end: 33,
    path: 'example.com/hello/sub/main.go',
    line: 12,
    column: undefined,
  });
  expect(
    sourcePlaces('./main.go:3:14: undefined: x').map(({ path, line, column }) => [path, line, column]),
  ).toEqual([['./main.go', 3, 14]]);
  expect(sourcePlaces('at 12:30 nothing.txt:3')).toEqual([]);
});

it('takes the module’s path off', () => {
  expect(projectPath('example.com/hello/sub/main.go', 'example.com/hello')).toBe('sub/main.go');
  expect(projectPath('./main.go', 'example.com/hello')).toBe('main.go');
  expect(projectPath('fmt/print.go', undefined)).toBe('fmt/print.go');
});
