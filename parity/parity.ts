// `npm run parity`: the page's toolchain and native Go build the same programs for every target, and must give the same bytes.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../toolchain/cache-folder.ts';
import type { NativeGo } from '../toolchain/go-command.ts';
import { findRelease } from '../toolchain/goroot.ts';
import { targetName } from '../src/project/target.ts';
import { DiskSource } from '../workers/node/disk-source.ts';
import { buildNatively } from './native-build.ts';
import { chosen, parseOptions } from './options.ts';
import { compare, type BuildOutcome, type Verdict } from './outcome.ts';
import { startPageProcess, type PageProcess } from './page-process.ts';
import { readPrograms, type ParityProgram } from './programs.ts';

const fromRoot = (folder: string): string => fileURLToPath(new URL(`../${folder}`, import.meta.url));

async function main(): Promise<void> {
  const folder = process.env['ANYPORT_TOOLCHAIN'] ?? fromRoot('public/toolchain');
  const options = parseOptions(process.argv.slice(2), folder);
  const manifest = DiskSource.at(options.toolchain).manifest();
  const targets = chosen('target', manifest.targets, targetName, options.targets).map(targetName);
  const programs = chosen('program', readPrograms(), ({ name }) => name, options.programs);
  const go = await findRelease(manifest.release, cacheFolder);
  console.log(`${go.release}, ${targets.length} targets x ${programs.length} programs`);

  const verdicts: Verdict[] = [];
  const queue = targets.values(); // Shared: each process takes the next one.
  const work = async (page: PageProcess): Promise<void> => {
    for (const target of queue) verdicts.push(...(await compareTarget(page, go, target, programs)));
  };
  const processes = Array.from({ length: options.jobs }, () => startPageProcess(options.toolchain));
  await Promise.all(processes.map(work)).finally(() => processes.forEach((page) => page.close()));

  const count = (kind: Verdict['kind']) => verdicts.filter((verdict) => verdict.kind === kind).length;
  console.log(
    `${targets.length} targets x ${programs.length} programs: ` +
      `${count('identical')} identical, ${count('different')} different, ${count('refused')} refused by both`,
  );
  if (count('different') > 0) process.exitCode = 1;
}

/** Builds and compares all programs for one target, and prints a line about it. */
async function compareTarget(
  page: PageProcess,
  go: NativeGo,
  target: string,
  programs: ParityProgram[],
): Promise<Verdict[]> {
  const began = performance.now();
  const verdicts: Verdict[] = [];
  const words: string[] = [];
  for (const { name, files } of programs) {
    const outcomes = await Promise.all([page.build(target, files), buildNatively(go, target, files)]);
    const verdict = compare(...outcomes);
    verdicts.push(verdict);
    words.push(`${name} ${await describeVerdict(verdict, `${target} ${name}`, outcomes)}`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${target.padEnd(16)} ${words.join('   ')}   ${seconds} s`);
  return verdicts;
}

async function describeVerdict(
  verdict: Verdict,
  what: string,
  [page, native]: readonly BuildOutcome[],
): Promise<string> {
  if (verdict.kind === 'identical') return `identical (${verdict.size} bytes)`;
  if (verdict.kind === 'refused') return `refused (${verdict.message.split('\n').at(-1)})`;
  const folder = await mkdtemp(path.join(tmpdir(), 'anyport-parity-'));
  const stem = path.join(folder, what.replaceAll(/[/ ]/g, '_'));
  await keep(`${stem}.page`, page!);
  await keep(`${stem}.native`, native!);
  return `DIFFERENT: ${verdict.how} (both are kept in ${folder})`;
}

async function keep(stem: string, { output, binary }: BuildOutcome): Promise<void> {
  await writeFile(`${stem}.txt`, output);
  if (binary) await writeFile(`${stem}.bin`, binary);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
