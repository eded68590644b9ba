// Prepared files kept for use without a network: in the Cache API, by their URL.
import type { Manifest } from '../../toolchain/manifest.ts';

/** Name of the cache; the page shows its size and can clear it. */
export const keptFilesCache = 'anyport-toolchain';

/**
 * Keeps a verified file. Its name holds its content's hash, so it never goes stale. Resolves false when the browser keeps
 * nothing (private window, quota): the file is then fetched again, and needs the network.
 */
export async function keepFile(url: URL, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    const cache = await caches.open(keptFilesCache);
    await cache.put(url, new Response(bytes, { headers: { 'Content-Length': String(bytes.length) } }));
    return true;
  } catch {
    return false;
  }
}

/** A kept file, or undefined. */
export async function keptFile(url: URL): Promise<Response | undefined> {
  try {
    return await (await caches.open(keptFilesCache)).match(url);
  } catch {
    return undefined;
  }
}

/**
 * Drops the kept files that this manifest has no use for: other releases of the same site, tools and indexes that were
 * made anew. Content blobs go with their release. `folder` is the URL of the manifest's folder.
 */
export async function dropOtherFiles(folder: string, manifest: Manifest): Promise<void> {
  const { tools, goroot, packs } = manifest;
  const named = [goroot, ...Object.values(tools), ...Object.values(packs)].map(({ path }) => folder + path);
  const isNamed = new Set(named);
  const site = new URL('..', folder).href;
  try {
    const cache = await caches.open(keptFilesCache);
    for (const { url } of await cache.keys()) {
      if (!url.startsWith(site) || url.startsWith(`${folder}blobs/`) || isNamed.has(url)) continue;
      await cache.delete(url);
    }
  } catch {
    // A browser that keeps nothing has nothing to drop.
  }
}

/** URLs of all kept files. */
export async function keptUrls(): Promise<Set<string>> {
  try {
    const cache = await caches.open(keptFilesCache);
    return new Set((await cache.keys()).map(({ url }) => url));
  } catch {
    return new Set();
  }
}

/** Bytes of all kept files. */
export async function keptFilesSize(): Promise<number> {
  try {
    const responses = await (await caches.open(keptFilesCache)).matchAll();
    return responses.reduce((total, { headers }) => total + Number(headers.get('Content-Length')), 0);
  } catch {
    return 0;
  }
}

/** Removes every kept file. */
export async function clearKeptFiles(): Promise<void> {
  await caches.delete(keptFilesCache).catch(() => false);
}
