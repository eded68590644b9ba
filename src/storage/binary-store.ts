// Keeps the binaries of many builds: in memory up to a budget, on disk beyond it.

import { IndexedDbBlobs, OpfsBlobs, type DiskBlobs } from './disk-blobs.ts';

/** Where binaries are that do not fit into memory; `none`: the browser refused to keep anything, memory holds all. */
export type DiskKind = 'opfs' | 'indexeddb' | 'none';

const MEGABYTE = 1_000_000;

/** Stores of this visit so far: they share a disk. */
let stores = 0;

/** Binaries by key, for one visit. */
export class BinaryStore {
  /** Before each key on the disk, which other stores use too. */
  readonly #prefix = `${(stores += 1)} `;
  readonly #memory = new Map<string, Blob>();
  readonly #disk = new Map<string, { disk: DiskBlobs; size: number }>();
  #disks: DiskBlobs[];
  #bytesInMemory = 0;
  #lastChange: Promise<void> = Promise.resolve();

  /** `budget` is how many bytes may be in memory. `disks` are tried in order. */
  constructor(
    readonly budget = 64 * MEGABYTE,
    disks: DiskBlobs[] = [new OpfsBlobs(), new IndexedDbBlobs()],
  ) {
    this.#disks = disks;
  }

  /** Which disk is in use for what does not fit into memory. */
  get disk(): DiskKind {
    return this.#disks[0]?.kind ?? 'none';
  }

  get bytesInMemory(): number {
    return this.#bytesInMemory;
  }

  get bytesOnDisk(): number {
    return [...this.#disk.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Keeps bytes under a key, in place of what was there; what no disk takes stays in memory. Rejects only when there is no
   * room left at all: nothing is then kept under the key, and the next put is no worse for it.
   */
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    // One after the other: two at once would both see room in memory.
    return this.#inTurn(() => this.#put(key, bytes));
  }

  /** The binary as a Blob, which reads from the disk when its bytes are asked for; undefined for an unknown key. */
  async get(key: string): Promise<Blob | undefined> {
    return this.#memory.get(key) ?? (await this.#disk.get(key)?.disk.read(this.#prefix + key));
  }

  /** Forgets a binary. */
  remove(key: string): Promise<void> {
    return this.#inTurn(() => this.#remove(key));
  }

  /** Forgets everything, also what is still being written. */
  clear(): Promise<void> {
    return this.#inTurn(async () => {
      for (const key of [...this.#memory.keys(), ...this.#disk.keys()]) await this.#remove(key);
    });
  }

  #inTurn(change: () => Promise<void>): Promise<void> {
    const changed = this.#lastChange.then(change);
    this.#lastChange = changed.catch(() => {});
    return changed;
  }

  async #put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#remove(key);
    const fits = this.#bytesInMemory + bytes.length <= this.budget;
    if (fits || !(await this.#writeToDisk(key, bytes))) {
      this.#memory.set(key, new Blob([bytes]));
      this.#bytesInMemory += bytes.length;
    }
  }

  async #writeToDisk(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    for (let disk = this.#disks[0]; disk; disk = this.#disks[0]) {
      try {
        await disk.write(this.#prefix + key, bytes);
        this.#disk.set(key, { disk, size: bytes.length });
        return true;
      } catch {
        // Refused (private window), full, or not there at all: the next one, for good.
        this.#disks = this.#disks.slice(1);
      }
    }
    return false;
  }

  async #remove(key: string): Promise<void> {
    this.#bytesInMemory -= this.#memory.get(key)?.size ?? 0;
    this.#memory.delete(key);
    const kept = this.#disk.get(key);
    this.#disk.delete(key);
    await kept?.disk.remove(this.#prefix + key).catch(() => {});
  }
}
