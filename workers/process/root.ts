// The root of the tree that processes see in a worker.
import { Folder, NullDevice } from '../wasi/nodes.ts';

/** A root that is empty but for what any Unix has. */
export function emptyRoot(): Folder {
  const root = new Folder();
  for (const path of ['home', 'tmp', 'gotmp', 'out', 'work']) root.folder(path);
  root.put('dev/null', new NullDevice());
  return root;
}
