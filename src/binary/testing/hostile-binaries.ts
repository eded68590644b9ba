// Makes hostile files by the structure of their formats: counts, offsets, sizes and names are what they should not be, containers are nested.
import { gzipSync, zipSync } from 'fflate';
import { cpioEntry, debOf, rpmOf, tarEnd, tarEntry, v7Entry } from '../containers/testing/archives.ts';
import { inspect } from '../inspect.ts';
import { bytesOf, indexOfBytes } from '../read/byte-reader.ts';
import type { Field } from '../read/layout.ts';
import { Random } from './random.ts';
import { tinyBinaries } from './tiny-binaries.ts';
import { buildInformation, join } from './tiny-parts.ts';

/** A sound file with its fields in place: header entries, texts, sizes of its build information. */
interface Sound {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly fields: readonly Field[];
  readonly isBig: boolean;
}

const sound: readonly Sound[] = Object.entries(tinyBinaries).map(([name, bytes]) => {
  const file = inspect(bytes);
  return { name, bytes, fields: file.fields(), isBig: file.byteOrder === 'big' };
});

/** Names that break what is careless: properties of every object, endless or broken text, marks that turn text around. */
const names = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\0',
  '\xff\xfe\xfd',
  '\xe2\x80\xae',
  '../../../x',
  '-rf',
  '$(x)',
  '\'\n"',
  'go:\xc2\xb7[[[[[[',
  'type:.'.repeat(9),
  'a'.repeat(300),
  '%2e%00%zz',
  '=\t=>\t\n',
].map(bytesOf);

