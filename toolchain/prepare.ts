// `npm run toolchain`: it turns a Go release into public/toolchain/<release>/.
import { fileURLToPath } from 'node:url';
import { storeBrotli } from './brotli.ts';
import { cacheFolder } from './cache-folder.ts';
import { mapLimited } from './concurrency.ts';
import { parseOptions, type PrepareOptions } from './options.ts';
import { Preparation } from './preparation.ts';
import { say, step } from './progress.ts';
import { describeSize, measureFolder } from './site-size.ts';

const fromRoot = (folder: string): string => fileURLToPath(new URL(`../${folder}`, import.meta.url));

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), fromRoot('public/toolchain'));
  const { release, out, grade } = options;
  const preparation = await Preparation.begin(release, out, cacheFolder, 'npm run toolchain', grade);
  try {
    await prepare(preparation, options);
  } finally {
    await preparation.close();
  }
}

async function prepare(preparation: Preparation, options: PrepareOptions): Promise<void> {
  await preparation.base();
  if (!options.toolsOnly) {
    // Two at a time: while one waits for a big package, which compiles on one processor, the other uses the rest.
    await mapLimited(preparation.targets(options.targets), 2, (target) =>
      preparation.pack(target, options.std),
    );
  }
  const swept = await preparation.folder.sweep();
  if (swept > 0) say(`removed ${swept} files that nothing refers to`);
  const { brotli } = options;
  if (brotli !== undefined) {
    const written = await step(`brotli, quality ${brotli}`, () =>
      storeBrotli(preparation.folder, brotli, sayLeft),
    );
    say(`  ${written} files written`);
  }
  for (const line of describeSize(await measureFolder(preparation.folder.path))) say(line);
  say(`ready: ${preparation.folder.path}`);
}

/** Files between two lines that tell how many are left. */
const told = 100;

function sayLeft(left: number): void {
  if (left > 0 && left % told === 0) say(`  ${left} files left`);
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
