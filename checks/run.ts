// `npm test`: it prepares what the tests need, runs every check and counts the outcomes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Served } from '../toolchain/serve.ts';
import { findChromium } from './browser.ts';
import { add, countExit, nothing, summary, type Counts } from './counts.ts';
import { servePageUnderTest } from './page-under-test.ts';
import { runProgram, type Print } from './run-program.ts';
import { sideBySide, type Lane } from './side-by-side.ts';
import { steps, type Step } from './steps.ts';
import { forgetOlderToolchain, preparation, sharedGoCache, testToolchain } from './test-toolchain.ts';

interface Result {
  name: string;
  counts: Counts;
  seconds: number;
}

const print: Print = (text) => void process.stdout.write(text);

async function timed(name: string, print: Print, check: () => Promise<Counts>): Promise<Result> {
  print(`\n=== ${name}\n\n`);
  const began = performance.now();
  const counts = await check();
  const seconds = (performance.now() - began) / 1000;
  print(`\n--- ${name}: ${summary(counts)} in ${seconds.toFixed(1)} s\n`);
  return { name, counts, seconds };
}

/** A lane of steps. */
function lane(chosen: readonly Step[], folder: string): Lane<Result> {
  return async (print) => {
    const results: Result[] = [];
    for (const step of chosen)
      results.push(await timed(step.name, print, () => runStep(step, folder, print)));
    return results;
  };
}

async function runStep(step: Step, folder: string, print: Print): Promise<Counts> {
  const reportFile = path.join(folder, `${step.name}.json`);
  const args = ['run', '--silent', step.script, '--', ...step.args(reportFile)];
  const ended = await runProgram('npm', args, print, step.env?.(reportFile));
  return step.count({ ...ended, reportFile });
}

/** What must be there before the steps that need it: the toolchain, and a Chromium where the system has none. */
async function prepare(print: Print): Promise<Counts> {
  if (process.env['ANYPORT_TOOLCHAIN'] === undefined) await forgetOlderToolchain();
  const toolchain = await runProgram('npm', ['run', 'toolchain', '--', ...preparation], print);
  if (findChromium()) return countExit(toolchain);
  const browser = await runProgram('npx', ['playwright', 'install', 'chromium'], print);
  return add(countExit(toolchain), countExit(browser));
}

function chosenSteps(names: readonly string[]): readonly Step[] {
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new Error(`${unknown} is none of: ${steps.map(({ name }) => name).join(', ')}`);
  return names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
}

/** All that uses the toolchain, once it is there: one folder of it, one GOCACHE, one page for all browsers. */
async function checkPrepared(chosen: readonly Step[], folder: string): Promise<Result[]> {
  process.env['ANYPORT_TOOLCHAIN'] = testToolchain;
  process.env['GOCACHE'] = await sharedGoCache();
  const before = chosen.filter(({ needs }) => needs !== 'page');
  const inBrowsers = chosen.filter(({ needs }) => needs === 'page');
  const results = await lane(before, folder)(print);
  if (inBrowsers.length === 0) return results;
  let served: Served | undefined;
  results.push(
    await timed('page', print, async () => {
      try {
        served = await servePageUnderTest();
        process.env['ANYPORT_URL'] = served.url;
        return countExit({ exitCode: 0 });
      } catch (error) {
        print(String(error)); // The browsers' steps will try again, and fail.
        return countExit({ exitCode: 1 });
      }
    }),
  );
  const small = inBrowsers.filter(({ isSmall }) => isSmall);
  results.push(
    ...(await lane(
      inBrowsers.filter(({ isSmall }) => !isSmall),
      folder,
    )(print)),
  );
  results.push(
    ...(await sideBySide(
      small.map((step) => lane([step], folder)),
      print,
    )),
  );
  await served?.close();
  return results;
}

async function main(names: readonly string[]): Promise<void> {
  const began = performance.now();
  const chosen = chosenSteps(names);
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-checks-'));
  const unprepared = chosen.filter(({ needs }) => needs === undefined);
  const prepared = chosen.filter(({ needs }) => needs !== undefined);
  const preparing: Lane<Result> = async (print) => [await timed('prepare', print, () => prepare(print))];
  const lanes = [...(prepared.length > 0 ? [preparing] : []), lane(unprepared, folder)];
  const results = await sideBySide(lanes, print);
  if (results.some(({ name, counts }) => name === 'prepare' && counts.failed > 0))
    results.push(...prepared.map(({ name }) => ({ name, counts: { ...nothing, failed: 1 }, seconds: 0 })));
  else if (prepared.length > 0) results.push(...(await checkPrepared(prepared, folder)));
  rmSync(folder, { recursive: true });
  report(results, (performance.now() - began) / 1000);
}

/** Ends with the plain line that says it all. */
function report(results: readonly Result[], seconds: number): void {
  console.log('\n===');
  const line = (name: string, seconds: number, rest: string) =>
    console.log(`${name.padEnd(10)}${`${seconds.toFixed(1)} s`.padStart(10)}   ${rest}`);
  for (const { name, counts, seconds } of results) line(name, seconds, summary(counts));
  const total = results.map(({ counts }) => counts).reduce(add, nothing);
  process.exitCode = total.failed > 0 ? 1 : 0;
  line('in all', seconds, 'steps overlap where that helps');
  console.log(summary(total));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
