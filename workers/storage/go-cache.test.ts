// Checks which entries of GOCACHE are kept for the next visit, and which are dropped: those that go has written.
import { expect, it } from 'vitest';
import { cacheNames, dropNew, newBundle, trimWritten } from './go-cache.ts';
import { Folder } from '../wasi/folder.ts';
import { openingsSoFar, RegularFile } from '../wasi/regular-file.ts';

function written(text: string): RegularFile {
  const file = new RegularFile();
  file.write(new TextEncoder().encode(text), 0);
  return file;
}

it('keeps what was written since, not what was there, and not what a pack has mounted meanwhile', async () => {
  const cache = new Folder();
  cache.put('00/earlier-d', written('earlier'));
  const before = cacheNames(cache);
  const unfetched = () => {
    throw new Error('a pack was read');
  };
  cache.put('01/pack-d', RegularFile.lazy(100, unfetched));
  cache.put('02/new-a', written('line'));
  cache.put('02/new-d', written('archive'));

  const bundle = newBundle(cache, before, 'go1.99.1');
  expect(bundle?.names).toEqual([
    ['02/new-a', 4],
    ['02/new-d', 7],
  ]);
  expect(await bundle?.content.text()).toBe('linearchive');
});

it('keeps nothing when nothing was written', () => {
  const cache = new Folder();
  cache.put('01/pack-d', new RegularFile(new Uint8Array(8)));
  expect(newBundle(cache, new Set(), 'go1.99.1')).toBeUndefined();
});

const flags = { read: true, write: false, truncate: false, append: false };

/** A cache with entries of ten bytes, opened in the order of their names, and a pack's. */
function cacheOf(names: readonly string[]): Folder {
  const cache = new Folder();
  cache.put('00/pack-d', new RegularFile(new Uint8Array(1000)));
  for (const name of names) cache.put(name, written('ten bytes.'));
  for (const name of names) cache.file(name)?.open(flags);
  return cache;
}

it('drops what was opened longest ago, down to the budget, and nothing of a pack', () => {
  const cache = cacheOf(['01/a-d', '02/b-d', '03/c-d']);
  cache.file('01/a-d')!.open(flags);
  trimWritten(cache, 20, openingsSoFar());
  expect([...cacheNames(cache)]).toEqual(['00/pack-d', '01/a-d', '03/c-d']);
  trimWritten(cache, 20, openingsSoFar());
  expect([...cacheNames(cache)]).toEqual(['00/pack-d', '01/a-d', '03/c-d']);
});

it('leaves what the latest command has used, however large', () => {
  const cache = cacheOf(['01/a-d', '02/b-d', '03/c-d']);
  const since = openingsSoFar();
  cache.file('02/b-d')!.open(flags);
  cache.file('03/c-d')!.open(flags);
  trimWritten(cache, 0, since);
  expect([...cacheNames(cache)]).toEqual(['00/pack-d', '02/b-d', '03/c-d']);
});

it('drops what a command has written whose results nobody wants', () => {
  const cache = cacheOf(['01/a-d']);
  const before = cacheNames(cache);
  cache.put('02/b-d', written('changed'));
  cache.put('00/later-d', new RegularFile(new Uint8Array(8)));
  dropNew(cache, before);
  expect([...cacheNames(cache)].sort()).toEqual(['00/later-d', '00/pack-d', '01/a-d']);
});
