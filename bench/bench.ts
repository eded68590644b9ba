// `npm run bench`: the page in Chromium against native Go, in the same run.
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { linkable } from '../src/project/target-set.ts';
import { targetName } from '../src/project/target.ts';
import { cacheFolder } from '../toolchain/cache-folder.ts';
import { findRelease } from '../toolchain/goroot.ts';
import { ReleaseFolder } from '../toolchain/release-folder.ts';
import { DiskSource } from '../workers/node/disk-source.ts';
import { BrotliSite } from './brotli-site.ts';
import { allTargets } from './cases/all-targets.ts';
import { firstHello } from './cases/first-hello.ts';
import { fromSource } from './cases/from-source.ts';
import { furtherTarget } from './cases/further-target.ts';
import { hello } from './cases/hello.ts';
import { httpCache } from './cases/http-cache.ts';
import { inspect } from './cases/inspect.ts';
import { load } from './cases/load.ts';
import { memory } from './cases/memory.ts';
import { offline } from './cases/offline.ts';
import { run } from './cases/run.ts';
import { tests } from './cases/tests.ts';
import { web } from './cases/web.ts';
import { passes, type Case, type Measurement } from './measurement.ts';
import { serveSite } from './site.ts';
import { formatTable } from './table.ts';

/** In the order of the table. */
const cases: Case[] = [
  load,
  firstHello,
  furtherTarget,
  httpCache,
  offline,
  hello,
  web,
  tests,
  fromSource,
  allTargets,
  inspect,
  run,
  memory,
];

const usage = `usage: npm run bench -- [--cases ${cases.map(({ name }) => name).join(',')}] [--rebuilds 7] [--brotli 9] [--toolchain DIR] [--json FILE]`;

const fromRoot = (folder: string): string => fileURLToPath(new URL(`../${folder}`, import.meta.url));

type Options = ReturnType<typeof parseOptions>;

function parseOptions() {
  const toolchain = process.env['ANYPORT_TOOLCHAIN'] ?? fromRoot('public/toolchain');
  const { values } = parseArgs({
    options: {
      cases: { type: 'string' },
      rebuilds: { type: 'string', default: '7' },
      brotli: { type: 'string', default: '9' },
      toolchain: { type: 'string', default: toolchain },
      json: { type: 'string' },
    },
  });
  const wanted = values.cases?.split(',') ?? cases.map(({ name }) => name);
  const unknown = wanted.find((name) => !cases.some((known) => known.name === name));
  const isNumbers = /^[1-9]\d*$/.test(values.rebuilds) && /^(\d|1[01])$/.test(values.brotli);
  if (unknown !== undefined || !isNumbers) throw new Error(usage);
  const chosen = cases.filter(({ name }) => wanted.includes(name));
  return { ...values, cases: chosen, rebuilds: Number(values.rebuilds), quality: Number(values.brotli) };
}

async function measure({ toolchain, cases, rebuilds, quality }: Options): Promise<Measurement[]> {
  const source = DiskSource.at(toolchain);
  const { release: name, releaseTime, targets } = source.manifest();
  const go = await findRelease(name, cacheFolder);
  const site = await serveSite(toolchain);
  const release = await ReleaseFolder.open(source.folder, name, releaseTime);
  const cache = fromRoot(`.cache/brotli-${quality}`);
  const brotli = await BrotliSite.serve({ page: site.folder, release, quality, cache });
  const bench = { url: site.url, brotli, go, linkable: linkable(targets).map(targetName), rebuilds };
  const measurements: Measurement[] = [];
  try {
    for (const each of cases) {
      console.error(`${each.name} (load average ${loadavg()[0]!.toFixed(1)} on ${cpus().length} processors)`);
      measurements.push(...(await each.run(bench)));
    }
    return measurements;
  } finally {
    await brotli.close();
    await site.close();
  }
}

async function main(): Promise<void> {
  const options = parseOptions();
  const measurements = await measure(options);
  console.log(formatTable(measurements));
  if (options.json) await writeFile(options.json, JSON.stringify(measurements, null, 1) + '\n');
  if (!measurements.every(passes)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
