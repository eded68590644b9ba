// Symbolic links.
import { wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { Errno } from './errno.ts';
import { Node } from './node.ts';

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
