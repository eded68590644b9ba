// Tests that files are opened once and freed when they are closed, and the worker with the last of them.
import { afterEach, expect, test, vi } from 'vitest';
import type { Found } from '../binary/containers/container.ts';
import type { OpenedFile } from '../../workers/protocol/inspect.ts';
import { fakeWorkers, running } from '../clients/testing/fake-worker.ts';
import { Inspection } from './inspection.svelte.ts';
import { PlaceState } from './place.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

/** Answers the calls of an inspect worker; a name with a plus sign is a container of two files. */
class FakeInspectWorker {
  readonly files = new Map<number, string>();
  #nextId = 1;

  open(name: string): OpenedFile[] {
    if (name === 'unreadable') throw new Error('the file cannot be read');
    if (/\.(zip|bomb)$/.test(name)) return [];
    return name.split('+').map((part) => {
      const id = this.#nextId++;
      this.files.set(id, part);
      return { id, name: part, size: 8 };
    });
  }
  openAsItIs(name: string): OpenedFile[] {
    return this.open(name.replace('.', '_'));
  }
  openFound(name: string, files: readonly { name: string }[]): OpenedFile[] {
    return files.flatMap((file) => this.open(`${name}:${file.name}`));
  }
  unpack(source: Uint8Array): Found | Promise<never> {
    if (source.length === 1) return new Promise(() => {});
    const files = [...source].map((byte) => ({ name: String(byte), bytes: new Uint8Array(1) }));
    return { files, entries: 9, skipped: [{ name: 'x', reason: { code: 'encrypted' } }] };
  }
  close(id: number): void {
    this.files.delete(id);
  }
  summary(): Promise<never> {
    return new Promise(() => {});
  }
}

function setUp() {
  const calls: FakeInspectWorker[] = [];
  const workers = fakeWorkers(() => {
    calls.push(new FakeInspectWorker());
    return calls.at(-1)!;
  });
  const bar = { hash: '', push: () => {}, replace: () => {} };
  const place = new PlaceState(bar);
  const site = { manifest: vi.fn(), folder: vi.fn() };
  return { calls, workers, inspection: new Inspection(site, place) };
}

const source = (name: string, key?: string) => ({ name, bytes: new Uint8Array(8), ...(key && { key }) });
const names = (inspection: Inspection) => inspection.files.map(({ name }) => name);

test('a closed file is freed in the worker, and another takes its place', async () => {
  const { calls, inspection } = setUp();
  await inspection.open(source('a'));
  await inspection.open(source('b'));
  const [b, a] = inspection.files;
  inspection.compareWith(a);
  inspection.close(b!);
  expect(names(inspection)).toEqual(['a']);
  expect(inspection.shown).toBe(a);
  expect(inspection.other).toBeUndefined();
  inspection.close(b!); // once more does nothing
  await vi.waitFor(() => expect([...calls[0]!.files.values()]).toEqual(['a']));
});

test('who leaves the inspector while a file is being opened is not called back', async () => {
  const { inspection } = setUp();
  const opened = inspection.open(source('a'));
  expect(inspection.place).toBeDefined();
  inspection.leave();
  await opened;
  expect(names(inspection)).toEqual(['a']);
  expect(inspection.place).toBeUndefined();
});

test('the worker goes with the last file, and a new one starts with the next', async () => {
  const { workers, inspection } = setUp();
  await inspection.open(source('a+b'));
  expect(names(inspection)).toEqual(['a', 'b']);
  for (const file of inspection.files) inspection.close(file);
  expect(inspection.shown).toBeUndefined();
  expect(running(workers)).toEqual([]);
  await inspection.open(source('c'));
  expect(names(inspection)).toEqual(['c']);
  expect(running(workers)).toHaveLength(1);
});

