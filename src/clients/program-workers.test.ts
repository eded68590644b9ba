// Tests that each command which starts programs has a worker of its own, of which nothing is left.
import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { ProgramWorkers } from './program-workers.ts';
import { Site } from './site.ts';
import { fakeSite, turns } from './testing/fake-site.ts';
import { running } from './testing/fake-worker.ts';

afterEach(() => vi.unstubAllGlobals());

const command = {
  args: ['test', './...'],
  files: [],
  target: { goos: 'linux', goarch: 'amd64' },
  settings: DEFAULT_SETTINGS,
};

function setUp() {
  const fakes = fakeSite();
  const site = new Site();
  const programs = new ProgramWorkers({ site, modules: () => [] });
  const run = (signal = new AbortController().signal) => programs.run(command, { signal, onEvent: () => {} });
  return { ...fakes, site, programs, run };
}

test('a worker runs one command, confined, and gives way to a spare one', async () => {
  const { workers, builds, run } = setUp();
  expect(await run()).toMatchObject({ status: 'exit', exitCode: 0 });
  await turns();
  expect(builds[0]!.calls).toEqual(['run confined', 'compiled']);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  await run();
  await turns();
  expect(builds[1]!.calls).toEqual(['run confined', 'compiled']);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true, false]);
});

test('Stop ends the worker, and what comes next has another', async () => {
  const { network, workers, site, run } = setUp();
  await site.manifest();
  network.isQuick = false;
  const abort = new AbortController();
  const stopped = run(abort.signal);
  await turns();
  expect(running(workers)).toHaveLength(1);
  abort.abort();
  await expect(stopped).rejects.toEqual(expect.objectContaining({ name: 'AbortError' }));
  expect(running(workers)).toEqual([]);
  network.isQuick = true;
  expect(await run()).toMatchObject({ status: 'exit' });
});

test('one that was closed keeps no worker waiting', async () => {
  const { workers, programs, run } = setUp();
  await run();
  await turns();
  programs.close();
  expect(running(workers)).toEqual([]);
});
