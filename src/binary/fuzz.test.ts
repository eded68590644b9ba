// Tests that no bytes, however broken, make a reader hang, eat memory or throw
// anything but an InspectError. Runs are repeatable; FUZZ sets how many files are tried (20000 by default).
import { expect, it } from 'vitest';
import { type ParsedBinary, describeParsed, inspect } from './inspect.ts';
import { goVersionOf, readGoBuildInfo } from './go/gobuildinfo.ts';
import { InspectError } from './read/inspect-error.ts';
import { tinyBinaries } from './testing/tiny-binaries.ts';

const count = Number(process.env['FUZZ'] ?? 20_000);
const seed = 0x5eed;
/** The longest a file of a few kilobytes may take, in milliseconds; generous for a busy machine. */
const slowest = 2000;

/** xorshift32 is a small generator of whole numbers below a limit, the same every time. */
function xorshift32(state: number): (limit: number) => number {
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

// Numbers at which arithmetic goes wrong: signs, sizes near the ends of 16, 32 and 64 bits.
const edges = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

function mutate(original: Uint8Array, random: (limit: number) => number): Uint8Array {
  const bytes = original.slice();
  const view = new DataView(bytes.buffer);
  for (let left = 1 + random(6); left > 0; left--) {
    // Headers stand at the beginning: half of the changes go there.
    const at = random(random(2) ? bytes.length : Math.min(256, bytes.length));
    const edge = edges[random(edges.length)] ?? 0;
    const size = [1, 2, 4, 8][random(4)] ?? 1;
    if (at + size > bytes.length || size === 1) bytes[at] = random(256);
    else if (size === 2) view.setUint16(at, edge, random(2) === 0);
    else if (size === 4) view.setUint32(at, edge, random(2) === 0);
    else view.setBigUint64(at, BigInt.asUintN(64, BigInt(edge) - 16n), random(2) === 0);
  }
  return random(4) === 0 ? bytes.subarray(0, random(bytes.length + 1)) : bytes;
}

const reads: readonly ((file: ParsedBinary) => unknown)[] = [
  describeParsed,
  (file) => file.sections(),
  (file) => file.sections().map((section) => file.sectionBytes(section)),
  (file) => file.segments(),
  (file) => file.symbols(),
  (file) => file.imports(),
  (file) => file.exports(),
  (file) => file.libraries(),
  (file) => file.fields(),
  (file) => file.protections(),
  (file) => [file.os, file.abi, file.kind, file.machine, file.entry, file.minimumOs(), file.isDynamic()],
  (file) => [file.goBuildId(), file.hostBuildId()],
  readGoBuildInfo,
  goVersionOf,
];

/** inspectAll reads all there is and returns what was thrown, without InspectErrors. */
function inspectAll(bytes: Uint8Array): unknown[] {
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InspectError)) unexpected.push(error);
      return undefined;
    }
  };
  const unexpected: unknown[] = [];
  const file = attempt(() => inspect(bytes));
  if (file) for (const read of reads) attempt(() => read(file));
  return unexpected;
}

it.each(Object.entries(tinyBinaries))(
  '%s: any change gives a result or an InspectError, quickly',
  (name, original) => {
    const random = xorshift32(seed);
    let opened = 0;
    for (let i = 0; i < count / Object.keys(tinyBinaries).length; i++) {
      const bytes = mutate(original, random);
      const start = performance.now();
      const unexpected = inspectAll(bytes);
      expect(unexpected, `${name}, file ${i}`).toEqual([]);
      expect(performance.now() - start, `${name}, file ${i}: milliseconds`).toBeLessThan(slowest);
      if (canOpen(bytes)) opened++;
    }
    // Were every changed file refused at the door, nothing would have been tested.
    expect(opened).toBeGreaterThan(count / Object.keys(tinyBinaries).length / 4);
  },
  600_000,
);

function canOpen(bytes: Uint8Array): boolean {
  try {
    return inspect(bytes).fields().length > 0;
  } catch {
    return false;
  }
}

it.each(Object.entries(tinyBinaries))(
  '%s: every truncation gives a result or an InspectError',
  (_, original) => {
    for (let size = 0; size < original.length; size += size < 512 ? 1 : 37) {
      expect(inspectAll(original.subarray(0, size)), `${size} bytes`).toEqual([]);
    }
  },
);
