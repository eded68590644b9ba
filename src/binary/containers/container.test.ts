// Tests that binaries are found in archives, packages and compressed files, that what is damaged costs only itself, and that bombs stop.
import { gzipSync, zipSync } from 'fflate';
import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bytesOf } from '../read/byte-reader.ts';
import { join, place } from '../testing/tiny-parts.ts';
import { findBinaries, isContainer, type Found } from './container.ts';
import { cpioEntry, debOf, rpmOf, tarEntry, tarEnd, v7Entry } from './testing/archives.ts';

const elf = bytesOf('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0fixture of a program');
/** The same, by xz 5.4 and zstd 1.5. */
const xz = Uint8Array.from(
  atob(
    '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4AArAChdAD+RRYRoPYmm2orMk+JO2QXnaitcfYaPYu7+/Mu/wz0pykhyzw4G5msA4gAeIITZjm4AAUQsyVNLhh+2830BAAAAAARZWg==',
  ),
  (each) => each.charCodeAt(0),
);
const zstd = Uint8Array.from(
  atob('KLUv/SQsYQEAf0VMRgIBAQAAAAAAAAAAAAIAPgABAAAAZml4dHVyZSBvZiBhIHByb2dyYW3CNp3+'),
  (each) => each.charCodeAt(0),
);

const tar = join(tarEntry('README', bytesOf('hello')), tarEntry('bin/hello', elf), tarEnd);
const pax = (record: string) => tarEntry('x', bytesOf(`${record.length + 4} ${record}\n`), 'x');
const kernel = place([
  [0, bytesOf('MZ')],
  [0x1f1, Uint8Array.of(1)],
  [0x202, bytesOf('HdrS\x0d\x02')],
  [0x248, Uint8Array.of(0, 0, 0, 0, zstd.length + 4, 0, 0, 0)],
  [1024, zstd],
  [1024 + zstd.length, new Uint8Array(4)],
]);

const names = ({ files }: Found) => files.map(({ name }) => name);
const told = ({ skipped }: Found) => skipped.map(({ name, reason }) => [name, reason.code]);

it.each<[string, Uint8Array, string[]]>([
  ['a binary itself', elf, ['']],
  ['gzip', gzipSync(elf), ['']],
  ['several members of gzip', join(gzipSync(elf.subarray(0, 9)), gzipSync(elf.subarray(9))), ['']],
  ['xz', xz, ['']],
  ['zstd', zstd, ['']],
  ['zip', zipSync({ 'README.md': bytesOf('hello'), 'bin/hello': elf }), ['bin/hello']],
  ['zip, stored', zipSync({ 'bin/hello': [elf, { level: 0 }] }), ['bin/hello']],
  ['zip behind something', join(bytesOf('PK\x03\x04 no entry'), zipSync({ hello: elf })), ['hello']],
  ['tar', tar, ['bin/hello']],
  ['tar in gzip', gzipSync(tar), ['bin/hello']],
  ['tar in gzip in zip', zipSync({ 'release.tgz': gzipSync(tar) }), ['release.tgz/bin/hello']],
  ['tar of v7', join(v7Entry('a', bytesOf('text')), v7Entry('hello', elf), tarEnd), ['hello']],
  [
    'GNU tar with a long name',
    join(tarEntry('././@LongLink', bytesOf('a/long/name\0'), 'L'), tarEntry('a/lo', elf), tarEnd),
    ['a/long/name'],
  ],
  [
    'GNU tar with a long link',
    join(
      tarEntry('x', bytesOf('a/long/name\0'), 'L'),
      tarEntry('x', bytesOf('target\0'), 'K'),
      tarEntry('a/lo', elf),
      tarEnd,
    ),
    ['a/long/name'],
  ],
  ['GNU tar with a size in base 256', join(tarEntry('hello', elf, '0', 'base 256'), tarEnd), ['hello']],
  ['pax', join(pax('path=a/pax/name'), tarEntry('a/p', elf), tarEnd), ['a/pax/name']],
  ['pax with a size', join(pax(`size=${elf.length}`), tarEntry('a/p', elf, '0', 'none'), tarEnd), ['a/p']],
  [
    'a container image',
    join(
      tarEntry('manifest.json', bytesOf('[]')),
      tarEntry('blobs/sha256/0a', gzipSync(tar)),
      tarEntry('b/layer.tar', tar),
      tarEnd,
    ),
    ['blobs/sha256/0a/bin/hello', 'b/layer.tar/bin/hello'],
  ],
  ['cpio', join(cpioEntry('./bin/hello', elf), cpioEntry('TRAILER!!!', new Uint8Array())), ['bin/hello']],
  [
    '.deb',
    debOf({ 'control.tar.gz': gzipSync(tarEnd), 'data.tar.gz': gzipSync(tar) }),
    ['data.tar.gz/bin/hello'],
  ],
  ['.deb with xz', debOf({ 'data.tar.xz': xz }), ['data.tar.xz']],
  [
    '.rpm',
    rpmOf(gzipSync(join(cpioEntry('./usr/bin/hello', elf), cpioEntry('TRAILER!!!', new Uint8Array())))),
    ['usr/bin/hello'],
  ],
  ['a kernel, and what is in it', kernel, ['', 'vmlinux']],
  ['names that objects have', zipSync({ constructor: elf, toString: elf }), ['constructor', 'toString']],
  [
    'the same name twice',
    join(tarEntry('hello', elf), tarEntry('hello', elf), tarEnd),
    ['hello', 'hello (2)'],
  ],
])('%s', async (_, bytes, expected) => {
  const found = await findBinaries(bytes);
  expect(names(found)).toEqual(expected);
  expect(found.skipped).toEqual([]);
  for (const file of found.files) if (file.name !== '' || bytes !== kernel) expect(file.bytes).toEqual(elf);
});

