// Checks that prepared files are verified in both forms in which a host may send them.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ToolchainFault } from '../../src/project/toolchain-error.ts';
import type { FileRef } from '../../toolchain/manifest.ts';
import { FetchSource } from './fetch-source.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const content = new TextEncoder().encode('package fmt\n');
const stored = new Uint8Array(gzipSync(content));
const plain: FileRef = { path: 'blobs/x.bin', size: stored.length, sha256: hash(stored) };
const told: FileRef = { ...plain, content: { size: content.length, sha256: hash(content) } };

/** Makes fetch answer with these bytes; what a browser gives for a .br is decoded, its header stays. */
function answer(bytes: Uint8Array<ArrayBuffer>, encoding?: string): void {
  const headers: Record<string, string> = encoding === undefined ? {} : { 'Content-Encoding': encoding };
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(bytes, { headers })));
}

const source = new FetchSource('http://localhost/toolchain/go1.99.1/');
const text = async (ref: FileRef, onBytes?: (count: number) => void) =>
  new TextDecoder().decode(await source.read(ref, onBytes));

beforeEach(() => vi.stubGlobal('navigator', { onLine: true }));
afterEach(() => vi.unstubAllGlobals());

it('takes the stored file', async () => {
  answer(stored);
  expect(await text(plain)).toBe('package fmt\n');
  expect(await text(told)).toBe('package fmt\n');
});

it('takes the content that a browser has decoded from a .br, and counts what has travelled', async () => {
  answer(content, 'br');
  let counted = 0;
  expect(await text(told, (count) => (counted += count))).toBe('package fmt\n');
  expect(counted).toBeCloseTo(told.size);
});

const fault = (code: ToolchainFault['code']) => ({ problem: { fault: { code } } });

it('refuses content that is not what the index says, in either form', async () => {
  const damaged = content.map((byte, i) => (i === 3 ? byte ^ 1 : byte));
  answer(damaged, 'br');
  await expect(text(told)).rejects.toMatchObject(fault('hash'));
  answer(content, 'br');
  await expect(text(plain)).rejects.toMatchObject(fault('size'));
  answer(stored.map((byte, i) => (i === 20 ? byte ^ 1 : byte)));
  await expect(text(told)).rejects.toMatchObject(fault('hash'));
  answer(stored.slice(0, 12));
  await expect(text(told)).rejects.toMatchObject(fault('size'));
});

it.each([
  ['a small file', content],
  ['a large file, which comes in parts', new Uint8Array(1 << 20).map((_, i) => (i * i) >> 7)],
])('counts the bytes of %s once when damaged content is fetched again', async (_, bytes) => {
  const whole = new Uint8Array(gzipSync(bytes, { level: 0 }));
  const ref: FileRef = { path: 'blobs/y.bin', size: whole.length, sha256: hash(whole) };
  const damaged = whole.with(whole.length >> 1, whole[whole.length >> 1]! ^ 1);
  const answers = [damaged, whole];
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(answers.shift()!)));
  let counted = 0;
  await source.read(ref, (count) => (counted += count));
  expect(answers).toEqual([]);
  expect(counted).toBe(whole.length);
});

it('counts on when a second answer goes further than the first', async () => {
  const answers = [stored.slice(0, 12), stored];
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(answers.shift()!)));
  const counts: number[] = [];
  await source.read(plain, (count) => counts.push(count));
  expect(counts).toEqual([12, stored.length - 12]);
});
