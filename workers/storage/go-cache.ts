// The user's own part of GOCACHE: mounting what is kept, and finding what a build has added.
import type { BundleRecord, KeptBundle } from '../protocol/go.ts';
import { Folder } from '../wasi/folder.ts';
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
  const names = new Set<string>();
  for (const [folder, node] of cache.entries) {
    if (node instanceof Folder) for (const name of node.entries.keys()) names.add(`${folder}/${name}`);
  }
  return names;
}

/**
 * The entries that go has written and that were not there `before`, as one bundle; undefined when there are none. (What a
 * pack has mounted meanwhile is not ours to keep.)
 */
export function newBundle(cache: Folder, before: Set<string>, release: string): KeptBundle | undefined {
  const added = [...cacheNames(cache)].filter((name) => !before.has(name));
  const files = added.flatMap((name): [string, RegularFile][] => {
    const file = cache.file(name);
    return file?.isWritten ? [[name, file]] : [];
  });
  if (files.length === 0) return undefined;
  const content = new Blob(files.map(([, file]) => file.bytes as Uint8Array<ArrayBuffer>));
  const names = files.map(([name, file]): [string, number] => [name, file.size]);
  return { id: crypto.randomUUID(), release, names, size: content.size, used: Date.now(), content };
}
