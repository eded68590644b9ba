// Tests how blobs are fetched together.
import { ToolchainError } from '../../src/project/toolchain-error.ts';
import { expect, it } from 'vitest';
import type { FileRef } from '../../toolchain/manifest.ts';
import { ContentBlob, loadBlobs } from './content-blob.ts';
import { type ToolchainSource } from './source.ts';

/** A source whose fetches end when the test says so. */
class ManualSource implements ToolchainSource {
  readonly fetches = new Map<
    string,
    { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }
  >();

  read({ sha256 }: FileRef): Promise<Uint8Array> {
    return new Promise((resolve, reject) => this.fetches.set(sha256, { resolve, reject }));
  }

  readSync(): never {
    throw new Error('not in this test');
  }
  module = () => this.readSync();
  moduleSync = () => this.readSync();
}

const none = () => {};
const missing = new ToolchainError({ file: 'blobs/b.bin', fault: { code: 'status', status: 404, text: '' } });

it('fails only when nothing is under way any more, so that trying again starts anew', async () => {
  const source = new ManualSource();
  const [a, b] = [new ContentBlob(source, 'a', 1), new ContentBlob(source, 'b', 1)];
  let ended = false;
  const loading = loadBlobs([a, b], none).finally(() => (ended = true));
  const failing = expect(loading).rejects.toBe(missing);
  source.fetches.get('b')!.reject(missing);
  await new Promise((resolve) => setTimeout(resolve));
  expect(ended).toBe(false);
  source.fetches.get('a')!.resolve(new Uint8Array(1));
  await failing;

  source.fetches.clear();
  const again = loadBlobs([a, b], none);
  expect([...source.fetches.keys()]).toEqual(['b']);
  source.fetches.get('b')!.resolve(new Uint8Array(1));
  await again;
  expect(b.loaded).toBe(true);
});

it('starts no further fetch after one has failed', async () => {
  const source = new ManualSource();
  const blobs = Array.from({ length: 40 }, (_, i) => new ContentBlob(source, `blob ${i}`, 1));
  const failing = expect(loadBlobs(blobs, none)).rejects.toBe(missing);
  const started = source.fetches.size;
  for (const { reject } of [...source.fetches.values()]) reject(missing);
  await failing;
  expect(source.fetches.size).toBe(started);
});
