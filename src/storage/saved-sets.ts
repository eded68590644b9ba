// Keeps the sets of targets that the user has named.
import { get, update } from 'idb-keyval';

/** A set of targets, by name. */
export interface SavedSet {
  name: string;
  targets: string[];
}

const KEY = 'target-sets';

/** The kept sets, in the order of their names; none where the browser keeps nothing. */
export async function loadSets(): Promise<SavedSet[]> {
  try {
    return mergeSets(setsFrom(await get<unknown>(KEY)), []);
  } catch {
    // A browser that allows no storage makes idb-keyval throw at once, not reject.
    return [];
  }
}

/** Changes what is kept, which another tab may have changed meanwhile. Never rejects: sets then last for the visit. */
export async function changeSets(change: (all: readonly SavedSet[]) => readonly SavedSet[]): Promise<void> {
  try {
    await update<unknown>(KEY, (kept) => mergeSets([], change(setsFrom(kept))));
  } catch {
    // They last until the page is left.
  }
}

/** All sets in the order of their names; of two with the same name, the one in `own`. */
export function mergeSets(kept: readonly SavedSet[], own: readonly SavedSet[]): SavedSet[] {
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
