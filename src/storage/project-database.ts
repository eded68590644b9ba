// The records of kept projects in IndexedDB: heads and contents, written in one transaction.
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { ProjectFile } from '../project/file.ts';
import { isDraftRest } from './draft.ts';
import type { ProjectHead, Writing } from './project-records.ts';

const headKey = (tab: string) => `head:${tab}`;
const contentKey = (key: string) => `content:${key}`;
const heads = () => IDBKeyRange.bound('head:', 'head;', false, true);

let opened: UseStore | undefined;

/** Opened late: a browser that allows no storage throws at once. */
function database(): UseStore {
  return (opened ??= createStore('anyport-projects', 'records'));
}

/** The heads of all tabs' projects. */
export async function readHeads(): Promise<ProjectHead[]> {
  const values = await database()('readonly', (store) => promisifyRequest<unknown[]>(store.getAll(heads())));
  return values.filter(isHead);
}

/** Contents by their keys; those that are gone are left out. */
export async function readContents(keys: readonly string[]): Promise<Map<string, ProjectFile['content']>> {
  const found = await database()('readonly', (store) =>
    Promise.all(
      keys.map((key) => promisifyRequest<ProjectFile['content'] | undefined>(store.get(contentKey(key)))),
    ),
  );
  return new Map(keys.flatMap((key, index) => (found[index] === undefined ? [] : [[key, found[index]]])));
}

/** Does what `plan` says of the head that is there, all of it or nothing. Resolves when it is kept. */
export function write(tab: string, plan: (found: ProjectHead | undefined) => Writing): Promise<Writing> {
  return database()('readwrite', async (store) => {
    const value = await promisifyRequest<unknown>(store.get(headKey(tab)));
    const writing = plan(isHead(value) ? value : undefined);
    try {
      for (const { key, content } of writing.puts) store.put(content, contentKey(key));
      for (const key of writing.deletes) store.delete(contentKey(key));
      store.put(writing.head, headKey(tab));
    } catch (error) {
      store.transaction.abort(); // What can be kept of it would be half of it.
      throw error;
    }
    await promisifyRequest(store.transaction);
    return writing;
  });
}

/** Removes the projects of some tabs. */
export function removeProjects(all: readonly ProjectHead[]): Promise<void> {
  return database()('readwrite', (store) => {
    for (const { tab, files } of all) {
      store.delete(headKey(tab));
      for (const { key } of files) store.delete(contentKey(key));
    }
    return promisifyRequest(store.transaction);
  });
}

/** Removes everything. */
export function clearProjects(): Promise<void> {
  return database()('readwrite', (store) => {
    store.clear();
    return promisifyRequest(store.transaction);
  });
}

/** All values of the database. */
export function readAllRecords(): Promise<unknown[]> {
  return database()('readonly', (store) => promisifyRequest<unknown[]>(store.getAll()));
}

function isHead(value: unknown): value is ProjectHead {
  const { tab, savedAt, stamp, files, rest } = (value ?? {}) as Partial<ProjectHead>;
  return (
    [tab, stamp].every((text) => typeof text === 'string') &&
    typeof savedAt === 'number' &&
    Array.isArray(files) &&
    isDraftRest(rest)
  );
}
