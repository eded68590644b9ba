// The sets of targets that the user has given a name; they stay in this browser.
import { changeSets, loadSets, mergeSets, type SavedSet } from '../storage/saved-sets.ts';

/** Saved sets by name. Where the browser keeps nothing they last until the page is left. */
export class SavedSets {
  #all: readonly SavedSet[] = $state.raw([]);

  constructor() {
    void loadSets().then((kept) => (this.#all = mergeSets(kept, this.#all)));
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

  #change(change: (all: readonly SavedSet[]) => readonly SavedSet[]): void {
    this.#all = mergeSets([], change(this.#all));
    void changeSets(change);
  }
}
