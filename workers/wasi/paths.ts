// Walks paths: "." and "..", symbolic links, and the errnos POSIX wants on the way.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { Errno } from './errno.ts';
import { Folder } from './folder.ts';
import type { Node } from './node.ts';
import { Symlink } from './symlink.ts';

/** Where a path leads: the folder that holds (or would hold) its last name, and the node if there is one. */
export interface Place {
  parent: Folder;
  /** Last name of the path; "" when the path is the start folder itself. */
  name: string;
  node: Node | undefined;
  /** The path ended in a slash, so it must be a folder. */
  mustBeFolder: boolean;
}

/** As many links as Linux follows (path_resolution(7)). */
const maximumLinks = 40;

/**
 * Walks `path` from `start`. A missing last name is a Place without a node; anything else that fails throws Errno.
 * Links that lead above the start end in EPERM, as the WASI sandbox rules want it; an absolute link
 * starts at `root`.
 */
export function resolve(start: Folder, path: string, followLast: boolean, root: Folder = start): Place {
  if (path.includes('\0')) throw new Errno(wasi.ERRNO_INVAL);
  if (path === '') throw new Errno(wasi.ERRNO_NOENT);
  const above: Folder[] = [];
  const names = components(path).reverse();
  const mustBeFolder = /(^|\/)\.?$/.test(path);
  let place: Place = { parent: start, name: '', node: start, mustBeFolder };
  let links = 0;
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    if (!(place.node instanceof Folder)) throw new Errno(place.node ? wasi.ERRNO_NOTDIR : wasi.ERRNO_NOENT);
    const folder = place.node;
    if (name === '..') {
      const up = above.pop();
      if (!up) throw new Errno(wasi.ERRNO_PERM);
      place = { parent: above.at(-1) ?? start, name: '', node: up, mustBeFolder };
      continue;
    }
    const node = folder.entries.get(name);
    if (node instanceof Symlink && (followLast || mustBeFolder || names.length > 0)) {
      if (++links > maximumLinks) throw new Errno(wasi.ERRNO_LOOP);
      if (node.target.startsWith('/')) {
        above.length = 0;
        place = { parent: root, name: '', node: root, mustBeFolder };
      }
      names.push(...components(node.target).reverse());
      continue;
    }
    above.push(folder);
    place = { parent: folder, name, node, mustBeFolder };
  }
  if (mustBeFolder && place.node && !(place.node instanceof Folder)) throw new Errno(wasi.ERRNO_NOTDIR);
  return place;
}

function components(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/** The node at `path`, which must exist. */
export function existing(start: Folder, path: string, followLast: boolean): Node {
  const { node } = resolve(start, path, followLast);
  if (!node) throw new Errno(wasi.ERRNO_NOENT);
  return node;
}
