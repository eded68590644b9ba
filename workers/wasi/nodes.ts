// What lies in the file system: regular files, folders, symbolic links and /dev/null.
import { Inode, wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { Errno } from './errno.ts';
import { NullDescriptor, OpenFile, OpenFolder } from './descriptors.ts';

/** Nanoseconds since the epoch, as WASI counts. */
export function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

/** New times of a node, nanoseconds since the epoch; undefined leaves one as it is. */
export interface Times {
  accessed: bigint | undefined;
  modified: bigint | undefined;
}

/** A node of the tree. Lives as long as something refers to it: a folder's entry or an open descriptor. */
export abstract class Node extends Inode {
  /** Last change, nanoseconds since the epoch. */
  modified: bigint;
  /** Last access, where a program has set one. Reading does not count, as on a disk mounted with noatime. */
  #accessed: bigint | undefined;

  constructor(modified: bigint = now()) {
    super();
    this.modified = modified;
  }

  abstract readonly filetype: number;
  abstract readonly size: number;
  abstract open(flags: OpenFlags): Fd;

  stat(): wasi.Filestat {
    const stat = new wasi.Filestat(this.ino, this.filetype, BigInt(this.size));
    stat.nlink = 1n;
    stat.mtim = stat.ctim = this.modified;
    stat.atim = this.#accessed ?? this.modified;
    return stat;
  }

  /** Setting one time keeps the other (utimensat(2), UTIME_OMIT). */
  setTimes({ accessed, modified }: Times): void {
    this.#accessed = accessed ?? this.#accessed ?? this.modified;
    this.modified = modified ?? this.modified;
  }

  /** What the shim calls; ours call `open`, which throws Errno. */
  path_open(oflags: number, rights: bigint, fdflags: number): { ret: number; fd_obj: Fd } {
    return { ret: wasi.ERRNO_SUCCESS, fd_obj: this.open(openFlags(oflags, rights, fdflags)) };
  }
}

/** How a file is opened. */
export interface OpenFlags {
  read: boolean;
  write: boolean;
  truncate: boolean;
  append: boolean;
}

/** The flags of path_open; O_RDONLY, O_WRONLY and O_RDWR come as rights. */
export function openFlags(oflags: number, rights: bigint, fdflags: number): OpenFlags {
  return {
    read: (rights & BigInt(wasi.RIGHTS_FD_READ)) !== 0n,
    write: (rights & BigInt(wasi.RIGHTS_FD_WRITE)) !== 0n,
    truncate: (oflags & wasi.OFLAGS_TRUNC) !== 0,
    append: (fdflags & wasi.FDFLAGS_APPEND) !== 0,
  };
}

/** The largest file: what one typed array holds in every browser. */
const maximumSize = 2 ** 31 - 1;

const empty = new Uint8Array(0);

/**
 * A file whose bytes are a view into something fetched (never written to), or a buffer of its own that doubles as it
 * grows. A lazy file knows its size before its bytes are there and gets them at the first read.
 */
export class RegularFile extends Node {
  readonly filetype = wasi.FILETYPE_REGULAR_FILE;
  #buffer: Uint8Array;
  #size: number;
  #owned: boolean;
  #load: (() => Uint8Array) | undefined;
  /** The SHA-256 of the content, where it is known without reading; forgotten when the file changes. */
  digest: (() => Uint8Array | undefined) | undefined;

  /** A file with the given bytes. They are shared, not copied, until the first write. */
  constructor(bytes: Uint8Array = empty, modified?: bigint) {
    super(modified);
    this.#buffer = bytes;
    this.#size = bytes.length;
    this.#owned = false;
  }

  /** A file whose bytes `load` gives when they are first needed; `size` is their length. */
  static lazy(size: number, load: () => Uint8Array, modified?: bigint): RegularFile {
    const file = new RegularFile(empty, modified);
    file.#size = size;
    file.#load = load;
    return file;
  }

  get size(): number {
    return this.#size;
  }

  /** Whether a process has written into it; false for content that was mounted. */
  get isWritten(): boolean {
    return this.#owned;
  }

  /** The content. Valid until the next write; do not keep it across one. */
  get bytes(): Uint8Array {
    if (this.#load) {
      this.#buffer = this.#load();
      this.#size = this.#buffer.length;
      this.#load = undefined;
    }
    return this.#buffer.length === this.#size ? this.#buffer : this.#buffer.subarray(0, this.#size);
  }

  /** Replaces the content. */
  set bytes(bytes: Uint8Array) {
    this.#load = undefined;
    this.#buffer = bytes;
    this.#size = bytes.length;
    this.#owned = false;
    this.#touch();
  }

  #touch(): void {
    this.digest = undefined;
    this.modified = now();
  }

  write(source: Uint8Array, offset: number): void {
    const end = offset + source.length;
    this.#reserve(end);
    this.#buffer.set(source, offset);
    if (end > this.#size) this.#size = end;
    this.#touch();
  }

  /** Cuts the file, or lengthens it with zero bytes. */
  resize(size: number): void {
    this.#reserve(size);
    if (size < this.#size) this.#buffer.fill(0, size, this.#size);
    this.#size = size;
    this.#touch();
  }

  /** Makes the buffer ours and at least `size` long. Beyond #size it is always zero. */
  #reserve(size: number): void {
    if (size > maximumSize) throw new Errno(wasi.ERRNO_FBIG);
    const bytes = this.bytes;
    if (this.#owned && size <= this.#buffer.length) return;
    const grown = allocate(Math.max(size, Math.min(bytes.length * 2, bytes.length + (64 << 20)), 4096));
    grown.set(bytes);
    this.#buffer = grown;
    this.#owned = true;
  }

  open(flags: OpenFlags): Fd {
    if (flags.truncate) this.bytes = empty;
    return new OpenFile(this, flags);
  }
}

/** New zero bytes; ENOSPC when there is no memory left. */
function allocate(size: number): Uint8Array {
  try {
    return new Uint8Array(size);
  } catch {
    throw new Errno(wasi.ERRNO_NOSPC);
  }
}

/** A folder. Entries keep their order of creation; listing one that is open is stable, see OpenFolder. */
export class Folder extends Node {
  readonly filetype = wasi.FILETYPE_DIRECTORY;
  readonly size = 0;
  #entries = new Map<string, Node>();

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

  /** A new empty file, as O_CREAT makes it. A subclass may give its own kind. */
  create(name: string): Node {
    const file = new RegularFile();
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

/** A symbolic link. Its target is resolved by paths.ts, never here. */
export class Symlink extends Node {
  readonly filetype = wasi.FILETYPE_SYMBOLIC_LINK;

  constructor(
    readonly target: string,
    modified?: bigint,
  ) {
    super(modified);
  }

  get size(): number {
    return new TextEncoder().encode(this.target).length;
  }

  open(): Fd {
    throw new Errno(wasi.ERRNO_LOOP);
  }
}

/** /dev/null: reads as empty, swallows what is written. `go` opens it for every process it starts. */
export class NullDevice extends Node {
  readonly filetype = wasi.FILETYPE_CHARACTER_DEVICE;
  readonly size = 0;

  open(): Fd {
    return new NullDescriptor(this);
  }
}
