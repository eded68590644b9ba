// What this browser keeps of the site: how much of each kind, and removing it.
import { clearKeptManifest } from '../storage/offline-manifest.ts';
import { clearKept, keptSizes } from './storage-client.ts';
import { clearKeptProjects, keptProjectsSize } from '../storage/project-store.ts';

/** The page's own files; tools and packs; packages that were compiled here; projects. */
export type KeptKind = 'page' | 'toolchain' | 'compiled' | 'drafts';

/** How much is kept. All sizes in bytes. */
export interface StorageUse {
  kinds: Record<KeptKind, number>;
  /** Binaries of sets of targets, of all open tabs; each goes with its tab (src/storage/disk-blobs.ts). */
  binaries: number;
  /** All that the browser counts for this site, and what it would allow; undefined where it does not tell. */
  total: number | undefined;
  quota: number | undefined;
  /** Whether the browser has promised not to remove it by itself; undefined where it makes no promises. */
  isPersisted: boolean | undefined;
}

/** Measures everything. What cannot be read counts as nothing. */
export async function measureStorage(): Promise<StorageUse> {
  const nothing = { toolchain: 0, compiled: 0 };
  const [kept, page, drafts, binaries, estimate, isPersisted] = await Promise.all([
    keptSizes().catch(() => nothing),
    pageSize().catch(() => 0),
    keptProjectsSize().catch(() => 0),
    binariesSize().catch(() => 0),
    navigator.storage?.estimate?.().catch(() => undefined),
    navigator.storage?.persisted?.().catch(() => undefined),
  ]);
  const { usage: total, quota } = estimate ?? {};
  return { kinds: { page, ...kept, drafts }, binaries, total, quota, isPersisted };
}

/** Removes what is kept of one kind. The page that is open goes on working. */
export async function clearStorage(kind: KeptKind): Promise<void> {
  if (kind === 'drafts') await clearKeptProjects();
  else if (kind === 'page') await clearPage();
  else await clearKept(kind);
  if (kind === 'toolchain') await clearKeptManifest();
}

/** Name of the service worker's cache; see workers/service-worker.ts. */
const shellCache = () => `anyport-shell ${new URL('./', document.baseURI).pathname}`;

async function pageSize(): Promise<number> {
  if (!(await caches.has(shellCache()))) return 0;
  const responses = await (await caches.open(shellCache())).matchAll();
  const sizes = responses.map(async (response) => (await response.blob()).size);
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}

async function binariesSize(): Promise<number> {
  const root = await navigator.storage.getDirectory();
  let size = 0;
  for await (const folder of root.values()) {
    if (!folder.name.startsWith('anyport-binaries-') || folder.kind !== 'directory') continue;
    for await (const file of folder.values()) if (file.kind === 'file') size += (await file.getFile()).size;
  }
  return size;
}

/** Without its service worker as well: the next visit installs it anew, with all files. */
async function clearPage(): Promise<void> {
  await (await navigator.serviceWorker.getRegistration('./'))?.unregister();
  await caches.delete(shellCache());
}
