// Checks which entries of GOCACHE are kept for the next visit: those that go has written.
import { expect, it } from 'vitest';
import { cacheNames, newBundle } from './go-cache.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

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
