// Writes zip archives that are the same wherever and whenever they are written (fflate's own writes local times).
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3 and 4.4)

import { ArchiveError, piecesOf, type ArchiveEntry } from './archive-entry.ts';
import { deflate } from './compress.ts';
import { crc32 } from '../project/crc32.ts';

const DEFLATE = 8;
const UNIX = 3;

interface Entry {
  name: Uint8Array<ArrayBuffer>;
  mode: number;
  crc: number;
  size: number;
  offset: number;
  /** Deflated; the browser keeps it, on disk when it is large. */
  body: Blob;
}

/** The archive. `time` is the modification time of every file (in UTC: zip has no zones), from 1980 on. */
export async function zipBlob(files: readonly ArchiveEntry[], time: Date): Promise<Blob> {
  const stamp = dosTime(time);
  const entries: Entry[] = [];
  let offset = 0;
  for (const file of files) {
    const entry = await compressed(file, offset);
    entries.push(entry);
    offset += 30 + entry.name.length + entry.body.size;
  }
  if (offset > 0xffffffff) throw new ArchiveError('more than 4 GB do not fit into a zip archive');
  const directory = entries.map((entry) => directoryHeader(entry, stamp));
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  return new Blob([
    ...entries.flatMap((entry) => [localHeader(entry, stamp), entry.name, entry.body]),
    ...directory,
    end(entries.length, size, offset),
  ]);
}

async function compressed({ name, isExecutable, content }: ArchiveEntry, offset: number): Promise<Entry> {
  let crc = 0;
  const counted = async function* () {
    for await (const piece of piecesOf(content)) {
      crc = crc32(piece, crc);
      yield piece;
    }
  };
  const body = await deflate(counted());
  const mode = isExecutable ? 0o100755 : 0o100644;
  return { name: new TextEncoder().encode(name), mode, crc, size: content.size, offset, body };
}

/** Fields that both headers have: version, flags (UTF-8 names), method, time, checksum, sizes, lengths of name and extra field. */
function common({ crc, size, body, name }: Entry, stamp: number): (view: DataView, at: number) => void {
  return (view, at) => {
    view.setUint16(at, 20, true);
    view.setUint16(at + 2, 0x800, true);
    view.setUint16(at + 4, DEFLATE, true);
    view.setUint32(at + 6, stamp, true);
    view.setUint32(at + 10, crc, true);
    view.setUint32(at + 14, body.size, true);
    view.setUint32(at + 18, size, true);
    view.setUint16(at + 22, name.length, true);
  };
}

function localHeader(entry: Entry, stamp: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(30));
  view.setUint32(0, 0x04034b50, true);
  common(entry, stamp)(view, 4);
  return new Uint8Array(view.buffer);
}

function directoryHeader(entry: Entry, stamp: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(46 + entry.name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x02014b50, true);
  // Made by Unix: the upper half of the external attributes is then st_mode, with the executable bits.
  view.setUint16(4, (UNIX << 8) | 20, true);
  common(entry, stamp)(view, 6);
  view.setUint32(38, entry.mode * 0x10000, true);
  view.setUint32(42, entry.offset, true);
  bytes.set(entry.name, 46);
  return bytes;
}

function end(count: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(22));
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return new Uint8Array(view.buffer);
}

/** Date in the upper, time in the lower half (4.4.6: MS-DOS format). */
function dosTime(time: Date): number {
  const date = ((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return ((date << 16) | clock) >>> 0;
}
