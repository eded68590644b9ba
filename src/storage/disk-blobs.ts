// Keeps Blobs on disk for one visit: in OPFS, or in IndexedDB where that is missing.

import { createStore, del, delMany, get, keys, set, type UseStore } from 'idb-keyval';

/** A place on disk. Every method rejects when the browser refuses. */
export interface DiskBlobs {
  readonly kind: 'opfs' | 'indexeddb';
  write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  read(key: string): Promise<Blob | undefined>;
  remove(key: string): Promise<void>;
}

const PREFIX = 'anyport-binaries-';
const DATABASE = 'anyport-binaries';
const DAY = 24 * 60 * 60 * 1000;

/** The name of this visit. A lock of that name (w3.org/TR/web-locks) is held for as long as the page lives. */
const visit = `${PREFIX}${Date.now()}-${Math.random().toString(36).slice(2)}`;
let held: Promise<void> | undefined;

/** Resolves when other tabs can see that this visit goes on. */
function holdVisit(): Promise<void> {
  held ??= new Promise((resolve) => {
    const untilTheEnd = () => (resolve(), new Promise<never>(() => {}));
    if (navigator.locks) void navigator.locks.request(visit, untilTheEnd).catch(() => resolve());
    else resolve();
  });
  return held;
}

/** True for what an earlier visit left behind; other tabs hold the locks of theirs. Without locks, a day tells. */
async function isAbandoned(name: string): Promise<boolean> {
  if (!name.startsWith(PREFIX) || name.startsWith(visit)) return false;
  if (!navigator.locks) return Number(/\d+/.exec(name)?.[0]) < Date.now() - DAY;
  const [owner = name] = /^anyport-binaries-[^/]*/.exec(name) ?? [];
  return navigator.locks.request(owner, { ifAvailable: true }, (lock) => lock !== null);
}

/** The origin private file system (fs.spec.whatwg.org). Safari before 26 cannot write there from a page. */
export class OpfsBlobs implements DiskBlobs {
  readonly kind = 'opfs';
  #folder: Promise<FileSystemDirectoryHandle> | undefined;

  async write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const file = await (await this.#open()).getFileHandle(fileName(key), { create: true });
    const writable = await file.createWritable();
    await writable.write(bytes);
    await writable.close();
  }

  async read(key: string): Promise<Blob | undefined> {
    return (await (await this.#open()).getFileHandle(fileName(key))).getFile();
  }

  async remove(key: string): Promise<void> {
    await (await this.#open()).removeEntry(fileName(key));
  }

  #open(): Promise<FileSystemDirectoryHandle> {
    this.#folder ??= openFolder();
    return this.#folder;
  }
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  await holdVisit();
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(visit, { create: true });
}

function fileName(key: string): string {
  return encodeURIComponent(key);
}

/** IndexedDB, which keeps large Blobs as files. */
export class IndexedDbBlobs implements DiskBlobs {
  readonly kind = 'indexeddb';
  #store: Promise<UseStore> | undefined;

  async write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await set(`${visit}/${key}`, new Blob([bytes]), await this.#open());
  }

  async read(key: string): Promise<Blob | undefined> {
    return get<Blob>(`${visit}/${key}`, await this.#open());
  }

  async remove(key: string): Promise<void> {
    await del(`${visit}/${key}`, await this.#open());
  }

  #open(): Promise<UseStore> {
    this.#store ??= openStore();
    return this.#store;
  }
}

async function openStore(): Promise<UseStore> {
  await holdVisit();
  return createStore(DATABASE, 'binaries');
}

/** Removes what earlier visits left on disk. Never rejects. */
export async function removeAbandoned(): Promise<void> {
  await Promise.allSettled([removeOldFolders(), removeOldKeys()]);
}

async function removeOldFolders(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) {
    if (await isAbandoned(name)) await root.removeEntry(name, { recursive: true });
  }
}

async function removeOldKeys(): Promise<void> {
  const databases = await indexedDB.databases();
  if (!databases.some(({ name }) => name === DATABASE)) return;
  const store = createStore(DATABASE, 'binaries');
  const old: string[] = [];
  for (const key of await keys<string>(store)) if (await isAbandoned(key)) old.push(key);
  await delMany(old, store);
}
