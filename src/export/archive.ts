// Many binaries as one download: names, checksums, and the archive formats.

import type { Target } from '../project/target.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { withEnding } from './file-name.ts';
import { gzip } from './compress.ts';
import { tarPieces } from './tar.ts';
import { zipBlob } from './zip.ts';

/** An archive format by the ending of its files. */
export type ArchiveFormat = 'tar.gz' | 'zip';

/** The name of a binary among those for other targets: hello_linux_arm64, hello_windows_amd64-stripped.exe. */
export function nameAmongTargets(name: string, target: Target, isStripped = false): string {
  const base = name.replace(/\.(exe|wasm)$/, '');
  const marks = [base, target.goos, target.goarch].join('_') + (isStripped ? '-stripped' : '');
  return withEnding(marks, target);
}

/** A list that `sha256sum --check` and `shasum -a 256 -c` read. */
export function checksumList(files: readonly { name: string; sha256: string }[]): string {
  return files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
}

/**
 * Packs files in the order of their names. Two archives of the same files are equal, whatever browser, system and time
 * zone makes them: every file has the given time (in UTC), no owner, and mode 0755 or 0644. Takes seconds for large files:
 * not for the page's own thread.
 */
export async function packFiles(
  format: ArchiveFormat,
  files: readonly ArchiveEntry[],
  time: Date,
): Promise<Blob> {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  return format === 'zip' ? zipBlob(sorted, time) : gzip(tarPieces(sorted, time));
}
