// The prepared toolchain that the tests use: apart from the one of the site, quicker to prepare, with the same content.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parityStd } from '../parity/programs.ts';
import { cacheFolder } from '../toolchain/cache-folder.ts';
import { sha256 } from '../toolchain/content.ts';

const sources = fileURLToPath(new URL('../toolchain', import.meta.url));

const own = path.join(cacheFolder, 'test-toolchain');

/** Folder of the prepared releases; ANYPORT_TOOLCHAIN names another one, such as public/toolchain. */
export const testToolchain = process.env['ANYPORT_TOOLCHAIN'] ?? own;

/**
 * Arguments of `npm run toolchain`: all targets, and of std what the programs of the parity tests import. Those of
 * `go vet` and `go test` are for two targets.
 */
export const preparation: readonly string[] = [
  ...['--out', testToolchain, '--targets', 'all', '--std', parityStd()],
  ...['--compression', 'fast', '--vet', 'linux/amd64,wasip1/wasm'],
];

/** What prepares nothing, or is not used by the tests' preparation. */
const without = /\.test\.ts$|\.md$|^(brotli|page|serve|site-size|start)\.ts$/;

/**
 * Removes a toolchain that other sources have prepared. Its keys tell formats apart, but tests must not depend on somebody
 * having raised one.
 */
export async function forgetOlderToolchain(): Promise<void> {
  const names = await readdir(sources, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile() && !without.test(entry.name));
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  const contents = paths.map(async (file) => `${path.basename(file)} ${sha256(await readFile(file))}`);
  const stamp = sha256((await Promise.all(contents)).join('\n'));
  const stampFile = path.join(own, 'sources');
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) return;
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true });
  await writeFile(stampFile, stamp);
}

/** The GOCACHE that preparation fills: all that builds natively in the tests shares it. */
export async function sharedGoCache(): Promise<string> {
  const releases = JSON.parse(await readFile(path.join(testToolchain, 'releases.json'), 'utf8')) as {
    default: string;
  };
  return path.join(cacheFolder, releases.default, 'gocache');
}
