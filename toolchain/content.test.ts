// Checks that stored files get the same bytes and the same name every time.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gzipSame, isStored, sha256, storeBlob, storeIndex, storeRaw } from './content.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'content-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('gzipSame', () => {
  it('writes neither time nor system into the header', async () => {
    const header = (await gzipSame('package main\n')).subarray(0, 10);
    expect([...header]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
  });

  it('gives the content back', async () => {
    expect(gunzipSync(await gzipSame('package main\n')).toString()).toBe('package main\n');
  });
});

describe('storing', () => {
  it('names a blob by the SHA-256 of the stored bytes, and tells that of its content', async () => {
    const ref = await storeBlob(folder, Buffer.from('hello'));
    const stored = await readFile(path.join(folder, ref.path));
    const content = { size: 5, sha256: sha256('hello') };
    expect(ref).toEqual({
      path: `blobs/${sha256(stored)}.bin`,
      size: stored.length,
      sha256: sha256(stored),
      content,
    });
    expect(gunzipSync(stored).toString()).toBe('hello');
  });

  it('stores equal content once, and leaves no partial file', async () => {
    const refs = [await storeBlob(folder, Buffer.from('same')), await storeBlob(folder, Buffer.from('same'))];
    expect(refs[0]).toEqual(refs[1]);
    expect(await readdir(path.join(folder, 'blobs'))).toHaveLength(1);
  });

  it('names an index and a tool by stem and hash', async () => {
    const index = await storeIndex(folder, 'packs/linux_amd64', { target: 'linux/amd64' });
    expect(index.path).toBe(`packs/linux_amd64.${index.sha256.slice(0, 16)}.bin`);
    const tool = await storeRaw(folder, 'tools/go', '.wasm', Buffer.from('\0asm'));
    expect(tool.path).toBe(`tools/go.${sha256('\0asm').slice(0, 16)}.wasm`);
  });

  it('tells a truncated file from a whole one', async () => {
    const ref = await storeBlob(folder, Buffer.from('hello'));
    expect(await isStored(path.join(folder, ref.path), ref.size)).toBe(true);
    expect(await isStored(path.join(folder, ref.path), ref.size + 1)).toBe(false);
    expect(await isStored(path.join(folder, 'blobs/none.bin'))).toBe(false);
  });
});
