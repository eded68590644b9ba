// Tests that the examples are whole projects with allowed names.
import { expect, test } from 'vitest';
import { EXAMPLES } from './examples.ts';
import { pathProblem } from './file-path.ts';

test.each(EXAMPLES.map((example) => [example.id, example] as const))('%s', (_, { files }) => {
  const paths = files.map((file) => file.path);
  expect(paths).toContain('go.mod');
  expect(files.find((file) => file.path === 'main.go')?.content).toMatch(/^(\/\/.*\n)*package main\n/);
  paths.forEach((path, index) => expect(pathProblem(path, paths.toSpliced(index, 1))).toBeUndefined());
});
