// Tests the names of binaries.
import { expect, test } from 'vitest';
import { binaryName, withEnding } from './file-name.ts';

test.each([
  ['example.com/hello', 'linux', 'amd64', 'hello'],
  ['example.com/hello', 'windows', 'arm64', 'hello.exe'],
  ['example.com/hello', 'wasip1', 'wasm', 'hello.wasm'],
  ['example.com/hello', 'js', 'wasm', 'hello.wasm'],
  ['example.com/hello/v2', 'linux', 'amd64', 'hello'],
  ['hello', 'darwin', 'arm64', 'hello'],
  ['v2', 'linux', 'amd64', 'v2'],
  [undefined, 'linux', 'amd64', 'main'],
])('%s for %s/%s is %s', (module, goos, goarch, name) => {
  expect(binaryName(module, { goos, goarch })).toBe(name);
});

test('an ending is not doubled', () => {
  expect(withEnding('hello.exe', { goos: 'windows', goarch: 'amd64' })).toBe('hello.exe');
});
