// The root of the tree that processes see in a worker.
import { Folder } from '../wasi/folder.ts';
import { NullDevice } from '../wasi/null-device.ts';

/** A root that is empty but for what any Unix has. */
export function emptyRoot(): Folder {
  const root = new Folder();
  emptyFolders(root, ['home', 'tmp', 'gotmp', 'out', 'work']);
  root.put('dev/null', new NullDevice());
  return root;
}

/** Puts empty folders in place of what the root has under these names. */
export function emptyFolders(root: Folder, names: readonly string[]): void {
  for (const name of names) root.entries.set(name, new Folder());
}
