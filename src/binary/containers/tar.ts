// Reads tar archives of every dialect: v7, ustar, pax and GNU.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, https://www.gnu.org/software/tar/manual/html_node/Standard.html
import { latin1Of, textOf, untilZero } from '../read/byte-reader.ts';
import { storedMember, type Contents, type Member } from './contained-file.ts';
import type { Skipped } from './skipped.ts';

const block = 512;
/** What tells the next file's name or size is no longer than this. */
const mostMeta = 1 << 16;

/** isTar tells whether bytes begin with a tar header: it has a mark, or in v7 just a sum that is right. */
export function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < block) return false;
  return (
    latin1Of(bytes.subarray(257, 262)) === 'ustar' ||
    (bytes[0] !== 0 && hasRightSum(bytes.subarray(0, block)))
  );
}

/** The sum of all bytes, its own digits taken as spaces; some systems added them up with signs. */
function hasRightSum(header: Uint8Array): boolean {
  const told = numberIn(header.subarray(148, 156));
  let [unsigned, signed] = [0, 0];
  header.forEach((byte, i) => {
    const value = i >= 148 && i < 156 ? 0x20 : byte;
    unsigned += value;
    signed += value > 127 ? value - 256 : value;
  });
  return told !== undefined && (told === unsigned || told === signed);
}

/** Octal digits, or for GNU a number in base 256 behind a first bit; undefined for neither. */
function numberIn(field: Uint8Array): number | undefined {
  const [first = 0] = field;
  if (first & 0x80) {
    const value = field.reduce((sum, byte, i) => sum * 256 + (i === 0 ? byte & 0x7f : byte), 0);
    return first & 0x40 || !Number.isSafeInteger(value) ? undefined : value;
  }
  const digits = /^ *([^\0 ]*)/.exec(latin1Of(field))?.[1] ?? '';
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** What a header before a file's own says of it. */
interface Meta {
  name?: string;
  size?: number;
  isSparse?: boolean;
}

/** readTar lists the plain files of an archive, as far as it is whole; their bytes are views. */
export function readTar(bytes: Uint8Array): Contents {
  const members: Member[] = [];
  const skipped: Skipped[] = [];
  let meta: Meta = {};
  for (let at = 0; at < bytes.length && bytes[at] !== 0;) {
    const header = bytes.subarray(at, at + block);
    const name = meta.name ?? nameOf(header);
    const size = meta.size ?? numberIn(header.subarray(124, 136));
    const start = at + block;
    if (size === undefined || (at > 0 && !isTar(header))) {
      skipped.push({ name: '', reason: { code: 'damaged', message: '' } });
      break;
    }
    if (start + size > bytes.length) {
      skipped.push({ name, reason: { code: 'cut' } });
      break;
    }
    const body = bytes.subarray(start, start + size);
    const type = latin1Of(header.subarray(156, 157));
    const next = metaOf(type, body, meta);
    if (!next && isPlain(type)) {
      if (meta.isSparse || type === 'S') skipped.push({ name, reason: { code: 'sparse' } });
      else members.push(storedMember(name, body));
    }
    meta = next ?? {};
    at = start + Math.ceil(size / block) * block;
  }
  return { members, skipped };
}

// 7 is a file that was to lie in one piece.
const isPlain = (type: string) => ['0', '\0', '7', 'S'].includes(type);

/** What a header tells of the file behind it; undefined for the file itself. */
function metaOf(type: string, body: Uint8Array, known: Meta): Meta | undefined {
  if (type === 'L') return { ...known, name: untilZero(body.subarray(0, mostMeta)) };
  if (type === 'x') return { ...known, ...paxRecords(body.subarray(0, mostMeta)) };
  // Long targets of links, and what holds for all files: no names.
  return type === 'K' || type === 'g' ? known : undefined;
}

/** Records are “length key=value”, the length that of the whole record in bytes with its line feed. */
function paxRecords(body: Uint8Array): Meta {
  const meta: Meta = {};
  for (let at = 0; at < body.length;) {
    const length = Number(/^\d{1,9}(?= )/.exec(latin1Of(body.subarray(at, at + 10)))?.[0]);
    if (!(length > 0)) break;
    const record = textOf(body.subarray(at, at + length));
    const [, key = '', value = ''] = /^\d+ ([^=]+)=([^]*)\n$/.exec(record) ?? [];
    if (key === 'path') meta.name = value;
    else if (key === 'size' && /^\d{1,15}$/.test(value)) meta.size = Number(value);
    else if (key.startsWith('GNU.sparse.')) meta.isSparse = true;
    at += length;
  }
  return meta;
}

function nameOf(header: Uint8Array): string {
  const name = untilZero(header.subarray(0, 100));
  // GNU's own format has times where ustar has the beginning of the name.
  const hasPrefix = latin1Of(header.subarray(257, 263)) === 'ustar\0';
  const prefix = hasPrefix ? untilZero(header.subarray(345, 500)) : '';
  return prefix ? `${prefix}/${name}` : name;
}
