// How far the files of a tree may grow.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { Errno } from './errno.ts';

/** The bytes that the files of a tree may still grow by. */
export class DiskQuota {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Takes bytes from what is left; a negative number gives some back. Throws ENOSPC when there are not so many. */
  take(bytes: number): void {
    if (bytes > this.#left) throw new Errno(wasi.ERRNO_NOSPC);
    this.#left -= bytes;
  }
}
