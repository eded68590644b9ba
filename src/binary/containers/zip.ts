// Reads zip archives (also .whl, .apk, .ipa, .nupkg, .jar): what their directory lists, or what stands before a cut.
// APPNOTE.TXT of PKWARE, 4.3 and 4.5
import { ByteReader, textOf } from '../read/byte-reader.ts';
import { InspectError } from '../read/inspect-error.ts';
import type { Budget } from './budget.ts';
import { inflate, unpack, unpackHead, unzstd, type Decompressor } from './compression.ts';
import { storedMember, type Contents, type Member } from './contained-file.ts';
import { unxz } from './xz.ts';
import type { Skipped } from './skipped.ts';

const localHeader = 0x04034b50;
const directoryEntry = 0x02014b50;
const endOfDirectory = 0x06054b50;
const endOfDirectory64 = 0x06064b50;
const locator64 = 0x07064b50;
const mostComment = 0xffff;
const isIn64 = 0xffffffff;

const methods: ReadonlyMap<number, Decompressor> = new Map([
  [8, inflate],
  [93, unzstd],
  [95, unxz],
]);
const otherMethods: ReadonlyMap<number, string> = new Map([
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [98, 'PPMd'],
  [99, 'AES'],
]);

/** An entry, of the directory or of a local header. */
interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packedSize: number;
  /** Offset of the packed bytes. */
  readonly start: number;
}

/** readZip lists the files of an archive. Throws an InspectError when there is none that can be listed. */
export function readZip(bytes: Uint8Array, budget: Budget): Contents {
  const reader = new ByteReader(bytes, 'little', 8);
  const members: Member[] = [];
  const skipped: Skipped[] = [];
  const add = (read: () => Entry) => {
    try {
      const entry = read();
      const found = memberOf(entry, bytes, budget);
      if (found && 'reason' in found) skipped.push(found);
      else if (found) members.push(found);
      return entry;
    } catch (error) {
      if (!(error instanceof InspectError)) throw error;
      skipped.push({ name: '', reason: { code: 'damaged', message: error.field } });
      return undefined;
    }
  };
  const directory = directoryOf(reader);
  if (!directory) {
    skipped.push({ name: '', reason: { code: 'cut' } });
    for (let at = 0; at + 30 <= bytes.length && reader.u32(at, 'signature') === localHeader;) {
      const entry = add(() => localEntry(reader, at));
      // Sizes behind the bytes: where the next entry begins is not known.
      if (!entry || entry.flags & 8 || entry.start + entry.packedSize > bytes.length) break;
      at = entry.start + entry.packedSize;
    }
    return { members, skipped };
  }
  let { at } = directory;
  for (let left = directory.count; left > 0 && at + 46 <= directory.end; left--) {
    if (reader.u32(at, 'signature') !== directoryEntry) {
      skipped.push({ name: '', reason: { code: 'damaged', message: 'central directory' } });
      break;
    }
    const here = at;
    add(() => listedEntry(reader, here, directory.shift));
    at += 46 + reader.u16(at + 28, 'name') + reader.u16(at + 30, 'extra') + reader.u16(at + 32, 'comment');
  }
  return { members, skipped };
}

interface Directory {
  at: number;
  readonly end: number;
  readonly count: number;
  /** What all offsets are to be moved by: something may stand before the archive. */
  readonly shift: number;
}

function directoryOf(reader: ByteReader): Directory | undefined {
  const last = reader.length - 22;
  const first = Math.max(0, last - mostComment);
  for (let at = last; at >= first; at--) {
    at = reader.bytes.lastIndexOf(0x50, at);
    if (at < first) break;
    if (reader.u32(at, 'signature') !== endOfDirectory) continue;
    const found = directory64(reader, at) ?? {
      count: reader.u16(at + 10, 'entries'),
      size: reader.u32(at + 12, 'size'),
      offset: reader.u32(at + 16, 'offset'),
      end: at,
    };
    const start = found.end - found.size;
    if (start < 0) continue;
    return { at: start, end: found.end, count: found.count, shift: start - found.offset };
  }
  return undefined;
}

