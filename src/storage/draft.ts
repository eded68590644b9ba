// Keeps what the user typed in the browser's storage, so that a reload loses nothing.
import type { Settings } from '../project/settings.ts';
import type { Target } from '../project/target.ts';
import { delMany, entries, set } from 'idb-keyval';
import { pathProblem } from '../project/file-path.ts';
import type { NewFile } from '../project/project.ts';

/** Everything that comes back after a reload. */
export interface Draft {
  files: NewFile[];
  openPath: string;
  target: Target;
  args: string;
  stdin: string;
  /** Absent in drafts from before there were settings: the defaults. */
  settings?: Settings;
  /** The targets that were chosen to be built together, by name. */
  chosenTargets?: string[];
}

interface Kept {
  /** The browser tab it was typed in: each tab gets its own text back. */
  tab: string;
  savedAt: number;
  draft: Draft;
}

const PREFIX = 'draft:';
const PENDING = 'anyport-pending-draft';
const TAB = 'anyport-tab';
const KEPT_TABS = 8;
const DELAY = 300;
const PATIENCE = 4000;

/** Keeps drafts in IndexedDB, one per browser tab. */
export class DraftStore {
  readonly #tab = tabName();
  #pending: Kept | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRefused = false;
  #refuse!: () => void;

  /** Resolves when the storage cannot be used; from then on nothing is kept. Otherwise it stays open for ever. */
  readonly refused = new Promise<void>((resolve) => {
    this.#refuse = () => {
      this.#isRefused = true;
      resolve();
    };
  });

  /** This tab's draft, or else the newest one; undefined when there is none or the storage refuses. */
  async load(): Promise<Draft | undefined> {
    try {
      const kept = [...(await withPatience(readAll())), ...readPending()].sort(
        (a, b) => b.savedAt - a.savedAt,
      );
      void forgetOld(kept).catch(() => {});
      return (kept.find(({ tab }) => tab === this.#tab) ?? kept[0])?.draft;
    } catch {
      this.#refuse();
      return undefined;
    }
  }

  /** Keeps the draft soon; calls in quick succession become one. */
  save(draft: Draft): void {
    if (this.#isRefused) return;
    this.#pending = { tab: this.#tab, savedAt: Date.now(), draft };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#write(), DELAY);
  }

  /**
   * Keeps at once what waits to be kept: for the moment the page goes away. IndexedDB may not finish then,
   * localStorage is written before the call returns.
   */
  flush(): void {
    if (!this.#pending) return;
    try {
      localStorage.setItem(PENDING, JSON.stringify(this.#pending));
    } catch {
      // Full or refused: IndexedDB below is the other way, and the usual one.
    }
    clearTimeout(this.#timer);
    void this.#write();
  }

  async #write(): Promise<void> {
    const kept = this.#pending;
    if (!kept) return;
    try {
      await set(PREFIX + kept.tab, kept);
      if (this.#pending === kept) this.#pending = undefined;
      if (readPending().every(({ tab, savedAt }) => tab === kept.tab && savedAt <= kept.savedAt)) {
        localStorage.removeItem(PENDING);
      }
    } catch {
      this.#refuse();
    }
  }
}

/** Bytes of all kept drafts, about. */
export async function draftsSize(): Promise<number> {
  const all = await withPatience(readAll());
  return new Blob(all.map((kept) => JSON.stringify(kept))).size;
}

/** Removes the drafts of all tabs. What is in the editor stays there, and is kept again with the next change. */
export async function clearDrafts(): Promise<void> {
  const keys = (await entries<string, unknown>()).map(([key]) => key);
  await delMany(keys.filter((key) => key.startsWith(PREFIX)));
  localStorage.removeItem(PENDING);
}

function tabName(): string {
  try {
    const name = sessionStorage.getItem(TAB) ?? Math.random().toString(36).slice(2);
    sessionStorage.setItem(TAB, name);
    return name;
  } catch {
    return 'only';
  }
}

async function readAll(): Promise<Kept[]> {
  const all = await entries<string, unknown>();
  return all
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([, value]) => value)
    .filter(isKept);
}

function readPending(): Kept[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PENDING) ?? 'null');
    return isKept(value) ? [value] : [];
  } catch {
    return [];
  }
}

async function forgetOld(newestFirst: Kept[]): Promise<void> {
  const tabs = [...new Set(newestFirst.map(({ tab }) => tab))];
  await delMany(tabs.slice(KEPT_TABS).map((tab) => PREFIX + tab));
}

function isKept(value: unknown): value is Kept {
  const { tab, savedAt, draft } = (value ?? {}) as Partial<Kept>;
  if (typeof tab !== 'string' || typeof savedAt !== 'number' || typeof draft !== 'object') return false;
  const { files, openPath, target, args, stdin } = draft;
  return (
    [openPath, target?.goos, target?.goarch, args, stdin].every((text) => typeof text === 'string') &&
    Array.isArray(files) &&
    files.length > 0 &&
    files.every((file) => typeof file?.content === 'string' && pathProblem(file.path, []) === undefined)
  );
}

/** An IndexedDB that never answers (a browser bug met in Safari, bugs.webkit.org/226547) counts as refused. */
function withPatience<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the storage does not answer')), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
