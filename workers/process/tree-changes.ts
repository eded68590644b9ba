// What a process has done to the files of a tree: which are new, changed or gone.
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** One file that is not as it was. `path` is absolute. */
export type TreeChange =
  { path: string; change: 'added' | 'changed'; bytes: Uint8Array } | { path: string; change: 'removed' };

/** A tree as it was: each file with its content, which nobody writes into (the first write copies). */
export type TreeState = ReadonlyMap<string, Uint8Array>;

/** The regular files of a tree by absolute path. */
export function stateOf(root: Folder): TreeState {
  return new Map(filesOf(root, '').map(([path, file]) => [path, file.bytes]));
}

/** What is different from a state before, in the order of the paths. */
export function changesSince(before: TreeState, root: Folder): TreeChange[] {
  const now = filesOf(root, '');
  const left = new Set(now.map(([path]) => path));
  const written = now.flatMap(([path, { bytes }]): TreeChange[] => {
    const was = before.get(path);
    if (was === undefined) return [{ path, change: 'added', bytes }];
    return areEqual(was, bytes) ? [] : [{ path, change: 'changed', bytes }];
  });
  const gone = [...before.keys()].filter((path) => !left.has(path));
  const removed = gone.map((path): TreeChange => ({ path, change: 'removed' }));
  return [...written, ...removed].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function filesOf(folder: Folder, path: string): [path: string, file: RegularFile][] {
  return [...folder.entries].flatMap(([name, node]): [string, RegularFile][] => {
    if (node instanceof RegularFile) return [[`${path}/${name}`, node]];
    return node instanceof Folder ? filesOf(node, `${path}/${name}`) : [];
  });
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, i) => byte === b[i]));
}
