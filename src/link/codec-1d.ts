// Version 1d of links: raw DEFLATE with dictionary A. Never to be changed: links of this version open for ever.
import { deflateSync, Inflate } from 'fflate';
import { crc32 } from '../project/crc32.ts';
import { bytesOf, contentOf, type ProjectFile } from '../project/file.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { checkProject } from './check-project.ts';
import { dictionaryA } from './dictionary-a.ts';
import { readExpectations, writeExpectations } from './expectations.ts';
import { readHead, writeHead } from './head.ts';
import { bounds, LinkError, type LinkedProject } from './linked-project.ts';

// What the text holds, in bytes: CRC-32 of all that follows (4, little-endian); the size of the expectations (a varint of
// 7 bits a byte); the expectations; and deflated: the head, a line feed, and the contents of the files one after the other.

const checksumSize = 4;
const lineFeed = 10;
/** Compressed bytes that are inflated at a time; DEFLATE makes at most 1032 of one. */
const portion = 1024;

/** Writes a project. Throws a LinkError. */
export function encode1d(project: LinkedProject): string {
  checkProject(project);
  const contents = project.files.map(bytesOf);
  const head = new TextEncoder().encode(
    `${writeHead(
      project,
      contents.map(({ length }) => length),
    )}\n`,
  );
  const body = joined([head, ...contents]);
  if (body.length > bounds.bytes) throw new LinkError({ kind: 'too large', limit: bounds.bytes });
  const expectations = writeExpectations(project);
  const deflated = deflateSync(body, { level: 9, mem: 8, dictionary: dictionaryA() });
  return closed(joined([varint(expectations.length), expectations, deflated]));
}

/** Reads a text. Throws a LinkError; other errors are faults of this code. */
export function decode1d(text: string): LinkedProject {
  const all = fromBase64url(text);
  if (!all || all.length < checksumSize + 2) throw new LinkError({ kind: 'damaged' });
  const rest = all.subarray(checksumSize);
  if (new DataView(all.buffer).getUint32(0, true) !== crc32(rest)) throw new LinkError({ kind: 'damaged' });
  const { value: size, next } = readVarint(rest);
  if (next + size > rest.length) throw new LinkError({ kind: 'malformed', what: 'expected' });
  return projectFrom(inflated(rest.subarray(next + size)), rest.subarray(next, next + size));
}

function projectFrom(body: Uint8Array, expectations: Uint8Array): LinkedProject {
  const end = body.indexOf(lineFeed);
  const head = readHead(headText(body.subarray(0, Math.max(0, end))));
  const count = head.targets.filter(({ isExpected }) => isExpected).length;
  if (head.files.length > bounds.files) throw new LinkError({ kind: 'too many', limit: bounds.files });
  if (head.targets.length > bounds.targets) throw new LinkError({ kind: 'malformed', what: 'targets' });
  const { expected, record } = readExpectations(expectations, count, head.files.length);
  const project: LinkedProject = {
    release: head.release,
    settings: head.settings,
    targets: head.targets.map(({ target, isExpected }) => {
      const binary = isExpected ? expected.shift() : undefined;
      return { target, ...(binary && { expected: binary }) };
    }),
    files: filesFrom(body.subarray(end + 1), head.files),
    ...(record && { record }),
  };
  checkProject(project);
  return project;
}

function headText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LinkError({ kind: 'malformed', what: 'head' });
  }
}

function filesFrom(contents: Uint8Array, entries: readonly { path: string; size: number }[]): ProjectFile[] {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total !== contents.length) throw new LinkError({ kind: 'malformed', what: 'files' });
  let at = 0;
  return entries.map(({ path, size }) => ({ path, content: contentOf(contents.slice(at, (at += size))) }));
}

/** All that is deflated, up to the bound: what would be more is refused before it is there. */
function inflated(deflated: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isEnded = false;
  const stream = new Inflate({ dictionary: dictionaryA() }, (piece, final) => {
    pieces.push(piece.slice());
    size += piece.length;
    isEnded ||= final;
  });
  try {
    for (let at = 0; at < deflated.length; at += portion) {
      stream.push(deflated.subarray(at, at + portion), at + portion >= deflated.length);
      if (size > bounds.bytes) throw new LinkError({ kind: 'too large', limit: bounds.bytes });
    }
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError({ kind: 'malformed', what: 'deflate' });
  }
  if (!isEnded) throw new LinkError({ kind: 'malformed', what: 'deflate' });
  return joined(pieces);
}

/** With the checksum in front. A character at the end that chats take for punctuation is avoided by one more byte. */
function closed(rest: Uint8Array): string {
  const bytes = joined([new Uint8Array(checksumSize), rest]);
  new DataView(bytes.buffer).setUint32(0, crc32(rest), true);
  const text = toBase64url(bytes);
  return /[-_]$/.test(text) ? closed(joined([rest, new Uint8Array(1)])) : text;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) | (rest >= 128 ? 128 : 0));
    if (rest < 128) return Uint8Array.from(bytes);
  }
}

function readVarint(bytes: Uint8Array): { value: number; next: number } {
  let value = 0;
  for (let at = 0; at < 4; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * 128 ** at;
    if (byte < 128) return { value, next: at + 1 };
  }
  throw new LinkError({ kind: 'malformed', what: 'expected' });
}
