// Names stored files by their content and compresses them the same way every time.
import { createHash } from 'node:crypto';
import { access, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Compression } from './grade.ts';
import type { FileRef } from './manifest.ts';

const gzipAsync = promisify(gzip);

/** SHA-256 in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const gzipLevels: Record<Compression, number> = { best: 9, fast: 1 };

/**
 * gzip without name or time. The header's operating system byte (RFC 1952, section 2.3) is set to "unknown", because
 * zlib writes the one it was compiled for; so the same Node version gives the same bytes on every system.
 */
export async function gzipSame(
  content: string | Uint8Array,
  compression: Compression = 'best',
): Promise<Uint8Array> {
  const compressed = await gzipAsync(content, { level: gzipLevels[compression] });
  compressed[9] = 255;
  return compressed;
}

/** Tells apart the files that are being written. */
let writes = 0;

/** Writes a file so that readers see the old one or the whole new one, never a part. */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.${writes++}.partial`;
  await writeFile(partial, content);
  await rename(partial, file);
}

/** Reports whether a file is there; with `size`, whether it has that many bytes too. */
export async function isStored(file: string, size?: number): Promise<boolean> {
  try {
    if (size === undefined) await access(file);
    else return (await stat(file)).size === size;
    return true;
  } catch {
    return false;
  }
}

/** Stores content under `name(hash)` below a folder and returns the reference to it. */
async function store(folder: string, content: Uint8Array, name: (hash: string) => string): Promise<FileRef> {
  const hash = sha256(content);
  const ref: FileRef = { path: name(hash), size: content.length, sha256: hash };
  const file = path.join(folder, ref.path);
  if (!(await isStored(file, ref.size))) await writeAtomically(file, content);
  return ref;
}

/** Stores content gzip-compressed, and says in the reference what it decompresses to. */
async function storeCompressed(
  folder: string,
  content: Uint8Array,
  compression: Compression | undefined,
  name: (hash: string) => string,
): Promise<FileRef> {
  const ref = await store(folder, await gzipSame(content, compression), name);
  return { ...ref, content: { size: content.length, sha256: sha256(content) } };
}

/** Stores gzip-compressed content at blobs/<sha256>.bin; the hash is that of the stored bytes. */
export async function storeBlob(
  folder: string,
  content: Uint8Array,
  compression?: Compression,
): Promise<FileRef> {
  return storeCompressed(folder, content, compression, (hash) => `blobs/${hash}.bin`);
}

/** Stores an index as gzip-compressed JSON at <stem>.<16 hex>.bin. (.bin: some hosts send .gz with a Content-Encoding.) */
export async function storeIndex(
  folder: string,
  stem: string,
  index: unknown,
  compression?: Compression,
): Promise<FileRef> {
  const json = new TextEncoder().encode(JSON.stringify(index));
  return storeCompressed(folder, json, compression, (hash) => `${stem}.${hash.slice(0, 16)}.bin`);
}

/** Stores content as it is at <stem>.<16 hex><extension>. */
export async function storeRaw(
  folder: string,
  stem: string,
  extension: string,
  content: Uint8Array,
): Promise<FileRef> {
  return store(folder, content, (hash) => `${stem}.${hash.slice(0, 16)}${extension}`);
}
