// The folder that keeps downloads, build caches and what tests prepare from one run to the next.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute. ANYPORT_CACHE names another one than .cache/, for example one that outlives the working copy. */
export const cacheFolder = path.resolve(
  process.env['ANYPORT_CACHE'] ?? fileURLToPath(new URL('../.cache', import.meta.url)),
);
