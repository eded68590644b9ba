// Checks that the server behaves as a good static host.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policyOf } from './policy.ts';
import { serve, type Served } from './serve.ts';

const tool = 'go1.99.1/tools/go.0123456789abcdef.wasm';
let folder: string;
let served: Served;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'serve-'));
  await mkdir(path.join(folder, 'public/toolchain/go1.99.1/tools'), { recursive: true });
  await mkdir(path.join(folder, 'dist'));
  await writeFile(path.join(folder, 'dist/index.html'), '<title>page</title>');
  await writeFile(path.join(folder, 'public/toolchain', tool), '\0asm');
  await writeFile(path.join(folder, 'public/toolchain', `${tool}.gz`), gzipSync('\0asm'));
  served = await serve([path.join(folder, 'public'), path.join(folder, 'dist')], 0);
});

afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

const get = (file: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${served.port}/${file}`, { headers });

it('sends a tool compressed ahead, as wasm, to be kept', async () => {
  const response = await get(`toolchain/${tool}`, { 'accept-encoding': 'gzip' });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(response.headers.get('content-type')).toBe('application/wasm');
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(await response.text()).toBe('\0asm');
});

it('prefers brotli where the browser accepts it', async () => {
  await writeFile(path.join(folder, 'public/toolchain', `${tool}.br`), brotliCompressSync('\0asm'));
  const response = await get(`toolchain/${tool}`, { 'accept-encoding': 'gzip, deflate, br' });
  expect(response.headers.get('content-encoding')).toBe('br');
  expect(response.headers.get('content-type')).toBe('application/wasm');
  expect(await response.text()).toBe('\0asm');
});

it('sends it raw to whoever does not accept gzip', async () => {
  const response = await get(`toolchain/${tool}`, { 'accept-encoding': 'identity' });
  expect(response.headers.get('content-encoding')).toBeNull();
  expect(await response.text()).toBe('\0asm');
});

it('has a file as soon as it is written, and asks for a fresh manifest each time', async () => {
  expect((await get('toolchain/go1.99.1/manifest.json')).status).toBe(404);
  await writeFile(path.join(folder, 'public/toolchain/go1.99.1/manifest.json'), '{}');
  const response = await get('toolchain/go1.99.1/manifest.json');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(await response.json()).toEqual({});
});

it('serves the page from the second folder, and nothing in place of a missing file', async () => {
  expect(await (await get('')).text()).toBe('<title>page</title>');
  expect((await get('')).headers.get('cache-control')).toBe('no-cache');
  expect((await get('nowhere')).status).toBe(404);
});

it('sends the policy of the page with every response, as the page is now', async () => {
  const policy = async (file: string) => (await get(file)).headers.get('content-security-policy');
  const html = `<script>let inline = ${Math.random()};</script>`;
  await writeFile(path.join(folder, 'dist/index.html'), html);
  for (const file of ['', `toolchain/${tool}`, 'nowhere']) expect(await policy(file)).toBe(policyOf(html));
  await writeFile(path.join(folder, 'dist/index.html'), '<title>page</title>');
  expect(await policy('')).toBe(policyOf());
});

it('never leaves its folders', async () => {
  await writeFile(path.join(folder, 'secret'), 'secret');
  const status = await new Promise((resolve) => {
    // fetch would resolve the dots before it sends them
    request({ port: served.port, path: '/../secret' }, (response) => resolve(response.statusCode)).end();
  });
  expect(status).toBe(404);
});

it('takes the next port when one is taken', async () => {
  const other = await serve([folder], served.port);
  expect(other.port).toBeGreaterThan(served.port);
  await other.close();
});
