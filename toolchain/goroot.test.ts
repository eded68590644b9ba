// Checks which releases count as one.
import { describe, expect, it } from 'vitest';
import { isUsableRelease, parseVersion, pinnedReleases } from './goroot.ts';

describe('parseVersion', () => {
  it('returns the time of a release', () => {
    expect(parseVersion('go1.27.3\ntime 2026-10-19T22:20:36Z\n', 'go1.27.3')).toBe('2026-10-19T22:20:36Z');
  });

  it.each([
    'devel go1.28-abcdef\ntime 2026-10-19T22:20:36Z\n',
    'go1.27.3 X:nodwarf5\ntime 2026-10-19T22:20:36Z\n',
    'go1.27.2\ntime 2026-10-19T22:20:36Z\n',
    'go1.27.3\n',
    '',
  ])('refuses %j', (text) => {
    expect(() => parseVersion(text, 'go1.27.3')).toThrow('Only an official release');
  });
});

it.each([
  ['go1.26.0', true],
  ['go1.27.3', true],
  ['go1.25.9', false],
  ['go1.27rc1', false],
  ['devel go1.28-abcdef', false],
])('%s usable: %s', (version, usable) => {
  expect(isUsableRelease(version)).toBe(usable);
});

it('pins whole SHA-256 hashes', () => {
  const hashes = pinnedReleases.flatMap((pinned) => Object.values(pinned.archives));
  expect(hashes.length).toBeGreaterThan(0);
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(hashes).size).toBe(hashes.length);
});
