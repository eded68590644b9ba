// This file is responsible for `npm run bench`: the page in Chromium against native Go, in the same run.
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findRelease } from '../toolchain/goroot.ts';
import { DiskSource } from '../workers/node/disk-source.ts';
import { firstHello } from './cases/first-hello.ts';
import { hello } from './cases/hello.ts';
import { load } from './cases/load.ts';
import { web } from './cases/web.ts';
import { passes, type Case, type Measurement } from './measurement.ts';
import { serveSite } from './site.ts';
import { formatTable } from './table.ts';

/** In the order of the table. */
const cases: Case[] = [load, firstHello, hello, web];

const usage = `usage: npm run bench -- [--cases ${cases.map(({ name }) => name).join(',')}] [--rebuilds 7] [--toolchain DIR] [--json FILE]`;

const fromRoot = (folder: string): string => fileURLToPath(new URL(`../${folder}`, import.meta.url));

function parseOptions() {
  const toolchain = process.env['ANYPORT_TOOLCHAIN'] ?? fromRoot('public/toolchain');
  const { values } = parseArgs({
    options: {
      cases: { type: 'string' },
      rebuilds: { type: 'string', default: '7' },
      toolchain: { type: 'string', default: toolchain },
      json: { type: 'string' },
    },
  });
  const wanted = values.cases?.split(',') ?? cases.map(({ name }) => name);
  const unknown = wanted.find((name) => !cases.some((known) => known.name === name));
  if (unknown !== undefined || !/^[1-9]\d*$/.test(values.rebuilds)) throw new Error(usage);
  const chosen = cases.filter(({ name }) => wanted.includes(name));
  return { ...values, cases: chosen, rebuilds: Number(values.rebuilds) };
}

async function main(): Promise<void> {
  const options = parseOptions();
  const go = await findRelease(DiskSource.at(options.toolchain).manifest().release, fromRoot('.cache'));
  const site = await serveSite(options.toolchain);
  const measurements: Measurement[] = [];
  try {
    for (const { name, run } of options.cases) {
      console.error(`${name} (load average ${loadavg()[0]!.toFixed(1)} on ${cpus().length} processors)`);
      measurements.push(...(await run({ url: site.url, go, rebuilds: options.rebuilds })));
    }
  } finally {
    await site.close();
  }
  console.log(formatTable(measurements));
  if (options.json) await writeFile(options.json, JSON.stringify(measurements, null, 1) + '\n');
  if (!measurements.every(passes)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
