// The page under measurement: built for production, served with what is prepared.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../toolchain/serve.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A site that is up. */
export interface Site {
  url: string;
  /** Where the files are; the prepared releases in toolchain/. */
  folder: string;
  close(): Promise<void>;
}

/** Builds the page into a temporary folder and serves it on a free port. `toolchain` is public/toolchain or one like it. */
export async function serveSite(toolchain: string): Promise<Site> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anyport-site-'));
  process.env['ANYPORT_SHELL_ONLY'] = '1'; // read by vite.config.ts
  const { build } = await import('vite');
  await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  await symlink(path.resolve(toolchain), path.join(folder, 'toolchain'));
  const { url, close } = await serve([folder], 0);
  return {
    url,
    folder,
    async close() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
