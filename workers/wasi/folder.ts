// Folders: entries by name, and how they change.
import { wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { OpenFolder } from './descriptors.ts';
import type { DiskQuota } from './disk-quota.ts';
import { Errno } from './errno.ts';
import { Node, now } from './node.ts';
import { RegularFile } from './regular-file.ts';

/** A folder. Entries keep their order of creation; listing one that is open is stable, see OpenFolder. */
export class Folder extends Node {
  readonly filetype = wasi.FILETYPE_DIRECTORY;
  readonly size = 0;
  #entries = new Map<string, Node>();
  #quota: DiskQuota | undefined;

  /** The entries by name. A subclass may fill them on first use. */
  get entries(): Map<string, Node> {
    return this.#entries;
  }

  /** A sub-folder, created with all its parents when missing. `path` has forward slashes. */
  folder(path: string): Folder {
    const names = path.split('/').filter((name) => name !== '');
    return names.reduce<Folder>((folder, name) => {
      const next = folder.entries.get(name);
      if (next instanceof Folder) return next;
      const made = new Folder();
      folder.entries.set(name, made);
      return made;
    }, this);
  }

  /** Puts a node at a path, creating folders on the way. */
  put(path: string, node: Node): void {
    const slash = path.lastIndexOf('/');
    this.folder(path.slice(0, Math.max(slash, 0))).entries.set(path.slice(slash + 1), node);
  }

  /** The regular file at a path below this folder, or undefined. */
  file(path: string): RegularFile | undefined {
    const names = path.split('/').filter((name) => name !== '');
    const node = names.reduce<Node | undefined>(
      (at, name) => (at instanceof Folder ? at.entries.get(name) : undefined),
      this,
    );
    return node instanceof RegularFile ? node : undefined;
  }

  /** From here on what lies in this folder, and what will be made there, grows within a quota. */
  limit(quota: DiskQuota | undefined): void {
    this.#quota = quota;
    for (const node of this.entries.values()) {
      if (node instanceof Folder) node.limit(quota);
      else if (node instanceof RegularFile) node.quota = quota;
    }
  }

  /** A new empty folder, as mkdir(2) makes it. */
  createFolder(name: string): void {
    const made = new Folder();
    made.limit(this.#quota);
    this.set(name, made);
  }

  /** A new empty file, as O_CREAT makes it. A subclass may give its own kind. */
  create(name: string): Node {
    const file = new RegularFile();
    file.quota = this.#quota;
    this.set(name, file);
    return file;
  }

  /** Adds or replaces an entry and counts as a change of the folder. */
  set(name: string, node: Node): void {
    this.entries.set(name, node);
    this.modified = now();
  }

  /** Removes an entry and counts as a change of the folder. */
  remove(name: string): void {
    this.entries.delete(name);
    this.modified = now();
  }

  /** Removes a file, as unlink(2) does; the quota has its bytes back. */
  unlink(name: string): void {
    const node = this.entries.get(name);
    this.remove(name);
    if (node instanceof RegularFile) this.#quota?.take(-node.size);
  }

  /** Moves an entry, as rename(2) does: what `to` has at that name is replaced. */
  move(name: string, to: Folder, newName: string): void {
    const node = this.entries.get(name);
    if (!node) throw new Errno(wasi.ERRNO_NOENT);
    to.set(newName, node);
    this.remove(name);
  }

  open(): Fd {
    return new OpenFolder(this);
  }
}
