// Tests that the archive worker lives as long as there is something to compress.
import { afterEach, expect, test, vi } from 'vitest';
import { ArchiveClient } from './archive-client.ts';
import { fakeWorkers, running } from './testing/fake-worker.ts';

afterEach(() => vi.unstubAllGlobals());

const file = new Blob(['x']);

test('one worker for what is asked at once, none afterwards', async () => {
  const workers = fakeWorkers(() => ({ gzipSize: () => 7, pack: () => 'archive' }));
  const client = new ArchiveClient();
  const all = [client.gzipSize(file), client.gzipSize(file), client.pack('zip', [], 0)];
  expect(workers).toHaveLength(1);
  expect(await Promise.all(all)).toEqual([7, 7, 'archive']);
  expect(running(workers)).toEqual([]);
  expect(await client.gzipSize(file)).toBe(7);
  expect(workers).toHaveLength(2);
  expect(running(workers)).toEqual([]);
});

test('a worker that dies fails what waits for it, and the next question starts another', async () => {
  let isBroken = true;
  const workers = fakeWorkers(() => ({ gzipSize: () => (isBroken ? new Promise(() => {}) : 7) }));
  const client = new ArchiveClient();
  const waiting = client.gzipSize(file);
  workers[0]!.die('no memory');
  isBroken = false;
  const next = client.gzipSize(file);
  await expect(waiting).rejects.toThrow('no memory');
  expect(await next).toBe(7);
  expect(running(workers)).toEqual([]);
});
