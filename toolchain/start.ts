// `npm start`: it prepares what the page needs, serves it, and prepares the rest meanwhile.
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPage } from './page.ts';
import { Preparation } from './preparation.ts';
import { say, step } from './progress.ts';
import { serve } from './serve.ts';
import type { StdSet } from './std-sets.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = `${root}.cache`;

/** Packs without which the page is not worth opening: the usual target and the one that runs in the page. */
const firstPacks = ['linux/amd64', 'wasip1/wasm'];

/** The port asked for: --port, then PORT, then Vite's. @throws Error when it is not a port. */
function wantedPort(): number {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const text = values.port ?? process.env['PORT'] ?? '5173';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new Error(`${text} is not a port`);
  return port;
}

/** Prepares packs one after the other; one that fails is told and leaves the others alone. */
async function preparePacks(
  preparation: Preparation,
  targets: readonly string[],
  set: StdSet,
): Promise<void> {
  for (const target of targets) {
    await preparation
      .pack(target, set)
      .catch((error: unknown) =>
        say(`no pack for ${target}: ${error instanceof Error ? error.message : error}`),
      );
  }
}

async function main(): Promise<void> {
  const port = wantedPort();
  const preparation = await Preparation.begin(undefined, `${root}public/toolchain`, cache);
  await preparation.base();
  for (const target of firstPacks) await preparation.pack(target, 'hello');
  await step('build the page', () => buildPage(root, cache));

  // public/ comes first: dist/ may hold an older copy of the toolchain from `npm run build`.
  const { url } = await serve([`${root}public`, `${root}dist`], port);
  say(`\n  Anyport: ${url}\n`);

  setPriority(10); // the browser comes first from here on
  await preparePacks(preparation, preparation.targets('first-class'), 'hello');
  await preparePacks(preparation, preparation.targets('first-class'), 'common');
  await preparePacks(preparation, preparation.targets('all'), 'hello');
  await preparePacks(preparation, preparation.targets('all'), 'common');
  await preparation.folder.sweep();
  say('all targets are prepared');
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
