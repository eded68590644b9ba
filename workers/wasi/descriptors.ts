// What a process has open: the descriptors behind its fd numbers.
import { Fd, Inode, wasi } from '@bjorn3/browser_wasi_shim';
import { Errno } from './errno.ts';
import type { Folder } from './folder.ts';
import type { Node, OpenFlags, Times } from './node.ts';
import type { RegularFile } from './regular-file.ts';

/** An open description: shared, with its position, by every process that inherited it. Calls throw Errno. */
export abstract class Descriptor extends Fd {
  abstract stat(): wasi.Filestat;
  fdflags = 0;
  /** What the opener asked for (O_RDONLY, O_WRONLY, O_RDWR); reading or writing without it is EBADF. */
  readonly readable: boolean = true;
  readonly writable: boolean = true;

  /** False while a read would find nothing. Only what arrives while the process runs is ever unready. */
  get isReadable(): boolean {
    return true;
  }

  /** Flags that fd_fdstat_set_flags may set. */
  get settableFlags(): number {
    return wasi.FDFLAGS_APPEND;
  }

  /**
   * Blocks until a read finds something, or for so many milliseconds; gives a promise where the process is suspended instead.
   * Zero looks whether something has arrived.
   */
  wait(_milliseconds: number): void | Promise<void> {}

  /** Fills `target` as far as there are bytes; 0 is end of file. */
  read(_target: Uint8Array): number {
    throw new Errno(wasi.ERRNO_BADF);
  }

  /** Takes `source`, which is guest memory and must be copied if kept; returns how much was taken. */
  write(_source: Uint8Array): number {
    throw new Errno(wasi.ERRNO_BADF);
  }

  pread(_target: Uint8Array, _offset: number): number {
    throw new Errno(wasi.ERRNO_SPIPE);
  }

  pwrite(_source: Uint8Array, _offset: number): number {
    throw new Errno(wasi.ERRNO_SPIPE);
  }

  /** Moves the position and returns it. */
  seek(_offset: number, _whence: number): number {
    throw new Errno(wasi.ERRNO_SPIPE);
  }

  resize(_size: number): void {
    throw new Errno(wasi.ERRNO_INVAL);
  }

  setTimes(_times: Times): void {
    throw new Errno(wasi.ERRNO_NOTSUP);
  }
}

/** A regular file, opened. */
export class OpenFile extends Descriptor {
  override readonly readable: boolean;
  override readonly writable: boolean;
  #position = 0;

  constructor(
    readonly file: RegularFile,
    { read, write, append }: OpenFlags,
  ) {
    super();
    this.readable = read;
    this.writable = write;
    if (append) this.fdflags = wasi.FDFLAGS_APPEND;
  }

  stat(): wasi.Filestat {
    return this.file.stat();
  }

