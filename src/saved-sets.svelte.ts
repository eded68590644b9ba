// This file is responsible for the sets of targets that the user has given a name; they stay in this browser.

import { get, update } from 'idb-keyval';

/** A set of targets, by name. */
export interface SavedSet {
  name: string;
  targets: string[];
}

const KEY = 'target-sets';

/** Saved sets by name. Where the browser keeps nothing they last until the page is left. */
export class SavedSets {
  #all: readonly SavedSet[] = $state.raw([]);

  constructor() {
    void this.#load();
  }

  /** In the order of their names. */
  get all(): readonly SavedSet[] {
    return this.#all;
  }

  /** Saves a set, in place of one with the same name. */
  save(set: SavedSet): void {
    this.#change((all) => [...all.filter(({ name }) => name !== set.name), set]);
  }

  delete(name: string): void {
    this.#change((all) => all.filter((set) => set.name !== name));
  }

  async #load(): Promise<void> {
    try {
      this.#all = merge(setsFrom(await get<unknown>(KEY)), this.#all);
    } catch {
      // Nothing is kept. (A browser that allows no storage makes idb-keyval throw at once, not reject.)
    }
  }

  /** Changes what is kept, which another tab may have changed meanwhile, and what shows. */
  #change(change: (all: readonly SavedSet[]) => readonly SavedSet[]): void {
    this.#all = merge([], change(this.#all));
    void this.#keep(change);
  }

  async #keep(change: (all: readonly SavedSet[]) => readonly SavedSet[]): Promise<void> {
    try {
      await update<unknown>(KEY, (kept) => merge([], change(setsFrom(kept))));
    } catch {
      // They last until the page is left.
    }
  }
}

function merge(kept: readonly SavedSet[], own: readonly SavedSet[]): SavedSet[] {
  const byName = new Map([...kept, ...own].map((set) => [set.name, set]));
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function setsFrom(value: unknown): SavedSet[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (set): set is SavedSet =>
      typeof set?.name === 'string' &&
      Array.isArray(set.targets) &&
      set.targets.every((target: unknown) => typeof target === 'string'),
  );
}
