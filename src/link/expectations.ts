// The part of a link that does not compress: SHA-256 and marks of the expected binaries, and the record of their inputs.
import { LinkError, type ExpectedBinary, type InputRecord, type LinkedProject } from './linked-project.ts';

const hashSize = 32;

/** Writes what is expected; nothing when nothing is. */
export function writeExpectations({ targets, files, record }: LinkedProject): Uint8Array {
  const expected = targets.flatMap((target) => target.expected ?? []);
  if (expected.length === 0) return new Uint8Array(0);
  if (record?.files.length !== files.length) throw new LinkError({ kind: 'malformed', what: 'record' });
  const marks = [record.settings, ...record.files].flatMap((mark) => [mark & 0xff, (mark >> 8) & 0xff]);
  return Uint8Array.from([...expected.flatMap(binaryBytes), ...marks]);
}

function binaryBytes({ sha256, marks }: ExpectedBinary): number[] {
  const hash = /^[0-9a-f]{64}$/.test(sha256) ? (sha256.match(/../g) ?? []) : [];
  if (hash.length !== hashSize || marks.length > 255)
    throw new LinkError({ kind: 'malformed', what: 'expected' });
  return [...hash.map((byte) => Number.parseInt(byte, 16)), marks.length, ...marks];
}

/** Reads what writeExpectations wrote for so many binaries and files. Throws a LinkError. */
export function readExpectations(
  bytes: Uint8Array,
  binaries: number,
  files: number,
): { expected: ExpectedBinary[]; record?: InputRecord } {
  const expected: ExpectedBinary[] = [];
  let at = 0;
  for (let index = 0; index < binaries; index++) {
    const marks = at + hashSize + 1;
    const end = marks + (bytes[marks - 1] ?? 0);
    expected.push({ sha256: hexOf(bytes.subarray(at, at + hashSize)), marks: bytes.slice(marks, end) });
    at = end;
  }
  const size = binaries === 0 ? 0 : 2 * (1 + files);
  if (bytes.length !== at + size) throw new LinkError({ kind: 'malformed', what: 'expected' });
  if (binaries === 0) return { expected };
  const marks = Array.from({ length: 1 + files }, (_, index) => {
    const low = at + 2 * index;
    return bytes[low]! | (bytes[low + 1]! << 8);
  });
  const [settings = 0, ...rest] = marks;
  return { expected, record: { settings, files: rest } };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
