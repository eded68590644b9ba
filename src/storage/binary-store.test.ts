// Tests that binaries stay within the budget of memory, and that no refusal loses one.
import { afterEach, expect, test, vi } from 'vitest';
import { BinaryStore } from './binary-store.ts';
import type { DiskBlobs } from './disk-blobs.ts';

afterEach(() => vi.unstubAllGlobals());

/** A disk that takes so many bytes and then refuses. */
class FakeBlobs implements DiskBlobs {
  readonly files = new Map<string, Blob>();

  constructor(
    readonly kind: DiskBlobs['kind'],
    readonly room: number,
  ) {}

  async write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const used = [...this.files.values()].reduce((sum, { size }) => sum + size, 0);
    if (used + bytes.length > this.room) throw new DOMException('full', 'QuotaExceededError');
    this.files.set(key, new Blob([bytes]));
  }

  async read(key: string): Promise<Blob | undefined> {
    return this.files.get(key);
  }

  async remove(key: string): Promise<void> {
    this.files.delete(key);
  }
}

function bytes(size: number, value: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(size).fill(value);
}

async function firstByte(store: BinaryStore, key: string): Promise<number | undefined> {
  return new Uint8Array((await (await store.get(key))?.arrayBuffer()) ?? [])[0];
}

test('what does not fit into the budget goes to disk, and comes back the same', async () => {
  const disk = new FakeBlobs('opfs', 1000);
  const store = new BinaryStore(100, [disk]);
  await Promise.all([
    store.put('a', bytes(60, 1)),
    store.put('b', bytes(60, 2)),
    store.put('c', bytes(40, 3)),
  ]);
  expect(store.bytesInMemory).toBe(100);
  expect([...disk.files.keys()]).toEqual([expect.stringMatching(/^\d+ b$/)]);
  expect(await Promise.all(['a', 'b', 'c', 'd'].map((key) => firstByte(store, key)))).toEqual([
    1,
    2,
    3,
    undefined,
  ]);
});

test('a binary that is replaced leaves where it was', async () => {
  const disk = new FakeBlobs('opfs', 1000);
  const store = new BinaryStore(100, [disk]);
  await store.put('a', bytes(90, 1));
  await store.put('b', bytes(90, 2));
  await store.put('a', bytes(5, 3));
  await store.put('b', bytes(5, 4));
  expect(store.bytesInMemory).toBe(10);
  expect(disk.files.size).toBe(0);
  expect(await firstByte(store, 'b')).toBe(4);
  await store.clear();
  expect(store.bytesInMemory).toBe(0);
  expect(await store.get('a')).toBeUndefined();
});

test('a disk that refuses gives way to the next, and the last to memory', async () => {
  const [first, second] = [new FakeBlobs('opfs', 0), new FakeBlobs('indexeddb', 50)];
  const store = new BinaryStore(10, [first, second]);
  await store.put('a', bytes(50, 1));
  expect(store.disk).toBe('indexeddb');
  await store.put('b', bytes(50, 2));
  expect(store.disk).toBe('none');
  expect(store.bytesInMemory).toBe(50);
  expect(await Promise.all(['a', 'b'].map((key) => firstByte(store, key)))).toEqual([1, 2]);
});

test('after a binary that could not be kept, the next one is kept all the same', async () => {
  const store = new BinaryStore(10, []);
  const refuse = vi.fn(function () {
    throw new RangeError('no memory left');
  });
  vi.stubGlobal('Blob', refuse);
  await expect(store.put('a', bytes(5, 1))).rejects.toThrow('no memory left');
  vi.unstubAllGlobals();
  await store.put('b', bytes(5, 2));
  expect(await store.get('a')).toBeUndefined();
  expect(await firstByte(store, 'b')).toBe(2);
  expect(store.bytesInMemory).toBe(5);
});

test('what is still being written when everything is forgotten is forgotten as well', async () => {
  const store = new BinaryStore(10, []);
  const writing = store.put('a', bytes(5, 1));
  await store.clear();
  await writing;
  expect(await store.get('a')).toBeUndefined();
});

test('two stores on one disk do not take each other for themselves', async () => {
  const disk = new FakeBlobs('opfs', 1000);
  const [one, other] = [new BinaryStore(0, [disk]), new BinaryStore(0, [disk])];
  await one.put('a', bytes(10, 1));
  await other.put('a', bytes(10, 2));
  await other.clear();
  expect(disk.files.size).toBe(1);
  expect(await firstByte(one, 'a')).toBe(1);
});
