// Tests which messages of go get advice; the messages are those of go1.27.3.
import { expect, test } from 'vitest';
import { adviceFor } from './advice.ts';
import { createFiles } from './project.ts';

const plain = createFiles([{ path: 'main.go', content: 'package main\n\nfunc main() {}\n' }]);
const kinds = (output: string, files = plain) =>
  adviceFor(files, { exitCode: 1, output, hasBinary: false }).map((advice) => advice.kind);

test.each([
  'main.go:7:2: package nosuch is not in std (/go/src/nosuch)\n',
  'main.go:5:2: no required module provides package github.com/foo/bar; to add it:\n\tgo get github.com/foo/bar\n',
])('an unknown import: %s', (output) => {
  expect(kinds(output)).toEqual(['unknown-import']);
});

test('cgo is explained wherever it is imported, even when the build succeeds', () => {
  const files = createFiles([{ path: 'c.go', content: 'package main\n\nimport "C"\n' }]);
  expect(
    kinds('package example.com/hello: build constraints exclude all Go files in /work\n', files),
  ).toEqual(['cgo']);
  expect(adviceFor(files, { exitCode: 0, output: '', hasBinary: true })).toEqual([
    { kind: 'cgo', paths: ['c.go'] },
  ]);
});

test('an external linker', () => {
  expect(kinds('android/386 requires external (cgo) linking, but cgo is not enabled\n')).toEqual([
    'external-linker',
  ]);
});

test('a library gives no executable', () => {
  expect(adviceFor(plain, { exitCode: 0, output: '', hasBinary: false })).toHaveLength(1);
});

test('ordinary messages and successes need no advice', () => {
  expect(kinds('# example.com/hello\n./main.go:3:29: undefined: x\n')).toEqual([]);
  expect(adviceFor(plain, { exitCode: 0, output: '', hasBinary: true })).toEqual([]);
});
