// Tests that binaries are found in gzip, zip and tar files, and bombs refused.
import { gzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { bytesOf } from '../read/byte-reader.ts';
import { findBinaries, isContainer } from './container.ts';
import { InspectError } from '../read/inspect-error.ts';
import { tinyBinaries } from '../testing/tiny-binaries.ts';
import { join, place } from '../testing/tiny-parts.ts';

const elf = tinyBinaries['ELF 64 little']!;

function tarEntry(name: string, bytes: Uint8Array, type = '0'): Uint8Array {
  return place([
    [0, bytesOf(name)],
    [124, bytesOf(`${bytes.length.toString(8).padStart(11, '0')}\0`)],
    [156, bytesOf(type)],
    [257, bytesOf('ustar\x0000')],
    [512, bytes],
    [512 + Math.ceil(bytes.length / 512) * 512, new Uint8Array()],
  ]);
}

const end = new Uint8Array(1024);
const tar = join(tarEntry('README', bytesOf('hello')), tarEntry('bin/hello', elf), end);

it.each([
  ['a binary itself', elf, ''],
  ['gzip', gzipSync(elf), ''],
  ['zip', zipSync({ 'README.md': bytesOf('hello'), 'bin/hello': elf }), 'bin/hello'],
  ['tar', tar, 'bin/hello'],
  ['tar in gzip', gzipSync(tar), 'bin/hello'],
  ['tar in gzip in zip', zipSync({ 'release.tgz': gzipSync(tar) }), 'release.tgz/bin/hello'],
  [
    'GNU tar with a long name',
    join(tarEntry('././@LongLink', bytesOf('a/long/name\0'), 'L'), tarEntry('a/lo', elf), end),
    'a/long/name',
  ],
  ['pax', join(tarEntry('x', bytesOf('21 path=a/pax/name\n'), 'x'), tarEntry('a/p', elf), end), 'a/pax/name'],
])('%s', (_, bytes, name) => {
  expect(findBinaries(bytes)).toEqual([{ name, bytes: elf }]);
});

it('finds nothing in plain text', () => {
  expect(findBinaries(bytesOf('hello'))).toEqual([]);
  expect(isContainer(bytesOf('hello'))).toBe(false);
});

it.each([
  ['gzip', gzipSync(new Uint8Array(1 << 21))],
  ['zip', zipSync({ zeros: new Uint8Array(1 << 21) })],
  ['gzip in gzip', gzipSync(gzipSync(new Uint8Array(1 << 21)))],
])('refuses to unpack more than the limit: %s', (_, bomb) => {
  expect(() => findBinaries(bomb, 1 << 20)).toThrow(/unpacked/);
});

it.each(['gzip', 'zip', 'tar'])(
  'any truncated or changed %s file gives a result or an InspectError',
  (kind) => {
    const original = { gzip: gzipSync(tar), zip: zipSync({ hello: elf }), tar }[kind]!;
    for (let i = 0; i < 600; i++) {
      const bytes = original.slice(0, i % 3 === 0 ? (i * 7) % original.length : undefined);
      bytes[(i * 31) % bytes.length || 0] = i & 0xff;
      try {
        findBinaries(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(InspectError);
      }
    }
  },
);
