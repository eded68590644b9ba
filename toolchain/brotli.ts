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

/** 0 to 11 for all; 'best' for 11 where first visits need it and 9, which is fifteen times as fast, elsewhere. */
export type BrotliQuality = number | 'best';

function qualityFor({ isFirst }: StoredFile, quality: BrotliQuality): number {
  if (quality !== 'best') return quality;
  return isFirst ? 11 : 9;
}

/**
 * Writes PATH.br beside every tool, index and blob that has none. Of a gzip-compressed file it holds the content: a host
 * that sends it with Content-Encoding: br gives the page that content, which the page tells from the gzip file and verifies
 * by its own hash (FileRef.content). Names are hashes of content, so what is there is never stale: a run that was ended goes
 * on where it was. `onProgress` hears how many are left. Returns how many files were written.
 */
export async function storeBrotli(
  folder: ReleaseFolder,
  quality: BrotliQuality,
  onProgress: (left: number) => void = () => {},
): Promise<number> {
  const files = (await folder.files()).filter(({ kind }) => kind !== 'opaque');
  const stored = await mapLimited(files, compressors, ({ path: name }) =>
    isStored(path.join(folder.path, `${name}.br`)),
  );
  const missing = files.filter((_, i) => !stored[i]);
  let left = missing.length;
  await mapLimited(missing, compressors, async (file) => {
    const content = await contentOf(folder, file);
    const compressed = await brotli(content, qualityFor(file, quality));
    await writeAtomically(path.join(folder.path, `${file.path}.br`), compressed);
    onProgress(--left);
  });
  return missing.length;
}

/** What the .br of a stored file holds once decompressed: of a gzip-compressed file its content. */
export async function contentOf(
  folder: ReleaseFolder,
  { path: name, kind }: StoredFile,
): Promise<Uint8Array> {
  const stored = await readFile(path.join(folder.path, name));
  return kind === 'gzip' ? promisify(gunzip)(stored) : stored;
}
