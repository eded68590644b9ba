// Checks how a module index is recognised.
import { expect, it } from 'vitest';
import { indexedDirectory } from './module-index.ts';

/** A module index of one package, with `strings` as its string table (cmd/go/internal/modindex/index_format.txt). */
function moduleIndex(strings: Buffer, dir: number): Buffer {
  const head = Buffer.from('go index v2\n');
  const numbers = Buffer.alloc(16);
  [head.length + numbers.length, 1, dir, head.length + numbers.length].forEach((value, i) =>
    numbers.writeUInt32LE(value, 4 * i),
  );
  return Buffer.concat([head, numbers, strings]);
}

it('finds the directory that a module index is about', () => {
  const strings = Buffer.from('\0\x08net/http\xff', 'latin1');
  expect(indexedDirectory(moduleIndex(strings, 1))).toBe('net/http');
});

it('reads a length of two bytes', () => {
  const name = 'vendor/'.repeat(20);
  const strings = Buffer.concat([Buffer.from([0, 0x8c, 0x01]), Buffer.from(`${name}\xff`, 'latin1')]);
  expect(indexedDirectory(moduleIndex(strings, 1))).toBe(name);
});

it('leaves other cache entries alone', () => {
  expect(indexedDirectory(Buffer.from('!<arch>\n'))).toBeUndefined();
  expect(indexedDirectory(Buffer.alloc(0))).toBeUndefined();
});
