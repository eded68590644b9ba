// Tests that an archive of a set is whole or not made at all.
import { expect, test, vi } from 'vitest';
import type { ArchiveClient } from '../clients/archive-client.ts';
import type { PoolGroup } from '../clients/build-pool.ts';
import type { Builder } from '../clients/builder.ts';
import type { ArchiveEntry } from '../export/archive-entry.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { BinaryStore } from '../storage/binary-store.ts';
import type { DiskBlobs } from '../storage/disk-blobs.ts';
import { SetContents } from './set-contents.svelte.ts';
import { MissingBinaries, SetState } from './set-state.svelte.ts';

vi.mock('../clients/build-pool.ts', () => ({
  buildAll: async (_site: unknown, _modules: unknown, queue: PoolGroup[]) => {
    for (const { request, onStart, onEnd } of queue.flat()) {
      onStart();
      const bytes = new Uint8Array(1000).fill(request.target.goarch.length);
      const binary = { name: 'hello', bytes, sha256: 'a'.repeat(64) };
      const times = { total: 1 };
      onEnd({ result: { status: 'exit', exitCode: 0, output: '', binary, times } } as never);
    }
  },
}));

/** A disk whose files can vanish or be cut, as when a browser makes room. */
class LossyDisk implements DiskBlobs {
  readonly kind = 'opfs';
  readonly files = new Map<string, Blob>();

  async write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.files.set(key, new Blob([bytes]));
  }

  async read(key: string): Promise<Blob | undefined> {
    const file = this.files.get(key);
    if (!file) throw new DOMException('gone', 'NotFoundError');
    return file;
  }

  async remove(key: string): Promise<void> {
    this.files.delete(key);
  }
}

async function builtSet() {
  const disk = new LossyDisk();
  const packed: (readonly ArchiveEntry[])[] = [];
  const archives = {
    pack: async (_format, files) => (packed.push(files), new Blob(['archive'])),
    gzipSize: async () => 1,
  } as Pick<ArchiveClient, 'pack' | 'gzipSize'> as ArchiveClient;
  const set = new SetState({} as Builder, new BinaryStore(0, [disk]), archives);
  const targets = ['amd64', 'arm64', '386'].map((goarch) => ({ goos: 'linux', goarch }));
  await set.start(targets, { files: [], revision: 0, settings: DEFAULT_SETTINGS, alsoStripped: false });
  await vi.waitFor(() => expect(set.done).toHaveLength(3), { timeout: 30_000 });
  return { set, disk, packed };
}

test('every binary of the set is packed, with SHA256SUMS', async () => {
  const { set, packed } = await builtSet();
  await set.archive('zip', new Date(0));
  const names = packed[0]!.map(({ name, content }) => [name, content.size > 0]);
  expect(names.map(([name]) => name)).toEqual([
    'hello_linux_amd64',
    'hello_linux_arm64',
    'hello_linux_386',
    'SHA256SUMS',
  ]);
  expect(names.every(([, isFull]) => isFull)).toBe(true);
});

/** A store writes its own number before a key. */
const keyOf = ({ files }: LossyDisk) => [...files.keys()].find((key) => key.endsWith('linux/arm64'))!;

test('names follow the template, and what is chosen lies beside the binaries and in SHA256SUMS', async () => {
  const { set, packed } = await builtSet();
  const contents = new SetContents();
  contents.template = '{{ .Os }}.{{ .Arch }}';
  contents.toggle('spdx');
  contents.toggle('scripts');
  await set.archive('zip', new Date(0), contents.contents('go1.27.3', new Date(0), 'https://a.example/'));
  const names = ['amd64', 'arm64', '386'].map((goarch) => `linux.${goarch}`);
  const all = [...names, ...names.map((name) => `${name}.spdx.json`), 'build.sh', 'build.ps1'];
  expect(packed[0]!.map(({ name }) => name)).toEqual([...all, 'SHA256SUMS']);
  expect(packed[0]!.filter(({ isExecutable }) => isExecutable).map(({ name }) => name)).toEqual([
    ...names,
    'build.sh',
  ]);
  const sums = await packed[0]!.at(-1)!.content.text();
  expect(
    sums
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(66)),
  ).toEqual([...all].sort());
  expect(sums).toMatch(/^[0-9a-f]{64} {2}build.ps1\n/);
});

test('two targets of one name are a problem, and so is a name that is none', () => {
  const contents = new SetContents();
  const targets = ['amd64', 'arm64'].map((goarch) => ({ goos: 'linux', goarch }));
  expect(contents.problem('hello', targets)).toBeUndefined();
  contents.template = '{{ .Os }}';
  expect(contents.problem('hello', targets)).toEqual({ kind: 'same name', name: 'linux' });
  contents.template = 'a/b';
  expect(contents.problem('hello', targets)).toEqual({ kind: 'name', name: 'a/b' });
});

test.each([
  ['vanished', (disk: LossyDisk) => disk.files.delete(keyOf(disk))],
  ['was cut', (disk: LossyDisk) => disk.files.set(keyOf(disk), new Blob(['short']))],
])('no archive is made when a binary %s, and its target is named', async (_, lose) => {
  const { set, disk, packed } = await builtSet();
  lose(disk);
  const error = await set.archive('tar.gz', new Date(0)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MissingBinaries);
  expect((error as MissingBinaries).rows.map(({ name }) => name)).toEqual(['linux/arm64']);
  expect(packed).toEqual([]);
});
