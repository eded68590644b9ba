// Checks that .br files are written beside what the page can verify in both forms, once.
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { brotli, storeBrotli } from './brotli.ts';
import { isStored, storeBlob, storeIndex } from './content.ts';
import type { FileRef } from './manifest.ts';
import { ReleaseFolder } from './release-folder.ts';

let root: string;
let folder: ReleaseFolder;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'brotli-'));
  folder = await ReleaseFolder.open(root, 'go1.99.1', '2026-01-01T00:00:00Z');
});
afterEach(() => rm(root, { recursive: true }));

/** A pack whose packages are in these blobs. */
async function storePack(name: string, ...blobs: FileRef[]): Promise<void> {
  const described = blobs.map(({ sha256, size, content }) => ({ sha256, size, content }));
  const index = { target: name, blobs: described, packages: {} };
  folder.manifest.packs[name] = await storeIndex(root, `packs/${name}`, index);
}

/** A GOROOT of one directory, whose index does not tell what its blob decompresses to. */
async function storeGoroot(blob: FileRef): Promise<void> {
  const directory = { path: 'src', blob: blob.sha256, blobSize: blob.size, files: [] };
  folder.manifest.goroot = await storeIndex(root, 'goroot', { directories: [directory] });
}

it('compresses the content of blobs and indexes, and tools as they are; a second run writes nothing', async () => {
  const blob = await storeBlob(root, Buffer.from('archive '.repeat(100)));
  await storePack('linux_amd64', blob);
  folder.manifest.goroot = await storeIndex(root, 'goroot', { directories: [] });
  await mkdir(path.join(root, 'tools'));
  await writeFile(path.join(root, 'tools/go.0.wasm'), '\0asm');
  folder.manifest.tools['go'] = {
    path: 'tools/go.0.wasm',
    size: 4,
    sha256: '',
    gzipSize: 4,
    versionLine: '',
  };

  expect(await storeBrotli(folder, 5)).toBe(4);
  const decoded = async (file: string) =>
    brotliDecompressSync(await readFile(path.join(root, `${file}.br`))).toString();
  expect(await decoded(blob.path)).toBe('archive '.repeat(100));
  expect(await decoded('tools/go.0.wasm')).toBe('\0asm');
  expect(await decoded(folder.manifest.goroot.path)).toBe('{"directories":[]}');

  const before = await stat(path.join(root, `${blob.path}.br`));
  expect(await storeBrotli(folder, 5)).toBe(0);
  expect((await stat(path.join(root, `${blob.path}.br`))).mtimeMs).toBe(before.mtimeMs);
  await folder.sweep();
  expect(await isStored(path.join(root, `${blob.path}.br`))).toBe(true);
});

it('leaves alone a blob that another index names without the hash of its content', async () => {
  const blob = await storeBlob(root, Buffer.from('shared'));
  await storeGoroot(blob);
  await storePack('linux_amd64', blob);
  await storeBrotli(folder, 5);
  expect(await isStored(path.join(root, `${blob.path}.br`))).toBe(false);
});

it('compresses best what first visits need, and the rest quicker', async () => {
  const text = Array.from({ length: 4000 }, (_, i) => `line ${(i * i * 31) % 997}`).join('\n');
  await mkdir(path.join(root, 'tools'), { recursive: true });
  const tool = (name: string) => ({ path: `tools/${name}.wasm`, size: text.length, sha256: '', gzipSize: 0 });
  for (const name of ['compile', 'gofmt']) await writeFile(path.join(root, tool(name).path), text);
  for (const name of ['compile', 'gofmt']) folder.manifest.tools[name] = { ...tool(name), versionLine: '' };
  await storeGoroot(await storeBlob(root, Buffer.from('sources')));
  const left: number[] = [];
  await storeBrotli(folder, 'best', (count) => left.push(count));
  const size = async (name: string) => (await stat(path.join(root, `${tool(name).path}.br`))).size;
  expect(await size('compile')).toBe((await brotli(Buffer.from(text), 11)).length);
  expect(await size('gofmt')).toBe((await brotli(Buffer.from(text), 9)).length);
  expect(await size('compile')).not.toBe(await size('gofmt'));
  expect(left.at(-1)).toBe(0);
});