/** A hostile file, and what is in it for a report. */
export interface HostileFile {
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** hostileFile makes the file of a number; the same one every time. */
export function hostileFile(number: number): HostileFile {
  const random = new Random(number);
  const base = random.pick(sound);
  const binary = random.oneIn(8) ? base.bytes : changed(base, random);
  if (!random.oneIn(3)) return { what: base.name, bytes: binary };
  let nested: HostileFile = { what: base.name, bytes: binary };
  for (let depth = 1 + random.below(random.oneIn(9) ? 9 : 3); depth > 0; depth--)
    nested = wrapped(nested, random);
  return nested;
}

function changed({ bytes, fields, isBig }: Sound, random: Random): Uint8Array {
  const result = bytes.slice();
  for (let left = 1 + random.below(4); left > 0; left--) {
    const field = random.pick(fields);
    if (typeof field.value === 'string' || random.oneIn(12)) rename(result, field, random);
    else setNumber(result, field, numberFor(field, fields, bytes.length, random), isBig !== random.oneIn(40));
  }
  if (random.oneIn(6)) setText(result, random);
  if (random.oneIn(8)) setBuildInformation(result, random);
  if (random.oneIn(10)) return result.subarray(0, cutAt(fields, bytes.length, random));
  return random.oneIn(20) ? join(result, result.subarray(random.below(result.length))) : result;
}

/** What a count, an offset or a size must not be: ends of the number, ends of the file, places of other fields, itself. */
function numberFor(field: Field, fields: readonly Field[], length: number, random: Random): bigint {
  const own = typeof field.value === 'string' ? 0n : BigInt(field.value);
  const most = 1n << BigInt(8 * field.size);
  const other = random.pick(fields);
  return random.pick([
    () => 0n,
    () => 1n,
    () => most - 1n - BigInt(random.below(16)),
    () => most / 2n - BigInt(random.below(3)),
    () => BigInt(length - 8 + random.below(17)),
    () => BigInt(other.offset),
    () => (typeof other.value === 'string' ? 7n : BigInt(other.value)),
    () => own + BigInt(random.below(9) - 4),
    () => own * BigInt(2 + random.below(1000)),
    () => BigInt(field.offset),
    () => BigInt(random.below(65536)),
  ])();
}

function setNumber(bytes: Uint8Array, { offset, size }: Field, value: bigint, isBig: boolean): void {
  for (let i = 0; i < size && size <= 8; i++) {
    const at = offset + (isBig ? size - 1 - i : i);
    if (at < bytes.length) bytes[at] = Number((BigInt.asUintN(64, value) >> BigInt(8 * i)) & 0xffn);
  }
}

function rename(bytes: Uint8Array, { offset, size }: Field, random: Random): void {
  const name = random.pick(names).subarray(0, Math.min(size, bytes.length - offset));
  bytes.set(name, offset);
}

/** Over a text somewhere in the file, such as a table of names, with or without its end. */
function setText(bytes: Uint8Array, random: Random): void {
  const start = random.below(bytes.length);
  const at = bytes.findIndex((byte, i) => i >= start && byte >= 0x20 && byte < 0x7f);
  if (at >= 0) bytes.set(random.pick(names).subarray(0, bytes.length - at), at);
}

/** Sizes and lines of the build information. */
function setBuildInformation(bytes: Uint8Array, random: Random): void {
  const at = indexOfBytes(bytes, buildInformation.subarray(0, 14));
  if (at < 0) return;
  const end = Math.min(bytes.length, at + buildInformation.length);
  for (let left = 1 + random.below(3); left > 0; left--) {
    const place = at + 14 + random.below(Math.max(1, end - at - 14));
    const text = random.oneIn(2) ? random.pick(names) : Uint8Array.of(0xff, 0xff, 0xff, random.below(256));
    bytes.set(text.subarray(0, end - place), place);
  }
}

function cutAt(fields: readonly Field[], length: number, random: Random): number {
  const { offset, size } = random.pick(fields);
  return random.oneIn(3) ? random.below(length) : Math.min(length, offset + random.below(size + 1));
}

/** Ways to put a file into another one. */
const wrappers: readonly (readonly [
  string,
  (name: string, bytes: Uint8Array, random: Random) => Uint8Array,
])[] = [
  ['tar', (name, bytes) => join(tarEntry(name.slice(0, 99), bytes), tarEntry('x', bytes), tarEnd)],
  ['v7', (name, bytes) => join(v7Entry(name.slice(0, 99), bytes), tarEnd)],
  ['long', (name, bytes) => join(tarEntry('L', bytesOf(name), 'L'), tarEntry('x', bytes), tarEnd)],
  [
    'pax',
    (name, bytes) =>
      join(tarEntry('x', bytesOf(`${name.length + 9} path=${name}\n`), 'x'), tarEntry('x', bytes), tarEnd),
  ],
  ['gzip', (_, bytes) => gzipSync(bytes, { level: 1 })],
  ['gzip, twice', (_, bytes) => join(gzipSync(bytes, { level: 0 }), gzipSync(bytes, { level: 0 }))],
  ['zip', (name, bytes) => zipSync({ [name]: bytes, x: bytes }, { level: 1 })],
  ['zip, stored', (name, bytes) => zipSync({ [name]: bytes }, { level: 0 })],
  ['cpio', (name, bytes) => join(cpioEntry(name, bytes), cpioEntry('TRAILER!!!', new Uint8Array()))],
  ['deb', (name, bytes) => debOf({ [name.slice(0, 15)]: bytes })],
  ['rpm', (_, bytes) => rpmOf(bytes)],
];

/** Where the numbers and names of containers stand, behind their marks: [mark, first byte, bytes]. */
const containerFields: readonly (readonly [Uint8Array, number, number])[] = [
  ...[4, 6, 8, 10, 14, 18, 22, 26, 28, 30].map((at) => [bytesOf('PK\x03\x04'), at, 4] as const),
  ...[8, 10, 16, 20, 24, 28, 30, 32, 42, 46].map((at) => [bytesOf('PK\x01\x02'), at, 4] as const),
  ...[8, 10, 12, 16, 20].map((at) => [bytesOf('PK\x05\x06'), at, 4] as const),
  ...[-257, -133, -121, -109, -101, 88].map((at) => [bytesOf('ustar'), at, 12] as const),
  ...[14, 54, 94, 110].map((at) => [bytesOf('070701'), at, 8] as const),
  ...[-10, -2, 0].map((at) => [bytesOf('`\n'), at, 10] as const),
  ...[2, 3, 4, 10].map((at) => [bytesOf('\x1f\x8b'), at, 4] as const),
  ...[8, 12].map((at) => [bytesOf('\x8e\xad\xe8\x01'), at, 4] as const),
];

const containerValues = [
  ...names,
  ...['77777777777', '00000000000', '99999999', 'ffffffff', ' ', '0'].map(bytesOf),
];

function wrapped({ what, bytes }: HostileFile, random: Random): HostileFile {
  const [kind, wrap] = random.pick(wrappers);
  // fflate takes names as keys of an object, which "__proto__" is none of.
  const name = random.pick(['bin/x', 'constructor', 'data.tar', 'a'.repeat(120), '\u202e', '../x', '-x']);
  const result = wrap(name, bytes, random).slice();
  for (let left = random.below(3); left > 0; left--) setContainerField(result, random);
  const isCut = random.oneIn(8);
  return {
    what: `${what} in ${kind}`,
    bytes: isCut ? result.subarray(0, random.below(result.length + 1)) : result,
  };
}

function setContainerField(bytes: Uint8Array, random: Random): void {
  const [mark, first, size] = random.pick(containerFields);
  const places: number[] = [];
  for (
    let at = indexOfBytes(bytes, mark);
    at >= 0 && places.length < 8;
    at = indexOfBytes(bytes, mark, at + 1)
  )
    places.push(at);
  if (places.length === 0) return;
  const place = random.pick(places) + first;
  const value = random.oneIn(2)
    ? random.pick(containerValues)
    : Uint8Array.from({ length: Math.min(size, 4) }, () =>
        random.pick([0, 1, 2, 0x7f, 0x80, 0xff, random.below(256)]),
      );
  if (place >= 0 && place < bytes.length)
    bytes.set(value.subarray(0, Math.min(size, bytes.length - place)), place);
}
