// Signs a tiny Mach-O program ad hoc, with a code directory for each hash, for the tests.
import { bytesOf, indexOfBytes } from '../read/byte-reader.ts';
import { tinyMacho } from './tiny-binaries.ts';
import { join, words } from './tiny-parts.ts';

const types = new Map([
  ['SHA-1', { type: 1, size: 20 }],
  ['SHA-256', { type: 2, size: 32 }],
]);

const identifier = bytesOf('tiny\0');
const pageBits = 12;
const fixed = 44;

/** signed is a program with a signature of one code directory for each hash, the first in the usual slot. */
export async function signed(hashes: readonly string[]): Promise<Uint8Array> {
  const program = tinyMacho(64, 'little', 0x0100000c);
  // The command of the UUID becomes the one of the signature: both begin with kind and size.
  const uuid = indexOfBytes(program, Uint8Array.of(0x1b, 0, 0, 0, 24, 0, 0, 0));
  const view = new DataView(program.buffer);
  const directories = async () => Promise.all(hashes.map(async (hash) => directory(program, hash)));
  const size = superBlob(await directories()).length;
  view.setUint32(uuid, 0x1d, true);
  view.setUint32(uuid + 8, program.length, true);
  view.setUint32(uuid + 12, size, true);
  return join(program, superBlob(await directories()));
}

function superBlob(blobs: readonly Uint8Array[]): Uint8Array {
  const start = 12 + 8 * blobs.length;
  let offset = start;
  const index = blobs.flatMap((blob, i) => {
    const entry = [i === 0 ? 0 : 0x1000 + i - 1, offset];
    offset += blob.length;
    return entry;
  });
  return join(words([0xfade0cc0, offset, blobs.length, ...index], 'big'), ...blobs);
}

async function directory(program: Uint8Array, hash: string): Promise<Uint8Array> {
  const { type, size } = types.get(hash)!;
  const pages = Math.ceil(program.length / 2 ** pageBits);
  const hashOffset = fixed + identifier.length;
  const length = hashOffset + pages * size;
  const hashed = await Promise.all(
    Array.from({ length: pages }, (_, i) => digest(hash, program.slice(i << pageBits, (i + 1) << pageBits))),
  );
  const head = words([0xfade0c02, length, 0x20100, 2, hashOffset, fixed, 0, pages, program.length], 'big');
  const kind = Uint8Array.of(size, type, 0, pageBits, 0, 0, 0, 0);
  return join(head, kind, identifier, ...hashed);
}

async function digest(hash: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, bytes));
}