test('what is asked of a file that is closed rejects; nothing waits for ever', async () => {
  const { inspection } = setUp();
  await inspection.open(source('a'));
  const summary = inspection.shown!.summary();
  inspection.close(inspection.shown!);
  await expect(summary).rejects.toMatchObject({ name: 'AbortError' });
});

test('a build is opened once, until it is closed', async () => {
  const { inspection } = setUp();
  await inspection.open(source('hello', 'linux/amd64 ab'));
  await inspection.open(source('hello', 'linux/amd64 ab'));
  expect(names(inspection)).toEqual(['hello']);
  inspection.close(inspection.shown!);
  await inspection.open(source('hello', 'linux/amd64 ab'));
  expect(names(inspection)).toEqual(['hello']);
});

test('a file that cannot be opened leaves no worker, and those that are open as they are', async () => {
  const { workers, inspection } = setUp();
  await inspection.open(source('unreadable'));
  expect(inspection.failure).toContain('the file cannot be read');
  expect(running(workers)).toEqual([]);
  const opening = inspection.open(source('a'));
  await inspection.open(source('unreadable'));
  await opening;
  expect(names(inspection)).toEqual(['a']);
  expect(running(workers)).toHaveLength(1);
});

test('files that died with the worker are gone, and it is said why', async () => {
  const { workers, inspection } = setUp();
  await inspection.open(source('a'));
  const summary = inspection.shown!.summary();
  workers[0]!.die('out of memory');
  await expect(summary).rejects.toThrow('out of memory');
  expect(names(inspection)).toEqual([]);
  expect(inspection.failure).toContain('want of memory');
  await inspection.open(source('b'));
  expect(names(inspection)).toEqual(['b']);
});

test('what is in a container is opened with its report, and the worker that unpacked it is gone', async () => {
  const { workers, inspection } = setUp();
  await inspection.open({ name: 'a.zip', bytes: Uint8Array.of(1, 2) });
  expect(names(inspection)).toEqual(['a.zip:1', 'a.zip:2']);
  expect(inspection.shown?.container).toMatchObject({ name: 'a.zip', entries: 9, binaries: 2 });
  expect(inspection.shown?.container?.skipped).toHaveLength(1);
  expect(running(workers)).toHaveLength(1);
});

test('all that was found in a container is closed at once, other files stay', async () => {
  const { inspection } = setUp();
  await inspection.open(source('a'));
  await inspection.open({ name: 'a.zip', bytes: Uint8Array.of(1, 2) });
  inspection.closeContainer(inspection.shown!);
  expect(names(inspection)).toEqual(['a']);
  inspection.closeContainer(inspection.shown!); // it is of none
  expect(names(inspection)).toEqual(['a']);
});

test('a container without a binary is open as it is', async () => {
  const { inspection } = setUp();
  await inspection.open({ name: 'a.zip', bytes: new Uint8Array() });
  expect(names(inspection)).toEqual(['a_zip']);
  expect(inspection.shown?.container).toMatchObject({ binaries: 0 });
});

test('Cancel stops the unpacking at once; what is open stays', async () => {
  const { workers, inspection } = setUp();
  await inspection.open(source('a'));
  const opening = inspection.open({ name: 'b.bomb', bytes: Uint8Array.of(1) });
  await vi.waitFor(() => expect(running(workers)).toHaveLength(2));
  inspection.cancelOpening();
  await opening;
  expect(names(inspection)).toEqual(['a']);
  expect(inspection.failure).toBeUndefined();
  expect(inspection.opening).toBeUndefined();
  expect(running(workers)).toHaveLength(1);
  await inspection.open({ name: 'c.zip', bytes: Uint8Array.of(1, 2) });
  expect(names(inspection)).toHaveLength(3);
});

test('several files are opened, and the first is shown', async () => {
  const { inspection } = setUp();
  await inspection.openAll([source('a'), source('unreadable'), source('b')]);
  expect(names(inspection)).toEqual(['b', 'a']);
  expect(inspection.shown?.name).toBe('a');
});
