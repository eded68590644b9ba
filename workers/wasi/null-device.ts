// The device /dev/null.
import { wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { NullDescriptor } from './descriptors.ts';
import { Node } from './node.ts';

/** /dev/null: reads as empty, swallows what is written. `go` opens it for every process it starts. */
export class NullDevice extends Node {
  readonly filetype = wasi.FILETYPE_CHARACTER_DEVICE;
  readonly size = 0;

  open(): Fd {
    return new NullDescriptor(this);
  }
}
