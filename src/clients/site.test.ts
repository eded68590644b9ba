// Tests that the manifest is fetched once for all, and that a failure is forgotten before anybody hears of it.
import { afterEach, expect, test, vi } from 'vitest';
import { fakeSite, manifest, turns } from './testing/fake-site.ts';
import { Site } from './site.ts';

afterEach(() => vi.unstubAllGlobals());

test('two who ask share one fetch, and what is there stays', async () => {
  fakeSite();
  const site = new Site();
  const [one, two] = await Promise.all([site.manifest(), site.manifest()]);
  expect(one).toBe(two);
  expect(fetch).toHaveBeenCalledTimes(2); // releases.json and manifest.json
  site.startAnew();
  expect(await site.manifest()).toBe(one);
  expect(fetch).toHaveBeenCalledTimes(2);
});

test('who hears of a failure can ask again at once', async () => {
  const { network } = fakeSite();
  const site = new Site();
  network.isUp = false;
  const again = site.manifest().catch((error: Error) => {
    expect(error.message).toContain('releases.json');
    network.isUp = true;
    return site.manifest();
  });
  expect(await again).toEqual(manifest);
});

test('a fetch that was given up is fetched anew, also for those who wait for it', async () => {
  const { network } = fakeSite();
  const site = new Site();
  network.isUp = false;
  network.isQuick = false;
  const waiting = site.manifest();
  await turns();
  network.isUp = network.isQuick = true;
  site.startAnew();
  network.settle(); // The first one fails now.
  expect(await waiting).toEqual(manifest);
});

test('the manifest is fetched again for a target whose pack was not there', async () => {
  fakeSite();
  const site = new Site();
  await site.manifestFor({ goos: 'linux', goarch: 'amd64' });
  expect(fetch).toHaveBeenCalledTimes(2);
  await Promise.all([1, 2].map(() => site.manifestFor({ goos: 'plan9', goarch: 'arm' })));
  expect(fetch).toHaveBeenCalledTimes(3);
});
