// The .br files beside the prepared ones, for hosts that send files compressed ahead.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gunzip } from 'node:zlib';
import { compressors, mapLimited } from './concurrency.ts';
import { isStored, writeAtomically } from './content.ts';
import type { ReleaseFolder, StoredFile } from './release-folder.ts';

/** Brotli (RFC 7932) with a window that holds most files whole. `quality` is 0 to 11; see README.md for what it costs. */
export function brotli(content: Uint8Array, quality: number): Promise<Uint8Array> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return promisify(brotliCompress)(content, { params });
}

/**
 * Writes PATH.br beside every tool, index and blob that has none. Of a gzip-compressed file it holds the content: a host
 * that sends it with Content-Encoding: br gives the page that content, which the page tells from the gzip file and verifies
 * by its own hash (FileRef.content). Names are hashes of content, so what is there is never stale. Returns how many files
 * were written.
 */
export async function storeBrotli(folder: ReleaseFolder, quality: number): Promise<number> {
  const files = (await folder.files()).filter(({ kind }) => kind !== 'opaque');
  const written = await mapLimited(files, compressors, async (file) => {
    const compressed = path.join(folder.path, `${file.path}.br`);
    if (await isStored(compressed)) return false;
    await writeAtomically(compressed, await brotli(await contentOf(folder, file), quality));
    return true;
  });
  return written.filter(Boolean).length;
}

/** What the .br of a stored file holds once decompressed: of a gzip-compressed file its content. */
export async function contentOf(
  folder: ReleaseFolder,
  { path: name, kind }: StoredFile,
): Promise<Uint8Array> {
  const stored = await readFile(path.join(folder.path, name));
  return kind === 'gzip' ? promisify(gunzip)(stored) : stored;
}
