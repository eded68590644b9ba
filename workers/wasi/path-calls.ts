// The path_* calls of WASI preview 1.
import { wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { Errno } from './errno.ts';
import { requestedTimes, type DescriptorTable } from './fd-calls.ts';
import type { GuestMemory } from './memory.ts';
import { Folder } from './folder.ts';
import { openFlags, type Node } from './node.ts';
import { Symlink } from './symlink.ts';
import { resolve, type Place } from './paths.ts';

/** lookupflags::symlink_follow */
const symlinkFollow = 1;

/** The path_* imports, throwing Errno. */
export function pathCalls(memory: GuestMemory, table: DescriptorTable) {
  const at = (fd: number, pointer: number, length: number, follow: boolean): Place => {
    const path = memory.string(pointer, length);
    if (path.startsWith('/')) throw new Errno(wasi.ERRNO_PERM); // All paths are relative to a descriptor.
    return resolve(table.folder(fd).folder, path, follow, table.root);
  };
  const nodeAt = (fd: number, pointer: number, length: number, follow: boolean): Node => {
    const { node } = at(fd, pointer, length, follow);
    if (!node) throw new Errno(wasi.ERRNO_NOENT);
    return node;
  };

  return {
    path_create_directory(fd: number, pointer: number, length: number): void {
      const { parent, name, node } = at(fd, pointer, length, false);
      if (node) throw new Errno(wasi.ERRNO_EXIST);
      parent.createFolder(name);
    },
    path_filestat_get(fd: number, lookup: number, pointer: number, length: number, result: number): void {
      const follow = (lookup & symlinkFollow) !== 0;
      memory.setFilestat(result, nodeAt(fd, pointer, length, follow).stat());
    },
    path_filestat_set_times(
      fd: number,
      lookup: number,
      pointer: number,
      length: number,
      accessed: bigint,
      modified: bigint,
      flags: number,
    ): void {
      const follow = (lookup & symlinkFollow) !== 0;
      nodeAt(fd, pointer, length, follow).setTimes(requestedTimes(accessed, modified, flags));
    },
    path_link(
      fromFd: number,
      lookup: number,
      from: number,
      fromLength: number,
      toFd: number,
      to: number,
      toLength: number,
    ): void {
      const node = nodeAt(fromFd, from, fromLength, (lookup & symlinkFollow) !== 0);
      if (node instanceof Folder) throw new Errno(wasi.ERRNO_PERM);
      const target = at(toFd, to, toLength, false);
      if (target.node) throw new Errno(wasi.ERRNO_EXIST);
      if (target.mustBeFolder) throw new Errno(wasi.ERRNO_NOENT);
      target.parent.set(target.name, node);
    },
    path_open(
      fd: number,
      lookup: number,
      pointer: number,
      length: number,
      oflags: number,
      rights: bigint,
      _inheriting: bigint,
      fdflags: number,
      result: number,
    ): void {
      // A link in place of a new file is in the way, wherever it leads (open(2), O_EXCL).
      const exclusive = (oflags & wasi.OFLAGS_CREAT) !== 0 && (oflags & wasi.OFLAGS_EXCL) !== 0;
      const place = at(fd, pointer, length, (lookup & symlinkFollow) !== 0 && !exclusive);
      memory.setUint32(result, table.add(openPlace(place, oflags, rights, fdflags)));
    },
    path_readlink(
      fd: number,
      pointer: number,
      length: number,
      buffer: number,
      size: number,
      result: number,
    ): void {
      const node = nodeAt(fd, pointer, length, false);
      if (!(node instanceof Symlink)) throw new Errno(wasi.ERRNO_INVAL);
      const target = new TextEncoder().encode(node.target).subarray(0, size >>> 0);
      memory.slice(buffer, target.length).set(target);
      memory.setUint32(result, target.length);
    },
    path_remove_directory(fd: number, pointer: number, length: number): void {
      const { parent, name, node } = at(fd, pointer, length, false);
      if (!node) throw new Errno(wasi.ERRNO_NOENT);
      if (!(node instanceof Folder)) throw new Errno(wasi.ERRNO_NOTDIR);
      if (node.entries.size > 0) throw new Errno(wasi.ERRNO_NOTEMPTY);
      if (name === '') throw new Errno(wasi.ERRNO_INVAL);
      parent.remove(name);
    },
    path_rename(
      fromFd: number,
      from: number,
      fromLength: number,
      toFd: number,
      to: number,
      toLength: number,
    ): void {
      rename(at(fromFd, from, fromLength, false), at(toFd, to, toLength, false));
    },
    path_symlink(target: number, targetLength: number, fd: number, pointer: number, length: number): void {
      if (targetLength === 0) throw new Errno(wasi.ERRNO_NOENT);
      const place = at(fd, pointer, length, false);
      if (place.node) throw new Errno(wasi.ERRNO_EXIST);
      if (place.mustBeFolder) throw new Errno(wasi.ERRNO_NOENT);
      place.parent.set(place.name, new Symlink(memory.string(target, targetLength)));
    },
    path_unlink_file(fd: number, pointer: number, length: number): void {
      const { parent, name, node } = at(fd, pointer, length, false);
      if (!node) throw new Errno(wasi.ERRNO_NOENT);
      if (node instanceof Folder) throw new Errno(wasi.ERRNO_ISDIR);
      parent.unlink(name);
    },
  };
}

function openPlace(
  { parent, name, node, mustBeFolder }: Place,
  oflags: number,
  rights: bigint,
  fdflags: number,
): Fd {
  const create = (oflags & wasi.OFLAGS_CREAT) !== 0;
  if (node && create && oflags & wasi.OFLAGS_EXCL) throw new Errno(wasi.ERRNO_EXIST);
  if (!node && (!create || mustBeFolder)) throw new Errno(create ? wasi.ERRNO_ISDIR : wasi.ERRNO_NOENT);
  if (!node && oflags & wasi.OFLAGS_DIRECTORY) throw new Errno(wasi.ERRNO_INVAL);
  const opened = node ?? parent.create(name);
  const folder = opened instanceof Folder;
  const asFolder = (oflags & wasi.OFLAGS_DIRECTORY) !== 0;
  if (!folder && asFolder) throw new Errno(wasi.ERRNO_NOTDIR);
  const flags = openFlags(oflags, rights, fdflags);
  // Who says that it is a folder may ask for all rights: that is how a preopen's rights are handed down.
  if (folder && (create || flags.truncate || (flags.write && !asFolder))) throw new Errno(wasi.ERRNO_ISDIR);
  return opened.open(flags);
}

/** rename(2): replaces a file by a file and an empty folder by a folder, and nothing else. */
function rename(from: Place, to: Place): void {
  const { node } = from;
  if (!node) throw new Errno(wasi.ERRNO_NOENT);
  if (from.name === '' || to.name === '') throw new Errno(wasi.ERRNO_INVAL);
  if (node === to.node) return;
  if (node instanceof Folder) {
    if (to.node && !(to.node instanceof Folder)) throw new Errno(wasi.ERRNO_NOTDIR);
    if (to.node instanceof Folder && to.node.entries.size > 0) throw new Errno(wasi.ERRNO_NOTEMPTY);
    if (contains(node, to.parent)) throw new Errno(wasi.ERRNO_INVAL);
  } else {
    if (to.node instanceof Folder) throw new Errno(wasi.ERRNO_ISDIR);
    if (to.mustBeFolder) throw new Errno(wasi.ERRNO_NOTDIR);
  }
  from.parent.move(from.name, to.parent, to.name);
}

function contains(folder: Folder, other: Folder): boolean {
  if (folder === other) return true;
  return [...folder.entries.values()].some((node) => node instanceof Folder && contains(node, other));
}
