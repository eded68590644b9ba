// Real files of this machine in the mounted tree, and writes changes back.
import {
  accessSync,
  chmodSync,
  constants,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
  type BigIntStats,
} from 'node:fs';
import { join } from 'node:path';
import { wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { Errno } from '../wasi/errno.ts';
import type { OpenFlags } from '../wasi/node.ts';
import { RegularFile } from '../wasi/regular-file.ts';
import type { DiskFolder } from './disk-folder.ts';

/** Files written to since the last flush. */
const changed = new Set<DiskFile>();

/** Writes every changed file to the disk. Call it when the processes have ended. */
export function flush(): void {
  for (const file of changed) file.flush();
  changed.clear();
}

/** Runs a call of node:fs. Its error becomes the errno that the process gets to see. */
export function onDisk<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    const name = (error as NodeJS.ErrnoException).code?.slice(1);
    throw new Errno((wasi as unknown as Record<string, number>)[`ERRNO_${name}`] ?? wasi.ERRNO_IO);
  }
}

/** Where a real node lies; changes when it, or a folder above it, is renamed. */
export interface DiskPlace {
  folder: DiskFolder;
  name: string;
}

export function pathOf({ folder, name }: DiskPlace): string {
  return join(folder.path, name);
}

/** A real file. Its content is read when first needed, and written back by flush(). */
export class DiskFile extends RegularFile {
  /** Undefined when the file was removed: what is still open is then written to nowhere. */
  place: DiskPlace | undefined;
  #lazy: RegularFile | undefined;

  constructor(
    place: DiskPlace,
    stats: BigIntStats,
    /** Whether a process made it, so that its mode is for us to say. */
    readonly created: boolean,
  ) {
    super(undefined, stats.mtimeNs);
    this.place = place;
    this.#lazy = RegularFile.lazy(Number(stats.size), () => this.#read());
  }

  #read(): Uint8Array {
    const { place } = this;
    return place ? onDisk(() => new Uint8Array(readFileSync(pathOf(place)))) : new Uint8Array(0);
  }

  override open(flags: OpenFlags): Fd {
    const { place } = this;
    const mode = (flags.read ? constants.R_OK : 0) | (flags.write ? constants.W_OK : 0);
    if (place) onDisk(() => accessSync(pathOf(place), mode));
    return super.open(flags);
  }

  override get size(): number {
    return this.#lazy ? this.#lazy.size : super.size;
  }

  override get bytes(): Uint8Array {
    if (this.#lazy) {
      const { modified } = this;
      const { bytes } = this.#lazy;
      this.#lazy = undefined;
      super.bytes = bytes;
      this.modified = modified;
    }
    return super.bytes;
  }

  override set bytes(bytes: Uint8Array) {
    this.#lazy = undefined;
    super.bytes = bytes;
    changed.add(this);
  }

  override write(source: Uint8Array, offset: number): void {
    void this.bytes;
    super.write(source, offset);
    changed.add(this);
  }

  override resize(size: number): void {
    void this.bytes;
    super.resize(size);
    changed.add(this);
  }

  /** Gets the content while it is there: whoever has a file open that is removed goes on reading. */
  keep(): void {
    try {
      void this.bytes;
    } catch (thrown) {
      if (!(thrown instanceof Errno)) throw thrown; // Not readable, so nobody has it open for reading.
    }
  }

  flush(): void {
    if (!this.place) return;
    const { modified, bytes } = this;
    const path = pathOf(this.place);
    writeFileSync(path, bytes);
    if (this.created && isExecutable(bytes)) makeExecutable(path);
    const seconds = Number(modified / 1_000_000n) / 1e3;
    utimesSync(path, seconds, seconds);
  }
}

const executableMagic = [
  0x7f454c46, 0x4d5a, 0xcffaedfe, 0xcefaedfe, 0x0061736d, 0x01f7, 0x01df, 0x01eb, 0x8a97, 0x0647,
];

export function isExecutable(bytes: Uint8Array): boolean {
  const word = bytes.length < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return executableMagic.includes(word) || executableMagic.includes(word >>> 16);
}

/** WASI knows no modes; what looks like an executable may be executed by whoever may read it, as native go has it. */
export function makeExecutable(path: string): void {
  const { mode } = statSync(path);
  chmodSync(path, mode | ((mode & 0o444) >> 2));
}
