// The user's own part of GOCACHE: mounting what is kept, and finding what a build has added.
import type { BundleRecord, KeptBundle } from '../protocol/go.ts';
import { Folder } from '../wasi/folder.ts';
import type { Node } from '../wasi/node.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** Mounts bundles in the folder of GOCACHE. Their content is read when go reads it; `onRead` is told whose it was. */
export function mountBundles(
  cache: Folder,
  bundles: KeptBundle[],
  onRead: (bundle: BundleRecord) => void,
): void {
  for (const bundle of bundles) {
    let offset = 0;
    for (const [name, size] of bundle.names) {
      const part = bundle.content.slice(offset, offset + size);
      const read = () => {
        onRead(bundle);
        // Only workers have this, and it is the only way to read a Blob inside a host call.
        return new Uint8Array(new FileReaderSync().readAsArrayBuffer(part));
      };
      cache.put(name, RegularFile.lazy(size, read, BigInt(bundle.used) * 1_000_000n));
      offset += size;
    }
  }
}

/** Names of all entries in the folder of GOCACHE, such as ab/abcd...-d. */
export function cacheNames(cache: Folder): Set<string> {
  return new Set(entriesOf(cache).map(([name]) => name));
}

function entriesOf(cache: Folder): [name: string, entry: Node][] {
  return [...cache.entries].flatMap(([folder, node]) =>
    node instanceof Folder
      ? [...node.entries].map(([name, entry]): [string, Node] => [`${folder}/${name}`, entry])
      : [],
  );
}

/** Drops the entries that go has written and that were not there `before`. To go they are as if they had never been. */
export function dropNew(cache: Folder, before: ReadonlySet<string>): void {
  for (const { name } of writtenEntries(cache)) if (!before.has(name)) drop(cache, name);
}

/**
 * Drops entries that go has written until they have no more than `budget` bytes, those first that were opened longest ago.
 * What was opened after `since` (see openingsSoFar) stays in any case. go compiles anew what it misses.
 */
export function trimWritten(cache: Folder, budget: number, since: number): void {
  const entries = writtenEntries(cache).sort((a, b) => a.file.opened - b.file.opened);
  let excess = entries.reduce((sum, { file }) => sum + file.size, 0) - budget;
  for (const { name, file } of entries) {
    if (excess <= 0 || file.opened > since) return;
    drop(cache, name);
    excess -= file.size;
  }
}

function writtenEntries(cache: Folder): { name: string; file: RegularFile }[] {
  return entriesOf(cache).flatMap(([name, file]) =>
    file instanceof RegularFile && file.isWritten ? [{ name, file }] : [],
  );
}

function drop(cache: Folder, name: string): void {
  const [folder = '', file = ''] = name.split('/');
  cache.folder(folder).entries.delete(file);
}

/**
 * The entries that go has written and that were not there `before`, as one bundle; undefined when there are none. (What a
 * pack has mounted meanwhile is not ours to keep.)
 */
export function newBundle(cache: Folder, before: Set<string>, release: string): KeptBundle | undefined {
  const added = writtenEntries(cache).filter(({ name }) => !before.has(name));
  if (added.length === 0) return undefined;
  const content = new Blob(added.map(({ file }) => file.bytes as Uint8Array<ArrayBuffer>));
  const names = added.map(({ name, file }): [string, number] => [name, file.size]);
  return { id: crypto.randomUUID(), release, names, size: content.size, used: Date.now(), content };
}
