// Regular files: bytes that are fetched, mounted or written.
import { wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { OpenFile } from './descriptors.ts';
import type { DiskQuota } from './disk-quota.ts';
import { Errno } from './errno.ts';
import { Node, now, type OpenFlags } from './node.ts';

/** The largest file: what one typed array holds in every browser. */
const maximumSize = 2 ** 31 - 1;

const empty = new Uint8Array(0);

let openings = 0;

/** How often a file has been opened so far, whichever: what was opened later has a higher number. */
export function openingsSoFar(): number {
  return openings;
}

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
  /** The number of its latest opening, see openingsSoFar; 0 before the first. */
  opened = 0;
  /** What the file may grow by; without one, as far as there is memory. */
  quota: DiskQuota | undefined;

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
    this.#account(Math.max(end, this.#size));
    this.#reserve(end);
    this.#buffer.set(source, offset);
    if (end > this.#size) this.#size = end;
    this.#touch();
  }

  /** Cuts the file, or lengthens it with zero bytes. */
  resize(size: number): void {
    this.#account(size);
    this.#reserve(size);
    if (size < this.#size) this.#buffer.fill(0, size, this.#size);
    this.#size = size;
    this.#touch();
  }

  #account(size: number): void {
    this.quota?.take(size - this.#size);
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
    this.opened = ++openings;
    if (flags.truncate) {
      this.#account(0);
      this.bytes = empty;
    }
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