function directory64(
  reader: ByteReader,
  end: number,
): { count: number; size: number; offset: number; end: number } | undefined {
  const at = end - 20;
  if (at < 0 || reader.u32(at, 'locator') !== locator64) return undefined;
  const record = Number(reader.u64(at + 8, 'offset'));
  if (record + 56 > end || reader.u32(record, 'signature') !== endOfDirectory64) return undefined;
  return {
    count: Number(reader.u64(record + 32, 'entries')),
    size: Number(reader.u64(record + 40, 'size')),
    offset: Number(reader.u64(record + 48, 'offset')),
    end: record,
  };
}

function listedEntry(reader: ByteReader, at: number, shift: number): Entry {
  const nameSize = reader.u16(at + 28, 'name length');
  const extra = reader.range(at + 46 + nameSize, reader.u16(at + 30, 'extra length'), 'extra field');
  const sizes = [
    reader.u32(at + 24, 'size'),
    reader.u32(at + 20, 'packed size'),
    reader.u32(at + 42, 'offset'),
  ];
  const [, packedSize = 0, offset = 0] = in64(sizes, extra);
  const local = offset + shift;
  reader.check(local, 30, 'local header');
  return {
    name: textOf(reader.range(at + 46, nameSize, 'name')),
    flags: reader.u16(at + 8, 'flags'),
    method: reader.u16(at + 10, 'method'),
    packedSize,
    start: local + 30 + reader.u16(local + 26, 'name length') + reader.u16(local + 28, 'extra length'),
  };
}

function localEntry(reader: ByteReader, at: number): Entry {
  const nameSize = reader.u16(at + 26, 'name length');
  const extra = reader.range(at + 30 + nameSize, reader.u16(at + 28, 'extra length'), 'extra field');
  const sizes = [reader.u32(at + 22, 'size'), reader.u32(at + 18, 'packed size')];
  const [, packedSize = 0] = in64(sizes, extra);
  const start = at + 30 + nameSize + extra.length;
  const flags = reader.u16(at + 6, 'flags');
  return {
    name: textOf(reader.range(at + 30, nameSize, 'name')),
    flags,
    method: reader.u16(at + 8, 'method'),
    packedSize: flags & 8 ? reader.length - start : packedSize,
    start,
  };
}

/** Numbers that are all ones stand in an extra field of number 1, one after another. */
function in64(numbers: readonly number[], extra: Uint8Array): number[] {
  const reader = new ByteReader(extra, 'little', 8);
  for (let at = 0; at + 4 <= extra.length; at += 4 + reader.u16(at + 2, 'extra size')) {
    if (reader.u16(at, 'extra number') !== 1) continue;
    let next = at + 4;
    return numbers.map((number) => {
      if (number !== isIn64) return number;
      next += 8;
      return Number(reader.u64(next - 8, 'size of 64 bits'));
    });
  }
  return [...numbers];
}

function memberOf(entry: Entry, bytes: Uint8Array, budget: Budget): Member | Skipped | undefined {
  const { name, flags, method, packedSize, start } = entry;
  if (name.endsWith('/') && packedSize <= 2) return undefined;
  if (flags & 1) return { name, reason: { code: 'encrypted' } };
  const packed = bytes.subarray(start, start + packedSize);
  const isCut = packed.length < packedSize;
  if (method === 0) return isCut ? { name, reason: { code: 'cut' } } : storedMember(name, packed);
  const decompress = methods.get(method);
  if (!decompress)
    return { name, reason: { code: 'method', method: otherMethods.get(method) ?? String(method) } };
  return {
    name,
    head: () => unpackHead(decompress, packed, budget),
    whole: () => unpack(decompress, packed, budget),
  };
}
