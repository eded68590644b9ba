// Tests that a stopped build leaves nothing behind, and that the build worker holds only what is of use.
import { afterEach, expect, test, vi } from 'vitest';
import { fakeSite, turns } from './testing/fake-site.ts';
import { running } from './testing/fake-worker.ts';
import { Builder } from './builder.ts';

afterEach(() => vi.unstubAllGlobals());

const request = (target: string) => {
  const [goos = '', goarch = ''] = target.split('/');
  return { files: [], target: { goos, goarch } };
};

function setUp() {
  const site = fakeSite();
  const onLoad = vi.fn();
  const builder = new Builder({ onLoad });
  const build = (target = 'linux/amd64', signal = new AbortController().signal) =>
    builder.build(request(target), { signal, onEvent: () => {} });
  return { ...site, onLoad, builder, build };
}

const abortError = expect.objectContaining({ name: 'AbortError' });

test('a build that is stopped while the manifest is awaited starts no worker', async () => {
  const { network, workers, build } = setUp();
  network.isQuick = false;
  const abort = new AbortController();
  const stopped = build('linux/amd64', abort.signal);
  await turns();
  abort.abort();
  await expect(stopped).rejects.toEqual(abortError);
  network.isQuick = true;
  network.settle();
  await turns();
  expect(workers).toEqual([]);
});

test('Stop ends the worker at once, and the next build has one of its own', async () => {
  const { network, workers, build } = setUp();
  await build();
  const [first] = workers;
  network.isQuick = false;
  const abort = new AbortController();
  const stopped = build('linux/amd64', abort.signal);
  abort.abort();
  await expect(stopped).rejects.toEqual(abortError);
  expect(first!.isTerminated).toBe(true);
  network.isQuick = true;
  expect(await build()).toMatchObject({ status: 'exit', exitCode: 0 });
  expect(running(workers)).toHaveLength(1);
});

test('a second build takes the place of the first, and a dead worker is replaced', async () => {
  const { network, workers, build } = setUp();
  network.isQuick = false;
  const first = build();
  const second = build('windows/arm64');
  await expect(first).rejects.toEqual(abortError);
  for (let i = 0; i < 3; i++) await turns().then(() => network.settle());
  expect(await second).toMatchObject({ status: 'exit' });

  const third = build();
  running(workers)[0]!.die('out of memory');
  await expect(third).rejects.toThrow('out of memory');
  network.isQuick = true;
  expect(await build()).toMatchObject({ status: 'exit' });
  expect(running(workers)).toHaveLength(1);
});

test('packs of targets that were not built for long are forgotten', async () => {
  const { builds, build } = setUp();
  for (const target of [
    'linux/amd64',
    'windows/arm64',
    'linux/386',
    'linux/amd64',
    'linux/arm',
    'linux/arm64',
  ])
    await build(target);
  await turns();
  expect(builds).toHaveLength(1);
  expect(builds[0]!.calls).toEqual(['forget windows/arm64', 'forget linux/386']);
});

test('only what was asked for last is told of', async () => {
  const { network, onLoad, builder } = setUp();
  await builder.manifest();
  network.isQuick = false;
  network.isUp = false;
  builder.load(request('linux/amd64'));
  await turns();
  builder.load(request('windows/arm64'));
  network.settle();
  await turns();
  expect(onLoad).not.toHaveBeenCalled();
  network.settle();
  await turns();
  expect(onLoad.mock.calls).toEqual([
    [
      {
        status: 'failed',
        problem: { file: '/toolchain/blobs/some.bin', fault: { code: 'error', message: expect.any(String) } },
      },
    ],
  ]);
});
