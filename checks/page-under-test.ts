// The page that browser tests drive: built from the sources as they are, served as by `npm start`.
import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve, type Served } from '../toolchain/serve.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds the page without a copy of the toolchain and serves it on a free port. ANYPORT_TOOLCHAIN names another folder of
 * prepared releases than public/toolchain.
 * @throws Error when no toolchain is prepared.
 */
export async function servePageUnderTest(): Promise<Served> {
  const toolchain = path.resolve(process.env['ANYPORT_TOOLCHAIN'] ?? `${root}public/toolchain`);
  if (!existsSync(path.join(toolchain, 'releases.json')))
    throw new Error('No toolchain is prepared: run `npm run toolchain -- --std hello` first.');
  const outDir = `${root}.cache/page-under-test`;
  process.env['ANYPORT_SHELL_ONLY'] = '1'; // read by vite.config.ts
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  await symlink(toolchain, path.join(outDir, 'toolchain'), 'junction');
  return serve([outDir], 0);
}
