// `npm start`: it prepares what the page needs, serves it, and prepares the rest meanwhile.
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder } from './cache-folder.ts';
import { lock } from './folder-lock.ts';
import { buildPage } from './page.ts';
import { Preparation } from './preparation.ts';
import { say, step } from './progress.ts';
import { serve } from './serve.ts';
import type { StdSet } from './std-sets.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}public/toolchain`;
const cache = `${root}.cache`;
const command = 'npm start';

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

/** Builds the page, one process at a time: dist/ is emptied first. */
async function buildPageAlone(): Promise<void> {
  const held = await lock(`${cache}/locks/page`, command, ({ pid }) =>
    say(`process ${pid} is building the page: waiting for it`),
  );
  await step('build the page', () => buildPage(root, cache)).finally(() => held.release());
}

/** Prepares all targets, the likely ones first. */
async function prepareRest(preparation: Preparation): Promise<void> {
  await preparePacks(preparation, preparation.targets('first-class'), 'hello');
  await preparePacks(preparation, preparation.targets('first-class'), 'common');
  await preparePacks(preparation, preparation.targets('all'), 'hello');
  await preparePacks(preparation, preparation.targets('all'), 'common');
  await preparation.folder.sweep();
  say('all targets are prepared');
}

async function main(): Promise<void> {
  const port = wantedPort();
  let preparation = await Preparation.beginUnlessThere(firstPacks, out, cacheFolder, command);
  try {
    if (!preparation) say('another process is preparing, and what the page needs is there: serving it');
    await preparation?.base();
    for (const target of firstPacks) await preparation?.pack(target, 'hello');
    await buildPageAlone();

    // public/ comes first: dist/ may hold an older copy of the toolchain from `npm run build`.
    const { url } = await serve([`${root}public`, `${root}dist`], port);
    say(`\n  Anyport: ${url}\n`);

    setPriority(10); // the browser comes first from here on
    if (!preparation) {
      preparation = await Preparation.begin(undefined, out, cacheFolder, command);
      await preparation.base();
    }
    await prepareRest(preparation);
  } finally {
    await preparation?.close();
  }
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
