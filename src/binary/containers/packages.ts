// Reads the packages of Linux distributions, .deb and .rpm, and the archives in them: ar and cpio.
// deb(5); rpm.org/docs/4.20.x/manual/format.html; the cpio format of kernel.org/doc/Documentation/early-userspace/buffer-format.txt
import { ByteReader, latin1Of, textOf } from '../read/byte-reader.ts';
import { storedMember, type Contents, type Member } from './contained-file.ts';
import type { Skipped } from './skipped.ts';

const arHeader = 60;

/** readDeb lists the members of a package: its archives of control files and of files to install. */
export function readDeb(bytes: Uint8Array): Contents {
  const members: Member[] = [];
  const skipped: Skipped[] = [];
  for (let at = 8; at + arHeader <= bytes.length;) {
    const text = latin1Of(bytes.subarray(at, at + arHeader));
    const name = text.slice(0, 16).replace(/\/? *$/, '');
    const size = Number(/^\d{1,10}(?= *$)/.exec(text.slice(48, 58))?.[0] ?? Number.NaN);
    const start = at + arHeader;
    if (Number.isNaN(size) || text.slice(58) !== '`\n') {
      skipped.push({ name: '', reason: { code: 'damaged', message: 'ar header' } });
      break;
    }
    // What there is of a cut archive can still be read from the front.
    if (start + size > bytes.length) skipped.push({ name, reason: { code: 'cut' } });
    members.push(storedMember(name, bytes.subarray(start, start + size)));
    at = start + size + (size & 1);
  }
  return { members, skipped };
}

const rpmLead = 96;
const rpmHeaderMagic = 0x8eade801;

/** readRpm finds the payload behind the two headers of a package. Throws an InspectError when a header is damaged. */
export function readRpm(bytes: Uint8Array): Contents {
  const reader = new ByteReader(bytes, 'big');
  const signature = headerEnd(reader, rpmLead);
  const payload = headerEnd(reader, Math.ceil(signature / 8) * 8);
  return { members: [storedMember('', bytes.subarray(payload))], skipped: [] };
}

function headerEnd(reader: ByteReader, at: number): number {
  if (reader.u32(at, 'rpm header') !== rpmHeaderMagic) reader.check(reader.length, 1, 'rpm header');
  const end = at + 16 + 16 * reader.u32(at + 8, 'rpm index') + reader.u32(at + 12, 'rpm size');
  return reader.check(end, 0, 'rpm header');
}

const cpioHeader = 110;
const plainFile = 0o100000;
const typeOfFile = 0o170000;

/** isCpio tells whether bytes begin like cpio's “new” format, with or without sums. */
export function isCpio(bytes: Uint8Array): boolean {
  return /^07070[12]$/.test(latin1Of(bytes.subarray(0, 6)));
}

/** readCpio lists the plain files of an archive as far as it is whole; their bytes are views. */
export function readCpio(bytes: Uint8Array): Contents {
  const members: Member[] = [];
  const skipped: Skipped[] = [];
  for (let at = 0; at < bytes.length;) {
    const text = latin1Of(bytes.subarray(at, at + cpioHeader));
    const [mode = 0, size = 0, nameSize = 0] = [1, 6, 11].map((i) => hexAt(text, i));
    if (text.length < cpioHeader || !isCpio(bytes.subarray(at)) || Number.isNaN(mode + size + nameSize)) {
      skipped.push({ name: '', reason: { code: 'damaged', message: 'cpio header' } });
      break;
    }
    const name = textOf(bytes.subarray(at + cpioHeader, at + cpioHeader + Math.max(0, nameSize - 1)));
    if (name === 'TRAILER!!!') break;
    const start = padded(at + cpioHeader + nameSize);
    if (start + size > bytes.length) {
      skipped.push({ name, reason: { code: 'cut' } });
      break;
    }
    const isFile = (mode & typeOfFile) === plainFile;
    if (isFile && size > 0)
      members.push(storedMember(name.replace(/^\.\//, ''), bytes.subarray(start, start + size)));
    at = padded(start + size);
  }
  return { members, skipped };
}

const padded = (offset: number) => Math.ceil(offset / 4) * 4;

function hexAt(header: string, index: number): number {
  const digits = header.slice(6 + 8 * index, 14 + 8 * index);
  return /^[0-9a-fA-F]{8}$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
}
