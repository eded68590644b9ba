// A guest without code: the imports, called from a test on a memory of its own.
import type { Fd } from '@bjorn3/browser_wasi_shim';
import { Preopen } from './descriptors.ts';
import { Folder } from './folder.ts';
import { Preview1 } from './preview1.ts';

/** A process to call the imports of. Descriptors 0 to 2 are `fds`, 3 is the preopen of `root`. */
export class TestGuest {
  readonly memory = new WebAssembly.Memory({ initial: 4 });
  readonly preview1: Preview1;
  readonly root: Folder;
  #free = 1024;

  constructor({
    argv = ['test'],
    env = [] as string[],
    fds = [] as (Fd | undefined)[],
    root = new Folder(),
  } = {}) {
    this.root = root;
    this.preview1 = new Preview1(argv, env, [fds[0], fds[1], fds[2], new Preopen(root), ...fds.slice(3)]);
    this.preview1.inst = { exports: { memory: this.memory } };
  }

  /** Calls an import; returns its errno. */
  call(name: string, ...args: (number | bigint)[]): number {
    const call = this.preview1.wasiImport[name] as (...args: (number | bigint)[]) => number;
    return call(...args);
  }

  /** Memory that nothing else uses. */
  allocate(size: number): number {
    const pointer = this.#free;
    this.#free += (size + 7) & ~7;
    const missing = this.#free - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65536));
    return pointer;
  }

  /** A string in memory: its pointer and its length in bytes. */
  string(text: string): [pointer: number, length: number] {
    const bytes = new TextEncoder().encode(text);
    const pointer = this.allocate(bytes.length);
    this.bytes(pointer, bytes.length).set(bytes);
    return [pointer, bytes.length];
  }

  bytes(pointer: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, pointer, length);
  }

  get view(): DataView {
    return new DataView(this.memory.buffer);
  }

  uint32(pointer: number): number {
    return this.view.getUint32(pointer, true);
  }

  uint64(pointer: number): bigint {
    return this.view.getBigUint64(pointer, true);
  }

  /** An iovec array for one buffer. */
  iovec(pointer: number, length: number): number {
    const iovec = this.allocate(8);
    this.view.setUint32(iovec, pointer, true);
    this.view.setUint32(iovec + 4, length, true);
    return iovec;
  }

  /** path_open below the root with all rights; returns the descriptor, or minus the errno. */
  open(path: string, oflags = 0, fdflags = 0): number {
    const result = this.allocate(4);
    const all = (1n << 29n) - 1n;
    const errno = this.call('path_open', 3, 1, ...this.string(path), oflags, all, all, fdflags, result);
    return errno === 0 ? this.uint32(result) : -errno;
  }
}
