// Tests that a pool builds everything, waits for what is kept of it, and leaves no worker behind.
import { afterEach, expect, test, vi } from 'vitest';
import { fakeSite, turns } from './testing/fake-site.ts';
import { running } from './testing/fake-worker.ts';
import { buildAll, type PoolGroup, type PoolTask } from './build-pool.ts';
import { Site } from './site.ts';

afterEach(() => vi.unstubAllGlobals());

/** A task that notes what it is told. */
function task(goarch: string, notes: string[], onEnd: () => Promise<void> = async () => {}): PoolTask {
  return {
    request: { files: [], target: { goos: 'linux', goarch } },
    onStart: () => notes.push(`${goarch} starts`),
    onEvent: () => {},
    onEnd: async (end) => {
      await onEnd();
      notes.push(`${goarch} ${'result' in end ? 'ends' : String(end.error)}`);
    },
  };
}

test('every group is built, then its pack is forgotten and the workers are gone', async () => {
  const { workers, builds } = fakeSite();
  const notes: string[] = [];
  const queue = ['386', 'amd64', 'arm', 'arm64'].map((goarch): PoolGroup => [task(goarch, notes)]);
  await buildAll(new Site(), [], queue, new AbortController().signal);
  expect(notes.filter((note) => note.endsWith('ends'))).toHaveLength(4);
  expect(builds.flatMap(({ calls }) => calls).sort()).toEqual([
    'forget linux/386',
    'forget linux/amd64',
    'forget linux/arm',
    'forget linux/arm64',
  ]);
  expect(workers).toHaveLength(3); // one more than there are cores
  expect(running(workers)).toEqual([]);
});

test('the next build of a worker, and the end of all, wait until a result is kept', async () => {
  fakeSite();
  const notes: string[] = [];
  const kept = Promise.withResolvers<void>();
  const group: PoolGroup = [task('386', notes, () => kept.promise), task('amd64', notes)];
  const all = buildAll(new Site(), [], [group], new AbortController().signal);
  await turns();
  expect(notes).toEqual(['386 starts']);
  kept.resolve();
  await all;
  expect(notes).toEqual(['386 starts', '386 ends', 'amd64 starts', 'amd64 ends']);
});

test('a target whose file is missing leaves the others alone', async () => {
  const { network } = fakeSite();
  const notes: string[] = [];
  const site = new Site();
  await site.manifest();
  network.isUp = false;
  const signal = new AbortController().signal;
  await buildAll(site, [], [[task('386', notes), task('amd64', notes)], [task('arm', notes)]], signal);
  expect(notes.filter((note) => note.includes('ToolchainError')).map((note) => note.split(' ')[0])).toEqual([
    '386',
    'arm',
  ]);
});

test('stopped while the manifest is awaited, it starts no worker and tells of no end', async () => {
  const { network, workers } = fakeSite();
  network.isQuick = false;
  const notes: string[] = [];
  const abort = new AbortController();
  const all = buildAll(new Site(), [], [[task('386', notes)]], abort.signal);
  await turns();
  abort.abort();
  await expect(all).rejects.toMatchObject({ name: 'AbortError' });
  for (network.isQuick = true; network.isWaiting; await turns()) network.settle();
  await turns();
  expect(workers).toEqual([]);
  expect(notes).toEqual(['386 starts']);
});
