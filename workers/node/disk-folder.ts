// Real folders of this machine in the mounted tree.
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { wasi } from '@bjorn3/browser_wasi_shim';
import { Errno } from '../wasi/errno.ts';
import { Folder } from '../wasi/folder.ts';
import type { Node } from '../wasi/node.ts';
import { NullDevice } from '../wasi/null-device.ts';
import { RegularFile } from '../wasi/regular-file.ts';
import { Symlink } from '../wasi/symlink.ts';
import { DiskFile, isExecutable, makeExecutable, onDisk, pathOf, type DiskPlace } from './disk-file.ts';

/** A real folder, read when first looked into. Creating, renaming and removing entries happens on the disk at once. */
export class DiskFolder extends Folder {
  #place: string | DiskPlace;
  #real: Map<string, Node> | undefined;

  /** `mounted` entries lie over the real ones: they are never read from nor written to the disk. */
  constructor(
    place: string | DiskPlace,
    readonly mounted: ReadonlyMap<string, Node> = new Map(),
  ) {
    super();
    this.#place = place;
    this.modified = statSync(this.path, { bigint: true }).mtimeNs;
  }

  get path(): string {
    return typeof this.#place === 'string' ? this.#place : pathOf(this.#place);
  }

  override get entries(): Map<string, Node> {
    return (this.#real ??= this.#read());
  }

  #read(): Map<string, Node> {
    const entries = new LazyEntries(this, readNames(this.path));
    for (const [name, node] of this.mounted) entries.set(name, node);
    return entries;
  }

  override create(name: string): Node {
    onDisk(() => closeSync(openSync(join(this.path, name), 'wx')));
    return this.#adopt(name, true);
  }

  override set(name: string, node: Node): void {
    this.#refuseMounted(name);
    // A second name for a real file would need one node with two places; file systems may refuse (link(2), EPERM).
    if (node instanceof DiskFile) throw new Errno(wasi.ERRNO_PERM);
    if (this.entries.has(name)) this.remove(name);
    const path = join(this.path, name);
    if (node instanceof Symlink) onDisk(() => symlinkSync(node.target, path));
    else if (node instanceof Folder) onDisk(() => mkdirSync(path));
    else if (node instanceof RegularFile) onDisk(() => writeFileSync(path, node.bytes, { flag: 'wx' }));
    else throw new Errno(wasi.ERRNO_XDEV);
    if (node instanceof RegularFile && isExecutable(node.bytes)) onDisk(() => makeExecutable(path));
    const adopted = this.#adopt(name, true);
    if (node instanceof Folder && adopted instanceof Folder)
      for (const [entry, child] of node.entries) adopted.set(entry, child);
  }

  override remove(name: string): void {
    this.#refuseMounted(name);
    const node = this.entries.get(name);
    if (node instanceof DiskFile) node.keep();
    if (node instanceof DiskFolder) onDisk(() => rmdirSync(node.path));
    else if (node instanceof DiskFile || node instanceof Symlink)
      onDisk(() => unlinkSync(join(this.path, name)));
    if (node instanceof DiskFile) node.place = undefined;
    super.remove(name);
  }

  override move(name: string, to: Folder, newName: string): void {
    const node = this.entries.get(name);
    const real = node instanceof DiskFile || node instanceof DiskFolder || node instanceof Symlink;
    if (!node || !real) return super.move(name, to, newName);
    // As between two file systems (rename(2), EXDEV): who moves things copies them then.
    if (!(to instanceof DiskFolder)) throw new Errno(wasi.ERRNO_XDEV);
    this.#refuseMounted(name);
    to.#refuseMounted(newName);
    const replaced = to.entries.get(newName);
    if (replaced instanceof DiskFile) replaced.keep();
    onDisk(() => renameSync(join(this.path, name), join(to.path, newName)));
    if (replaced instanceof DiskFile) replaced.place = undefined;
    super.remove(name);
    super.set.call(to, newName, node);
    if (node instanceof DiskFile) node.place = { folder: to, name: newName };
    if (node instanceof DiskFolder) node.#place = { folder: to, name: newName };
  }

  /** What is mounted stays where it is (rename(2), EBUSY). */
  #refuseMounted(name: string): void {
    if (this.mounted.has(name)) throw new Errno(wasi.ERRNO_BUSY);
  }

  /** Takes what now lies on the disk into the entries. */
  #adopt(name: string, created: boolean): Node {
    const node = nodeAt({ folder: this, name }, created);
    if (!node) throw new Errno(wasi.ERRNO_NOENT);
    super.set(name, node);
    return node;
  }
}

/** Entries of a real folder, each looked at only when asked for: a home folder has thousands that nobody needs. */
class LazyEntries extends Map<string, Node> {
  readonly #unread: Set<string>;

  constructor(
    readonly folder: DiskFolder,
    names: string[],
  ) {
    super();
    this.#unread = new Set(names);
  }

  override get(name: string): Node | undefined {
    if (this.#unread.delete(name)) {
      const node = nodeAt({ folder: this.folder, name }, false);
      if (node) super.set(name, node);
    }
    return super.get(name);
  }

  override set(name: string, node: Node): this {
    this.#unread.delete(name);
    return super.set(name, node);
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  override delete(name: string): boolean {
    return this.#unread.delete(name) || super.delete(name);
  }

  override get size(): number {
    return (this.#unread?.size ?? 0) + super.size;
  }

  override values(): MapIterator<Node> {
    return this.#all().values();
  }

  override [Symbol.iterator](): MapIterator<[string, Node]> {
    return this.#all()[Symbol.iterator]();
  }

  #all(): Map<string, Node> {
    for (const name of [...this.#unread]) this.get(name);
    return new Map(super.entries());
  }
}

function readNames(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return []; // Not readable by this user: empty, as far as a build is concerned.
  }
}

function nodeAt(place: DiskPlace, created: boolean): Node | undefined {
  const path = pathOf(place);
  try {
    const stats = lstatSync(path, { bigint: true });
    if (stats.isSymbolicLink()) return new Symlink(readlinkSync(path), stats.mtimeNs);
    if (stats.isDirectory()) return new DiskFolder(place);
    if (stats.isFile()) return new DiskFile(place, stats, created);
    return path === '/dev/null' ? new NullDevice() : undefined;
  } catch {
    return undefined;
  }
}
