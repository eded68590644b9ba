// Tests what can be asked of a project and done to it.
import { expect, test } from 'vitest';
import { changeFile, createFiles, filesImportingC, findFile, modulePath, nextId } from './project.ts';

const files = createFiles([
  { path: 'main.go', content: 'package main\n' },
  { path: 'go.mod', content: '// a comment\nmodule example.com/hello // trailing\n\ngo 1.27\n' },
]);

test('files get ids, and a change keeps the id', () => {
  expect(files.map((file) => file.id)).toEqual([1, 2]);
  expect(nextId(files)).toBe(3);
  expect(nextId([])).toBe(1);
  expect(changeFile(files, 1, { path: 'hello.go' })[0]).toEqual({
    id: 1,
    path: 'hello.go',
    content: 'package main\n',
  });
});

test('a file is found by the path that go prints', () => {
  expect(findFile(files, './main.go')?.id).toBe(1);
  expect(findFile(files, 'none.go')).toBeUndefined();
});

test('the module path comes from go.mod', () => {
  expect(modulePath(files)).toBe('example.com/hello');
  expect(modulePath([])).toBeUndefined();
  expect(modulePath(createFiles([{ path: 'go.mod', content: 'module "example.com/q"\n' }]))).toBe(
    'example.com/q',
  );
});

test.each([
  ['package main\n\nimport "C"\n', true],
  ['package main\n\n// #include <stdio.h>\nimport "C"\n', true],
  ['package main\n\nimport (\n\t"fmt"\n\t"C"\n)\n', true],
  ['package main\n\nimport "fmt"\n\n// import "C"\n', false],
  ['package main\n\n/*\nimport "C"\n*/\n', false],
  ['package main\n\nimport (\n\t"fmt"\n)\n\nvar x = f("C")\n', false],
])('cgo is found in the sources: %j', (content, found) => {
  expect(filesImportingC(createFiles([{ path: 'a.go', content }]))).toHaveLength(found ? 1 : 0);
});
