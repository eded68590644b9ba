// `npm test`: it prepares what the tests need, runs every check and counts the outcomes.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parityStd } from '../parity/programs.ts';
import { findChromium } from './browser.ts';
import { add, countExit, nothing, summary, type Counts, type Ended } from './counts.ts';
import { steps, type Step } from './steps.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The toolchain that the tests need: all targets, and of std what the programs of the parity tests import. */
const testToolchain = ['run', 'toolchain', '--', '--targets', 'all', '--std', parityStd()];

interface Result {
  name: string;
  counts: Counts;
  seconds: number;
}

/** Runs a program to its exit, prints what it prints, and keeps it. Standard error goes where standard output goes. */
function run(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Omit<Ended, 'reportFile'>> {
  return new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell can start.
    const shell = process.platform === 'win32';
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output.push(text);
        process.stdout.write(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output: output.join('') }));
  });
}

async function timed(name: string, check: () => Promise<Counts>): Promise<Result> {
  console.log(`\n=== ${name}\n`);
  const began = performance.now();
  const counts = await check();
  const seconds = (performance.now() - began) / 1000;
  console.log(`\n--- ${name}: ${summary(counts)} in ${seconds.toFixed(1)} s`);
  return { name, counts, seconds };
}

async function runStep(step: Step, folder: string): Promise<Counts> {
  const reportFile = path.join(folder, `${step.name}.json`);
  const ended = await run(
    'npm',
    ['run', '--silent', step.script, '--', ...step.args(reportFile)],
    step.env?.(reportFile),
  );
  return step.count({ ...ended, reportFile });
}

/** What must be there before the steps: the toolchain, and a Chromium where the system has none. */
async function prepare(): Promise<Counts> {
  const toolchain = await run('npm', testToolchain);
  if (findChromium()) return countExit(toolchain);
  const browser = await run('npx', ['playwright', 'install', 'chromium']);
  return add(countExit(toolchain), countExit(browser));
}

function chosenSteps(names: readonly string[]): readonly Step[] {
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new Error(`${unknown} is none of: ${steps.map(({ name }) => name).join(', ')}`);
  return names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
}

async function main(names: readonly string[]): Promise<void> {
  const chosen = chosenSteps(names);
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: object;
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-checks-'));
  const results: Result[] = [];
  if (chosen.some(({ needsToolchain }) => needsToolchain)) results.push(await timed('prepare', prepare));
  for (const step of chosen) {
    if (step.script in scripts) results.push(await timed(step.name, () => runStep(step, folder)));
    else console.log(`\n=== ${step.name}: there is no script ${step.script} yet`);
  }
  rmSync(folder, { recursive: true });
  report(results);
}

/** Ends with the plain line that says it all. */
function report(results: readonly Result[]): void {
  console.log('\n===');
  for (const { name, counts, seconds } of results)
    console.log(`${name.padEnd(10)}${`${seconds.toFixed(1)} s`.padStart(10)}   ${summary(counts)}`);
  const total = results.map(({ counts }) => counts).reduce(add, nothing);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(summary(total));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
