// Tests the names and the text of GOCACHE's entries (cmd/go/internal/cache, putIndexEntry).
import { expect, it } from 'vitest';
import { mountEntry, mountOutput } from './cache-entry.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

const action = 'ab'.padEnd(64, '1');
const output = 'cd'.padEnd(64, '2');

it('writes the line that go reads: all fields of fixed width', () => {
  const cache = new Folder();
  mountEntry(cache, { action, output, size: 12345 }, 1_700_000_000_000_000_000n);
  const file = cache.file(`ab/${action}-a`);
  const line = new TextDecoder().decode(file?.bytes);
  expect(line).toBe(`v1 ${action} ${output}                12345  1700000000000000000\n`);
});

it('knows the size of the line before it is made', () => {
  const cache = new Folder();
  mountEntry(cache, { action, output, size: 1 }, 5n);
  const file = cache.file(`ab/${action}-a`);
  const before = file?.size;
  expect(file?.bytes.length).toBe(before);
  expect(file?.modified).toBe(5n);
});

it('mounts an empty output with its entry, and any other by itself', () => {
  const cache = new Folder();
  mountEntry(cache, { action, output, size: 0 }, 5n);
  expect(cache.file(`cd/${output}-d`)?.size).toBe(0);
  const other = 'ef'.padEnd(64, '3');
  mountEntry(cache, { action, output: other, size: 7 }, 5n);
  expect(cache.file(`ef/${other}-d`)).toBeUndefined();
  const content = new RegularFile(new Uint8Array(7));
  mountOutput(cache, other, content);
  expect(cache.file(`ef/${other}-d`)).toBe(content);
});
