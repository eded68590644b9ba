// Finds binaries in gzip, zip and tar files.
import { Gunzip, unzipSync } from 'fflate';
import { bytesOf } from '../read/byte-reader.ts';
import { InspectError } from '../read/inspect-error.ts';
import type { ContainedFile } from './contained-file.ts';
import { canInspect } from '../inspect.ts';
import { isTar, readTar } from './tar.ts';

/** The most that is unpacked of one file: a page has no more memory to spare. */
const maxUnpacked = 512 * 2 ** 20;
/** tar in gzip in zip is as deep as releases go. */
const maxDepth = 3;
const inputStep = 1 << 16;
const maxEntries = 1 << 12;

interface Container {
  readonly name: string;
  readonly accepts: (bytes: Uint8Array) => boolean;
  readonly unpack: (bytes: Uint8Array, limit: number) => ContainedFile[];
}

const startsWith = (magic: string) => (bytes: Uint8Array) =>
  bytesOf(magic).every((byte, i) => bytes[i] === byte);

const containers: readonly Container[] = [
  { name: 'gzip', accepts: startsWith('\x1f\x8b'), unpack: unpackGzip },
  { name: 'zip', accepts: startsWith('PK\x03\x04'), unpack: unpackZip },
  { name: 'tar', accepts: isTar, unpack: (bytes) => readTar(bytes) },
];

/** isContainer tells whether bytes begin like a gzip, zip or tar file. */
export function isContainer(bytes: Uint8Array): boolean {
  return containers.some((each) => each.accepts(bytes));
}

/**
 * findBinaries lists the binaries in a container, and in the containers in it. A file that is itself a binary is
 * the only one in its list, without a name. Throws an InspectError when the container is broken or would unpack
 * to more bytes than the limit, 512 MiB when none is given.
 */
export function findBinaries(bytes: Uint8Array, limit = maxUnpacked): ContainedFile[] {
  return search({ name: '', bytes }, 0, { bytes: limit });
}

function search(file: ContainedFile, depth: number, left: { bytes: number }): ContainedFile[] {
  if (canInspect(file.bytes)) return [file];
  const container = containers.find((each) => each.accepts(file.bytes));
  if (!container || depth === maxDepth) return [];
  const inside = unpack(container, file.bytes, left);
  return inside.flatMap((each) => search({ ...each, name: joined(file.name, each.name) }, depth + 1, left));
}

// tar needs no memory of its own: its files are views of what has been counted already.
function unpack(container: Container, bytes: Uint8Array, left: { bytes: number }): ContainedFile[] {
  const files = errorsNamed(container.name, () => container.unpack(bytes, left.bytes));
  if (container.name !== 'tar') left.bytes -= files.reduce((sum, file) => sum + file.bytes.length, 0);
  return files;
}

function errorsNamed<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InspectError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new InspectError(name, 0, { code: 'unbroken', message });
  }
}

function joined(outer: string, inner: string): string {
  return outer && inner ? `${outer}/${inner}` : outer || inner;
}

// The size in a gzip file cannot be trusted, so that the output is counted while it comes.
function unpackGzip(bytes: Uint8Array, limit: number): ContainedFile[] {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Gunzip((chunk) => {
    size += chunk.length;
    if (size > limit) throw new InspectError('gzip', 0, { code: 'unpacked', size: limit });
    chunks.push(chunk);
  });
  for (let at = 0; at < bytes.length; at += inputStep) {
    stream.push(bytes.subarray(at, at + inputStep), at + inputStep >= bytes.length);
  }
  const unpacked = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    unpacked.set(chunk, offset);
    offset += chunk.length;
  }
  return [{ name: '', bytes: unpacked }];
}

// fflate never writes more than the size its directory gives, so the directory's sizes are what is counted.
function unpackZip(bytes: Uint8Array, limit: number): ContainedFile[] {
  let size = 0;
  let entries = 0;
  const unpacked = unzipSync(bytes, {
    filter: ({ originalSize }) => {
      size += originalSize;
      if (size > limit || ++entries > maxEntries) {
        throw new InspectError('zip', 0, { code: 'unpacked', size: limit, files: maxEntries });
      }
      return originalSize > 0;
    },
  });
  return Object.entries(unpacked).map(([name, content]) => ({ name, bytes: content }));
}