it('a name that every object has is a name like any other', async () => {
  const zip = zipSync({ __prot0__: elf });
  const wanted = bytesOf('__prot0__');
  for (let at = 0; at < zip.length; at++)
    if (wanted.every((byte, i) => zip[at + i] === byte)) zip.set(bytesOf('__proto__'), at);
  expect(names(await findBinaries(zip))).toEqual(['__proto__']);
});

it('counts binaries, not entries', async () => {
  const entries = Array.from({ length: 5000 }, (_, i) => [`assets/${i}.txt`, bytesOf(`text ${i}`)] as const);
  const found = await findBinaries(
    zipSync(Object.fromEntries([...entries, ['lib/hello.so', elf]]), { level: 1 }),
  );
  expect(names(found)).toEqual(['lib/hello.so']);
  expect(found.entries).toBe(5001);
});

it('finds nothing in plain text', async () => {
  expect(await findBinaries(bytesOf('hello'))).toEqual({ files: [], entries: 0, skipped: [] });
  expect(isContainer(bytesOf('hello'))).toBe(false);
});

it.each<[string, Uint8Array, string[], string[][]]>([
  ['a cut tar', tar.subarray(0, 512 + 512 + 512 + 20), [], [['bin/hello', 'cut']]],
  [
    'a cut tar behind a whole member',
    join(tarEntry('a', elf), tar).subarray(0, 1024 + 514),
    ['a'],
    [['README', 'cut']],
  ],
  [
    'tar with a damaged header',
    join(tarEntry('a', elf), new Uint8Array(512).fill(7), tarEnd),
    ['a'],
    [['', 'damaged']],
  ],
  ['a sparse file', join(tarEntry('s', elf, 'S'), tarEntry('a', elf), tarEnd), ['a'], [['s', 'sparse']]],
  [
    'a cut zip',
    zipSync({ a: [elf, { level: 0 }], b: [elf, { level: 0 }] }).subarray(0, 115),
    ['a'],
    [
      ['', 'cut'],
      ['b', 'cut'],
    ],
  ],
  ['an encrypted entry', encrypted(zipSync({ a: elf, b: elf })), ['b'], [['a', 'encrypted']]],
  ['an entry of another method', otherMethod(zipSync({ a: elf, b: elf })), ['b'], [['a', 'method']]],
  [
    'a cut .deb',
    debOf({ 'data.tar': join(tarEntry('a', elf), tarEntry('b', elf)) }).subarray(0, 8 + 60 + 1024 + 100),
    ['data.tar/a'],
    [
      ['data.tar', 'cut'],
      ['data.tar', 'damaged'],
    ],
  ],
  ['bzip2', bytesOf('BZh9'), [], [['', 'method']]],
])('%s: the rest is opened, and what is not is told', async (_, bytes, expected, problems) => {
  const found = await findBinaries(bytes);
  expect(names(found)).toEqual(expected);
  for (const problem of problems) expect(told(found)).toContainEqual(problem);
});