  override read(target: Uint8Array): number {
    const count = this.pread(target, this.#position);
    this.#position += count;
    return count;
  }

  override pread(target: Uint8Array, offset: number): number {
    if (!this.readable) throw new Errno(wasi.ERRNO_BADF);
    const bytes = this.file.bytes;
    const count = Math.min(target.length, bytes.length - offset);
    if (count <= 0) return 0;
    target.set(bytes.subarray(offset, offset + count));
    return count;
  }

  override write(source: Uint8Array): number {
    if (this.fdflags & wasi.FDFLAGS_APPEND) this.#position = this.file.size;
    this.pwrite(source, this.#position);
    this.#position += source.length;
    return source.length;
  }

  override pwrite(source: Uint8Array, offset: number): number {
    if (!this.writable) throw new Errno(wasi.ERRNO_BADF);
    this.file.write(source, offset);
    return source.length;
  }

  override seek(offset: number, whence: number): number {
    const base =
      whence === wasi.WHENCE_SET ? 0 : whence === wasi.WHENCE_CUR ? this.#position : this.file.size;
    if (whence > wasi.WHENCE_END || base + offset < 0) throw new Errno(wasi.ERRNO_INVAL);
    return (this.#position = base + offset);
  }

  override resize(size: number): void {
    if (!this.writable) throw new Errno(wasi.ERRNO_INVAL);
    this.file.resize(size);
  }

  override setTimes(times: Times): void {
    this.file.setTimes(times);
  }
}

/** A folder, opened. A listing is a snapshot taken at its start, so that entries made or removed meanwhile do not shift it. */
export class OpenFolder extends Descriptor {
  override readonly writable = false;
  #listing: [name: string, node: Node][] | undefined;

  constructor(readonly folder: Folder) {
    super();
  }

  stat(): wasi.Filestat {
    return this.folder.stat();
  }

  /** The entries as of the last listing from the start; a cookie is an index into it. */
  listing(fromStart: boolean): [name: string, node: Node][] {
    if (fromStart || !this.#listing) this.#listing = [...this.folder.entries];
    return this.#listing;
  }

  override setTimes(times: Times): void {
    this.folder.setTimes(times);
  }

  override read(): number {
    throw new Errno(wasi.ERRNO_ISDIR);
  }
}

/** The preopened root of a process. Go picks a preopen by plain string prefix, so there is only this one, named "/". */
export class Preopen extends OpenFolder {
  override fd_prestat_get(): { ret: number; prestat: wasi.Prestat } {
    return { ret: wasi.ERRNO_SUCCESS, prestat: wasi.Prestat.dir('/') };
  }
}

/** Common to streams: they look like a terminal-less character device. */
export abstract class Stream extends Descriptor {
  #ino = Inode.issue_ino();

  stat(): wasi.Filestat {
    return new wasi.Filestat(this.#ino, wasi.FILETYPE_CHARACTER_DEVICE, 0n);
  }
}

/** An opened /dev/null. */
export class NullDescriptor extends Stream {
  constructor(readonly node: Node) {
    super();
  }

  override stat(): wasi.Filestat {
    return this.node.stat();
  }

  override read(): number {
    return 0;
  }

  override write(source: Uint8Array): number {
    return source.length;
  }
}

/** Hands what is written to a callback. The bytes are guest memory: valid only during the call. */
export class OutputStream extends Stream {
  constructor(readonly output: (bytes: Uint8Array) => void) {
    super();
  }

  override write(source: Uint8Array): number {
    this.output(source);
    return source.length;
  }
}

/** Reads from a callback that fills the given bytes and returns the count, 0 at the end. */
export class InputStream extends Stream {
  constructor(readonly input: (target: Uint8Array) => number) {
    super();
  }

  override read(target: Uint8Array): number {
    return this.input(target);
  }
}

/** All of standard input, given beforehand. */
export function inputOf(bytes: Uint8Array): InputStream {
  let position = 0;
  return new InputStream((target) => {
    const part = bytes.subarray(position, position + target.length);
    target.set(part);
    position += part.length;
    return part.length;
  });
}

/**
 * A pipe: a queue of bytes. A child runs to its exit inside the parent's spawn, so by the time the parent reads, all
 * that will ever come has been written, and an empty queue is end of file.
 */
export class Pipe {
  #chunks: Uint8Array[] = [];
  /** Index of the first chunk not read to its end; shift() would move a long queue at every read. */
  #next = 0;
  readonly reader = new InputStream((target) => this.#read(target));
  readonly writer = new OutputStream((bytes) => this.#write(bytes));

  /** Writing nothing leaves nothing: an empty chunk would read as end of file. */
  #write(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#chunks.push(bytes.slice());
  }

  #read(target: Uint8Array): number {
    const chunk = this.#chunks[this.#next];
    if (!chunk) return 0;
    const part = chunk.subarray(0, target.length);
    target.set(part);
    if (part.length < chunk.length) this.#chunks[this.#next] = chunk.subarray(part.length);
    else if (++this.#next === this.#chunks.length) this.#next = this.#chunks.length = 0;
    else this.#chunks[this.#next - 1] = empty;
    return part.length;
  }
}

const empty = new Uint8Array(0);
