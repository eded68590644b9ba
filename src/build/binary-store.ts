// This file is responsible for keeping the binaries of many builds: in memory up to a budget, on disk beyond it.

import { IndexedDbShelf, OpfsShelf, type DiskShelf } from './disk-shelf.ts';

/** Where binaries are that do not fit into memory; `none`: the browser refused to keep anything, memory holds all. */
export type DiskKind = 'opfs' | 'indexeddb' | 'none';

const MEGABYTE = 1_000_000;

/** Binaries by key, for one visit. */
export class BinaryStore {
  readonly #memory = new Map<string, Blob>();
  readonly #disk = new Map<string, { shelf: DiskShelf; size: number }>();
  #shelves: DiskShelf[];
  #bytesInMemory = 0;
  #lastWrite: Promise<unknown> = Promise.resolve();

  /** `budget` is how many bytes may be in memory. `shelves` are tried in order. */
  constructor(
    readonly budget = 64 * MEGABYTE,
    shelves: DiskShelf[] = [new OpfsShelf(), new IndexedDbShelf()],
  ) {
    this.#shelves = shelves;
  }

  /** Which disk is in use for what does not fit into memory. */
  get disk(): DiskKind {
    return this.#shelves[0]?.kind ?? 'none';
  }

  get bytesInMemory(): number {
    return this.#bytesInMemory;
  }

  get bytesOnDisk(): number {
    return [...this.#disk.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Keeps bytes under a key, in place of what was there. Never fails: what no disk takes stays in memory. */
  async put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    // One after the other: two at once would both see room in memory.
    this.#lastWrite = this.#lastWrite.then(() => this.#put(key, bytes));
    await this.#lastWrite;
  }

  /** The binary as a Blob, which reads from the disk when its bytes are asked for; undefined for an unknown key. */
  async get(key: string): Promise<Blob | undefined> {
    return this.#memory.get(key) ?? (await this.#disk.get(key)?.shelf.read(key));
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    for (const key of [...this.#memory.keys(), ...this.#disk.keys()]) await this.#remove(key);
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
    for (let shelf = this.#shelves[0]; shelf; shelf = this.#shelves[0]) {
      try {
        await shelf.write(key, bytes);
        this.#disk.set(key, { shelf, size: bytes.length });
        return true;
      } catch {
        // Refused (private window), full, or not there at all: the next one, for good.
        this.#shelves = this.#shelves.slice(1);
      }
    }
    return false;
  }

  async #remove(key: string): Promise<void> {
    this.#bytesInMemory -= this.#memory.get(key)?.size ?? 0;
    this.#memory.delete(key);
    const kept = this.#disk.get(key);
    this.#disk.delete(key);
    await kept?.shelf.remove(key).catch(() => {});
  }
}
