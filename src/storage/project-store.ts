// Keeps the project of each browser tab, so that a reload loses nothing: only what changed is written.
import { isDraft, type Draft } from './draft.ts';
import { earlierDrafts, removeEarlierDrafts } from './earlier-drafts.ts';
import { draftOf, keepLastMoment, lastMoments, removeLastMoments } from './last-moment.ts';
import {
  clearProjects,
  readAllRecords,
  readContents,
  readHeads,
  removeProjects,
  write,
} from './project-database.ts';
import { planWriting, type KeptFile, type ProjectHead } from './project-records.ts';

/** What waits to be kept. */
interface Pending {
  readonly draft: Draft;
  readonly savedAt: number;
}

/** A project that may come back. */
interface Candidate {
  tab: string;
  savedAt: number;
  /** The draft, unless a part of it is gone or damaged. */
  read: () => Promise<unknown>;
}

const tabKey = 'anyport-tab';
const keptTabs = 8;
/** In milliseconds. */
const delay = 300;
const patience = 4000;

/** Keeps projects in IndexedDB, one per browser tab. */
export class ProjectStore {
  #tab = tabName();
  /** What the records of this tab hold, as far as nobody else has written since. */
  #known: { stamp: string; kept: readonly KeptFile[] } | undefined;
  #pending: Pending | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #hasEarlier = true;
  #isRefused = false;
  #refuse!: () => void;

  /** Resolves when the storage cannot be used; from then on nothing is kept. Otherwise it stays open for ever. */
  readonly refused = new Promise<void>((resolve) => {
    this.#refuse = () => {
      this.#isRefused = true;
      resolve();
    };
  });

  /** This tab's project, or else the newest one; undefined when there is none or the storage refuses. */
  async load(): Promise<Draft | undefined> {
    try {
      return await withPatience(this.#load());
    } catch {
      this.#refuse();
      return undefined;
    }
  }

  /** Keeps the project soon; calls in quick succession become one. */
  save(draft: Draft): void {
    if (this.#isRefused) return;
    this.#pending = { draft, savedAt: Date.now() };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), delay);
  }

  /** Keeps at once what waits to be kept: for the moment the page goes away. */
  flush(): void {
    if (!this.#pending) return;
    const { draft, savedAt } = this.#pending;
    // Where there is no room for it IndexedDB is the other way, and the usual one.
    keepLastMoment(this.#tab, savedAt, draft, this.#known?.kept ?? []);
    clearTimeout(this.#timer);
    this.#write();
  }

  /** From here on another project is kept; the one so far stays as it was last saved, until eight newer ones are kept. */
  startAnother(): void {
    this.flush();
    this.#tab = newTabName();
    this.#known = undefined;
  }

  async #load(): Promise<Draft | undefined> {
    const heads = await readHeads();
    const candidates = [...heads.map(candidateOf), ...(await otherCandidates())].sort(
      (a, b) => b.savedAt - a.savedAt,
    );
    void forgetOld(candidates, heads).catch(() => {});
    await this.#learn(heads.find(({ tab }) => tab === this.#tab));
    const isOwn = ({ tab }: Candidate) => tab === this.#tab;
    for (const { read } of [...candidates.filter(isOwn), ...candidates.filter((other) => !isOwn(other))]) {
      const draft = await read();
      if (isDraft(draft)) return draft;
    }
    return undefined;
  }

  async #learn(head: ProjectHead | undefined): Promise<void> {
    if (!head) return;
    const contents = await readContents(head.files.map(({ key }) => key));
    const kept = head.files.flatMap(({ path, key }) => {
      const content = contents.get(key);
      return content === undefined ? [] : [{ path, key, content }];
    });
    this.#known = { stamp: head.stamp, kept };
  }

  #write(): void {
    const pending = this.#pending;
    const tab = this.#tab;
    if (pending) this.#writing = this.#writing.then(() => this.#writePending(pending, tab));
  }

  async #writePending(pending: Pending, tab: string): Promise<void> {
    // What is newer is on its way.
    if (this.#isRefused || (tab === this.#tab && pending !== this.#pending)) return;
    const { draft, savedAt } = pending;
    const identity = { tab, savedAt, stamp: randomName() };
    const known = tab === this.#tab ? this.#known : undefined;
    try {
      const plan = (found?: ProjectHead) => planWriting(draft, identity, known, found, randomName);
      const { kept } = await write(tab, plan);
      if (tab === this.#tab) this.#known = { stamp: identity.stamp, kept };
      if (this.#pending !== pending && tab === this.#tab) return;
      if (this.#pending === pending) this.#pending = undefined;
      removeLastMoments([tab]);
      if (this.#hasEarlier) await removeEarlierDrafts([tab]);
      this.#hasEarlier = false;
    } catch {
      this.#refuse();
    }
  }
}

function candidateOf({ tab, savedAt, files, rest }: ProjectHead): Candidate {
  const read = async () => {
    const contents = await readContents(files.map(({ key }) => key));
    return { files: files.map(({ path, key }) => ({ path, content: contents.get(key) })), ...rest };
  };
  return { tab, savedAt, read };
}

async function otherCandidates(): Promise<Candidate[]> {
  const last = lastMoments().map((moment): Candidate => {
    const keys = moment.files.flatMap((file) => ('key' in file ? [file.key] : []));
    return { ...moment, read: async () => draftOf(moment, await readContents(keys)) };
  });
  const earlier = (await earlierDrafts()).map(({ tab, savedAt, draft }) => ({
    tab,
    savedAt,
    read: async () => draft,
  }));
  return [...last, ...earlier];
}

/** Bytes of all kept projects, about. */
export async function keptProjectsSize(): Promise<number> {
  const records = [...(await withPatience(readAllRecords())), ...(await earlierDrafts()), ...lastMoments()];
  const sizes = records.map((record) =>
    record instanceof Uint8Array ? record.length : new Blob([JSON.stringify(record)]).size,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Removes the projects of all tabs. What is in the editor stays there, and is kept again with the next change. */
export async function clearKeptProjects(): Promise<void> {
  await clearProjects();
  await removeEarlierDrafts();
  removeLastMoments();
}

async function forgetOld(newestFirst: readonly Candidate[], heads: readonly ProjectHead[]): Promise<void> {
  const tabs = [...new Set(newestFirst.map(({ tab }) => tab))].slice(keptTabs);
  if (tabs.length === 0) return;
  await removeProjects(heads.filter(({ tab }) => tabs.includes(tab)));
  await removeEarlierDrafts(tabs);
  removeLastMoments(tabs);
}

function tabName(): string {
  try {
    return sessionStorage.getItem(tabKey) ?? newTabName();
  } catch {
    return 'only';
  }
}

function newTabName(): string {
  try {
    const name = randomName();
    sessionStorage.setItem(tabKey, name);
    return name;
  } catch {
    return 'only';
  }
}

function randomName(): string {
  return Math.random().toString(36).slice(2);
}

/** An IndexedDB that never answers (a browser bug met in Safari, bugs.webkit.org/226547) counts as refused. */
function withPatience<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the storage does not answer')), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