function encrypted(zip: Uint8Array): Uint8Array {
  return changed(zip, 8, 1);
}

function otherMethod(zip: Uint8Array): Uint8Array {
  return changed(zip, 10, 12);
}

/** Changes a number of the first entry in the directory. */
function changed(zip: Uint8Array, field: number, value: number): Uint8Array {
  const bytes = zip.slice();
  for (let at = 0; at < bytes.length; at++)
    if (latin1(bytes, at) === 'PK\x01\x02') {
      bytes[at + field] = value;
      return bytes;
    }
  throw new Error('no directory');
}

function latin1(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

const zeros = deflateRawSync(join(bytesOf('\x7fELF'), new Uint8Array(80 << 20)), { level: 1 });
/** The longest that a bomb may take, in milliseconds, on a busy machine; each takes some hundred. */
const slowest = 10_000;

it.each<[string, () => Uint8Array, string]>([
  ['gzip', () => gzipOf(zeros), 'bomb'],
  ['gzip in gzip', () => gzipSync(gzipOf(zeros)), 'bomb'],
  ['zip', () => zipOf(zeros), 'bomb'],
  ['zip whose entries share their bytes', () => overlapping(2000), 'bomb'],
  [
    'containers in containers',
    () => Array.from({ length: 12 }).reduce<Uint8Array>((inner) => gzipSync(inner), elf),
    'depth',
  ],
])('a bomb stops soon: %s', async (_, make, code) => {
  const bomb = make();
  const began = performance.now();
  const { files, skipped } = await findBinaries(bomb);
  expect(performance.now() - began).toBeLessThan(slowest);
  expect(files.length).toBeLessThan(100);
  expect(skipped.map(({ reason }) => reason.code)).toContain(code);
});

function gzipOf(deflated: Uint8Array): Uint8Array {
  return join(bytesOf('\x1f\x8b\x08\0\0\0\0\0\0\x03'), deflated, new Uint8Array(8));
}

/** An archive of one entry; what stands for its size and sum is not looked at. */
function zipOf(deflated: Uint8Array): Uint8Array {
  const zip = zipSync({ a: [deflated, { level: 0 }] });
  const start = zip.findIndex((_, at) => latin1(zip, at) === 'PK\x01\x02');
  zip[start + 10] = 8;
  return zip;
}

/** A directory that names the same packed megabyte over and over. */
function overlapping(count: number): Uint8Array {
  const zip = zipSync({ a: join(bytesOf('\x7fELF'), new Uint8Array(1 << 20)) });
  const start = zip.findIndex((_, at) => latin1(zip, at) === 'PK\x01\x02');
  const end = zip.findIndex((_, at) => latin1(zip, at) === 'PK\x05\x06');
  const entry = zip.slice(start, end);
  const trailer = zip.slice(end);
  const view = new DataView(trailer.buffer);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, count * entry.length, true);
  return join(zip.subarray(0, start), ...Array.from({ length: count }, () => entry), trailer);
}

it('takes no more bytes than it is told to', async () => {
  const { skipped } = await findBinaries(gzipOf(zeros), 1 << 20);
  expect(skipped).toEqual([{ name: '', reason: { code: 'limit', most: 1 << 20, of: 'bytes' } }]);
});
