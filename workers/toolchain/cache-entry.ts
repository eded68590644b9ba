// Prepared entries of GOCACHE: their names and the text that maps an action to an output.
import type { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

const encoder = new TextEncoder();

/** Bytes of the text of an action's entry; all its fields have a fixed width. */
const entrySize = 175;

/** An action and the output it maps to: SHA-256 in hex, size in bytes. */
export interface CacheEntry {
  action: string;
  output: string;
  size: number;
}

/**
 * Mounts an entry in the folder of GOCACHE, as cmd/go/internal/cache lays it out (putIndexEntry): the action's file holds
 * one line that names the output. `modified`, in nanoseconds, is also the time in that line, which serves trimming only.
 */
export function mountEntry(cache: Folder, { action, output, size }: CacheEntry, modified: bigint): void {
  const line = () =>
    encoder.encode(`v1 ${action} ${output} ${String(size).padStart(20)} ${String(modified).padStart(20)}\n`);
  cache.put(cachePath(action, 'a'), RegularFile.lazy(entrySize, line, modified));
  if (size === 0) mountOutput(cache, output, new RegularFile(undefined, modified));
}

/** Mounts the content of an output. */
export function mountOutput(cache: Folder, output: string, file: RegularFile): void {
  cache.put(cachePath(output, 'd'), file);
}

/** Takes an action's entry out of the folder of GOCACHE. */
export function unmountEntry(cache: Folder, action: string): void {
  cache.folder(action.slice(0, 2)).entries.delete(`${action}-a`);
}

/** Takes an output out of the folder of GOCACHE. */
export function unmountOutput(cache: Folder, output: string): void {
  cache.folder(output.slice(0, 2)).entries.delete(`${output}-d`);
}

function cachePath(hash: string, kind: 'a' | 'd'): string {
  return `${hash.slice(0, 2)}/${hash}-${kind}`;
}
