// The manifest kept for a visit without a network.
import type { Manifest } from '../../toolchain/manifest.ts';

/** Beside the cache of prepared files (workers/storage/kept-files.ts); both are cleared together. */
const cacheName = 'anyport-manifest';

/**
 * Keeps the manifest whose files this browser has. One record for all that releases.json and manifest.json say, so that
 * nobody meets the one of today with the other of yesterday. A browser that refuses keeps nothing.
 */
export async function keepManifest(site: string, manifest: Manifest): Promise<void> {
  try {
    const cache = await caches.open(cacheName);
    await cache.put(keyOf(site), new Response(JSON.stringify(manifest)));
  } catch {
    // The files were refused as well, and that is told.
  }
}

/** The kept manifest, or undefined. */
export async function keptManifest(site: string): Promise<Manifest | undefined> {
  try {
    const response = await (await caches.open(cacheName)).match(keyOf(site));
    return (await response?.json()) as Manifest | undefined;
  } catch {
    return undefined;
  }
}

/** `site` is the URL of the folder of releases.json: several sites may share a host and its caches. */
function keyOf(site: string): string {
  return new URL('kept-manifest.json', site).href;
}

/** Removes the kept manifests of all sites of this host, whose files are removed as well. */
export async function clearKeptManifest(): Promise<void> {
  await caches.delete(cacheName).catch(() => false);
}
