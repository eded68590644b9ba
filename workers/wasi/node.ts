// What all in the file system has in common: its number, its times, and that it can be opened.
import { Inode, wasi, type Fd } from '@bjorn3/browser_wasi_shim';

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
