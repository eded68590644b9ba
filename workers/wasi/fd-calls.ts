// The fd_* calls of WASI preview 1.
import { wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { Descriptor, OpenFolder, Preopen } from './descriptors.ts';
import { Errno } from './errno.ts';
import type { GuestMemory } from './memory.ts';
import type { Folder } from './folder.ts';
import { now, type Times } from './node.ts';

const allRights = 0x1fff_ffffn;

/** The access mode of a descriptor, as WASI tells it. */
function rightsOf({ readable, writable }: Descriptor): bigint {
  const missing = (readable ? 0 : wasi.RIGHTS_FD_READ) | (writable ? 0 : wasi.RIGHTS_FD_WRITE);
  return allRights & ~BigInt(missing);
}

/** An offset or a size; WASI's are unsigned but reach us as signed bigints. */
function position(value: bigint): number {
  if (value < 0n) throw new Errno(wasi.ERRNO_INVAL);
  return Number(value);
}

/** Size of a dirent before its name. */
const direntSize = 24;

/** The descriptors of a process by number. */
export class DescriptorTable {
  constructor(readonly fds: (Fd | undefined)[]) {}

  /** Where absolute symbolic links start: the process's one preopen. */
  get root(): Folder | undefined {
    return this.fds.find((fd) => fd instanceof Preopen)?.folder;
  }

  get(fd: number): Descriptor {
    const descriptor = this.fds[fd];
    if (!(descriptor instanceof Descriptor)) throw new Errno(wasi.ERRNO_BADF);
    return descriptor;
  }

  folder(fd: number): OpenFolder {
    const descriptor = this.get(fd);
    if (!(descriptor instanceof OpenFolder)) throw new Errno(wasi.ERRNO_NOTDIR);
    return descriptor;
  }

  /** Takes the lowest free number, as POSIX says. */
  add(descriptor: Fd): number {
    const free = this.fds.indexOf(undefined);
    if (free >= 0) {
      this.fds[free] = descriptor;
      return free;
    }
    return this.fds.push(descriptor) - 1;
  }

  close(fd: number): void {
    this.get(fd);
    this.fds[fd] = undefined;
  }
}

/** The fd_* imports, throwing Errno. 64-bit numbers come as bigint; files stay far below 2^53 bytes. */
export function fdCalls(memory: GuestMemory, table: DescriptorTable) {
  const ok = (fd: number): void => void table.get(fd);
  return {
    fd_advise(fd: number, _offset: bigint, _length: bigint, advice: number): void {
      table.get(fd);
      if (advice >>> 0 > wasi.ADVICE_NOREUSE) throw new Errno(wasi.ERRNO_INVAL);
    },
    fd_allocate(fd: number, offset: bigint, length: bigint): void {
      const descriptor = table.get(fd);
      const end = position(offset) + position(length);
      if (length === 0n) throw new Errno(wasi.ERRNO_INVAL);
      if (end > Number(descriptor.stat().size)) descriptor.resize(end);
    },
    fd_close: (fd: number): void => table.close(fd),
    fd_datasync: ok,
    fd_sync: ok,
    fd_fdstat_get(fd: number, pointer: number): void {
      const descriptor = table.get(fd);
      const fdstat = new wasi.Fdstat(descriptor.stat().filetype, descriptor.fdflags);
      fdstat.fs_rights_base = rightsOf(descriptor);
      fdstat.fs_rights_inherited = allRights;
      fdstat.write_bytes(memory.view, pointer >>> 0);
    },
    // Go tries to make fds 0 to 2 non-blocking and is content with a refusal; reads then block.
    fd_fdstat_set_flags(fd: number, flags: number): void {
      const descriptor = table.get(fd);
      if (flags & ~descriptor.settableFlags) throw new Errno(wasi.ERRNO_NOTSUP);
      descriptor.fdflags = flags;
    },
    fd_fdstat_set_rights: ok,
    fd_filestat_get: (fd: number, pointer: number): void => memory.setFilestat(pointer, table.get(fd).stat()),
    fd_filestat_set_size: (fd: number, size: bigint): void => table.get(fd).resize(position(size)),
    fd_filestat_set_times: (fd: number, accessed: bigint, modified: bigint, flags: number): void =>
      table.get(fd).setTimes(requestedTimes(accessed, modified, flags)),
    fd_pread(fd: number, iovecs: number, count: number, offset: bigint, result: number): void {
      const descriptor = table.get(fd);
      const start = position(offset);
      memory.transfer(iovecs, count, result, (buffer, done) => descriptor.pread(buffer, start + done));
    },
    fd_pwrite(fd: number, iovecs: number, count: number, offset: bigint, result: number): void {
      const descriptor = table.get(fd);
      const start = position(offset);
      memory.transfer(iovecs, count, result, (buffer, done) => descriptor.pwrite(buffer, start + done));
    },
    fd_read(fd: number, iovecs: number, count: number, result: number): void | Promise<void> {
      const descriptor = table.get(fd);
      const read = () => memory.transfer(iovecs, count, result, (buffer) => descriptor.read(buffer));
      const blocks = (descriptor.fdflags & wasi.FDFLAGS_NONBLOCK) === 0;
      return blocks ? onceReadable(descriptor, read) : read();
    },
    fd_write(fd: number, iovecs: number, count: number, result: number): void {
      const descriptor = table.get(fd);
      memory.transfer(iovecs, count, result, (buffer) => descriptor.write(buffer));
    },
    // Go looks at every fd from 3 on until EBADF and panics on anything but success or ENOTDIR.
    fd_prestat_get(fd: number, pointer: number): void {
      const { prestat } = table.get(fd).fd_prestat_get();
      if (!prestat) throw new Errno(wasi.ERRNO_NOTDIR);
      prestat.write_bytes(memory.view, pointer >>> 0);
    },
    fd_prestat_dir_name(fd: number, pointer: number, length: number): void {
      const { prestat } = table.get(fd).fd_prestat_get();
      if (!prestat) throw new Errno(wasi.ERRNO_NOTDIR);
      const name = prestat.inner.pr_name;
      if (name.length > length) throw new Errno(wasi.ERRNO_NAMETOOLONG);
      memory.slice(pointer, name.length).set(name);
    },
    fd_readdir(fd: number, buffer: number, length: number, cookie: bigint, usedPointer: number): void {
      const listing = table.folder(fd).listing(cookie === 0n);
      memory.setUint32(usedPointer, writeEntries(memory.slice(buffer, length), listing, Number(cookie)));
    },
    fd_renumber(from: number, to: number): void {
      const descriptor = table.get(from);
      table.get(to);
      table.fds[to] = descriptor;
      if (from !== to) table.fds[from] = undefined;
    },
    fd_seek(fd: number, offset: bigint, whence: number, pointer: number): void {
      memory.setUint64(pointer, BigInt(table.get(fd).seek(Number(offset), whence)));
    },
    fd_tell(fd: number, pointer: number): void {
      memory.setUint64(pointer, BigInt(table.get(fd).seek(0, wasi.WHENCE_CUR)));
    },
  };
}

/** Calls `then` when a read would find something. */
function onceReadable(descriptor: Descriptor, then: () => void): void | Promise<void> {
  while (!descriptor.isReadable) {
    const suspended = descriptor.wait(Infinity);
    if (suspended) return suspended.then(() => onceReadable(descriptor, then));
  }
  then();
}

/** The times that *_filestat_set_times asks for. */
export function requestedTimes(accessed: bigint, modified: bigint, flags: number): Times {
  const time = (given: bigint, explicitFlag: number, nowFlag: number): bigint | undefined => {
    const [explicit, current] = [(flags & explicitFlag) !== 0, (flags & nowFlag) !== 0];
    if (explicit && current) throw new Errno(wasi.ERRNO_INVAL);
    return explicit ? given : current ? now() : undefined;
  };
  return {
    accessed: time(accessed, wasi.FSTFLAGS_ATIM, wasi.FSTFLAGS_ATIM_NOW),
    modified: time(modified, wasi.FSTFLAGS_MTIM, wasi.FSTFLAGS_MTIM_NOW),
  };
}

const encoder = new TextEncoder();

/** Fills `target` with dirents from index `next` on; the last one is cut when it does not fit, which tells the guest to ask again. */
function writeEntries(
  target: Uint8Array,
  listing: [string, { ino: bigint; filetype: number }][],
  next: number,
): number {
  const entry = new DataView(new ArrayBuffer(direntSize));
  let used = 0;
  for (let i = next; i < listing.length && used < target.length; i++) {
    const [name, node] = listing[i]!;
    const bytes = encoder.encode(name);
    entry.setBigUint64(0, BigInt(i + 1), true);
    entry.setBigUint64(8, node.ino, true);
    entry.setUint32(16, bytes.length, true);
    entry.setUint8(20, node.filetype);
    for (const part of [new Uint8Array(entry.buffer), bytes]) {
      const fitting = part.subarray(0, target.length - used);
      target.set(fitting, used);
      used += fitting.length;
    }
  }
  return used;
}
