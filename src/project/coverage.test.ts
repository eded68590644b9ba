// Tests reading coverage profiles.
import { expect, it } from 'vitest';
import { readProfile } from './coverage.ts';

it('adds up what several packages ran, by file of the module', () => {
  const profile = `mode: set
example.com/hello/lib/lib.go:7.2,7.14 1 0
example.com/hello/lib/lib.go:4.2,4.12 1 1
example.com/hello/main.go:3.13,3.15 0 0
example.com/helloother/x.go:1.1,2.2 1 1
example.com/hello/lib/lib.go:7.2,7.14 1 2
example.com/hello/lib/lib.go:5.3,6.1 3 0
nonsense
`;
  const files = readProfile(profile, 'example.com/hello');
  expect(files.map(({ path, statements, covered }) => [path, covered, statements])).toEqual([
    ['lib/lib.go', 2, 5],
    ['main.go', 0, 0],
  ]);
  expect(files[0]!.ranges.map(({ startLine, count }) => [startLine, count])).toEqual([
    [4, 1],
    [5, 0],
    [7, 2],
  ]);
});
