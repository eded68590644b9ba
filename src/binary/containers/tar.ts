// Reads tar archives: the files in them, in order.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 (ustar)
import { latin1Of, textOf, untilZero } from '../read/byte-reader.ts';
import type { ContainedFile } from './contained-file.ts';
import { InspectError } from '../read/inspect-error.ts';

const block = 512;
const maxEntries = 1 << 16;

/** isTar tells whether bytes begin with a tar header: its mark stands at offset 257. */
export function isTar(bytes: Uint8Array): boolean {
  return latin1Of(bytes.subarray(257, 262)) === 'ustar';
}

/** readTar lists the plain files of an archive; their bytes are views, not copies. */
export function readTar(bytes: Uint8Array): ContainedFile[] {
  const files: ContainedFile[] = [];
  let longName = '';
  for (let at = 0, entries = 0; at + block <= bytes.length && bytes[at] !== 0; entries++) {
    if (entries === maxEntries)
      throw new InspectError('tar header', at, { code: 'at most', most: maxEntries, of: 'entries' });
    const header = bytes.subarray(at, at + block);
    const size = sizeOf(header, at);
    const start = at + block;
    if (start + size > bytes.length)
      throw new InspectError('tar size', at + 124, {
        code: 'bytes inside',
        size,
        room: bytes.length - start,
      });
    const body = bytes.subarray(start, start + size);
    const type = latin1Of(header.subarray(156, 157));
    if (type === 'L') longName = untilZero(body.subarray(0, 4096));
    else if (type === 'x') longName = paxPath(textOf(body.subarray(0, 65536)));
    else {
      if (type === '0' || type === '\0') files.push({ name: longName || nameOf(header), bytes: body });
      longName = '';
    }
    at = start + Math.ceil(size / block) * block;
  }
  return files;
}

function sizeOf(header: Uint8Array, at: number): number {
  const digits = latin1Of(header.subarray(124, 136))
    .replace(/[\0 ]+$/, '')
    .trim();
  if (!/^[0-7]+$/.test(digits))
    throw new InspectError('tar size', at + 124, { code: 'number', base: 'octal' });
  return Number.parseInt(digits, 8);
}

function nameOf(header: Uint8Array): string {
  const prefix = untilZero(header.subarray(345, 500));
  const name = untilZero(header.subarray(0, 100));
  return prefix ? `${prefix}/${name}` : name;
}

// A pax header is lines of "length key=value".
function paxPath(text: string): string {
  return /^\d+ path=(.*)$/m.exec(text)?.[1] ?? '';
}
