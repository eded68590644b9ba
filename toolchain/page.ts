// Builds the page when its sources have changed.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isStored, sha256, writeAtomically } from './content.ts';

/** What the built page depends on, below the repository's root. */
const inputs = [
  'src',
  'workers',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
  'toolchain/manifest.ts',
  'toolchain/policy.ts',
  'toolchain/host-files.ts',
];

async function filesOf(root: string, input: string): Promise<string[]> {
  const file = path.join(root, input);
  const entries = await readdir(file, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return [file];
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** One hash over names and contents of all inputs, and of what public/ has beside the toolchain. */
async function hashOfInputs(root: string): Promise<string> {
  const below = (await readdir(path.join(root, 'public')).catch(() => [])).filter(
    (name) => name !== 'toolchain',
  );
  const all = [...inputs, ...below.map((name) => `public/${name}`)];
  const files = (await Promise.all(all.map((input) => filesOf(root, input)))).flat().sort();
  const hashes = files.map(async (file) => `${path.relative(root, file)} ${sha256(await readFile(file))}`);
  return sha256((await Promise.all(hashes)).join('\n'));
}

/**
 * Builds the page into dist/, without a copy of the toolchain, unless it is there already from the same sources.
 * @returns Whether it was built.
 */
export async function buildPage(root: string, cache: string): Promise<boolean> {
  const key = await hashOfInputs(root);
  const keyFile = path.join(cache, 'page.key');
  const built = await readFile(keyFile, 'utf8').catch(() => '');
  if (built === key && (await isStored(path.join(root, 'dist/index.html')))) return false;
  process.env['ANYPORT_SHELL_ONLY'] = '1'; // read by vite.config.ts
  const { build } = await import('vite');
  await build({ root, logLevel: 'error' });
  await writeAtomically(keyFile, key);
  return true;
}
