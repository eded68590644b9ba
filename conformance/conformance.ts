// `npm run conformance`: Go's own test/ programs, built and run for wasip1 by the page's engine. `-- --sample` takes few of them, `-- --every 3` a third.
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { testToolchain } from '../checks/test-toolchain.ts';
import { run } from '../toolchain/go-command.ts';
import { DiskSource } from '../workers/node/disk-source.ts';
import { applySkips, parseSkips, type CaseOutcome } from '../workers/conformance/outcome.ts';
import { listPrograms, type GoProgram } from './list.ts';
import { programProcess, type ProgramEnd } from './run-program.ts';

/** A guard, not a measure: the slowest takes a tenth. In milliseconds. */
const longest = 300_000;

/** Every so many programs make the sample of `npm test`. */
const sampleStep = 61;

const here = path.dirname(fileURLToPath(import.meta.url));

/** The test/ folder of an installed Go with its release; undefined where no Go is installed, or one without that folder. */
async function findTests(): Promise<{ folder: string; release: string } | undefined> {
  const named = process.env['ANYPORT_GO_TEST'];
  const { stdout } = named
    ? { stdout: path.dirname(named) }
    : await run('go', ['env', 'GOROOT'], { env: { ...process.env, GOTOOLCHAIN: 'local' } }).catch(() => ({
        stdout: '',
      }));
  const goroot = stdout.trim();
  const folder = path.join(goroot, 'test');
  if (goroot === '' || !existsSync(path.join(folder, 'chancap.go'))) return undefined;
  const version = path.join(goroot, 'VERSION');
  const release = existsSync(version)
    ? readFileSync(version, 'utf8').split('\n', 1)[0]!
    : 'an unknown release';
  return { folder, release };
}

/** Runs programs one after the other in a process of its own, which is started anew when one does not end. */
class Lane {
  #child: ChildProcess | undefined;

  constructor(readonly toolchain: string) {}

  run(program: GoProgram): Promise<ProgramEnd> {
    const child = (this.#child ??= fork(programProcess, [this.toolchain], { serialization: 'advanced' }));
    return new Promise((resolve) => {
      const end = (ended: ProgramEnd) => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(ended);
      };
      const give = (output: string) => {
        this.close();
        end({ exitCode: -1, output });
      };
      const timer = setTimeout(() => give(`did not end within ${longest / 1000} s`), longest);
      child.once('message', (ended: ProgramEnd) => end(ended));
      child.once('exit', (code) => give(`the process died: ${code}`));
      child.send(program);
    });
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

function outcomeOf({ name, expected }: GoProgram, { exitCode, output }: ProgramEnd): CaseOutcome {
  const isRight = exitCode === 0 && output === expected;
  const details = `exit code ${exitCode}\n${output.slice(0, 1500)}`;
  return { name, result: isRight ? 'passed' : 'failed', details: isRight ? '' : details };
}

async function runAll(programs: readonly GoProgram[], jobs: number): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  const waiting = [...programs];
  const lanes = Array.from({ length: jobs }, () => new Lane(testToolchain));
  const work = async (lane: Lane) => {
    for (let program = waiting.shift(); program; program = waiting.shift())
      outcomes.push(outcomeOf(program, await lane.run(program)));
    lane.close();
  };
  await Promise.all(lanes.map(work));
  return outcomes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      sample: { type: 'boolean', default: false },
      every: { type: 'string' },
      jobs: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const found = await findTests();
  if (!found) {
    console.log('no installed Go has a test/ folder (ANYPORT_GO_TEST may name one)');
    console.log(process.env['CI'] ? '0 passed, 1 failed' : '0 passed, 0 failed, 1 skipped');
    return !process.env['CI'];
  }
  const { release } = DiskSource.at(testToolchain).manifest();
  const all = listPrograms(
    found.folder,
    { goos: 'wasip1', goarch: 'wasm' },
    Number(/^go1\.(\d+)/.exec(release)?.[1]),
  );
  console.log(
    `${all.length} programs of ${found.release} (${found.folder}) for wasip1/wasm, with ${release}`,
  );
  const { only } = values;
  const step = Number(values.every ?? (values.sample ? sampleStep : 1));
  const chosen = all.filter(({ name }, i) => (only ? name.includes(only) : i % step === 0));
  const skips = new Map(
    [...parseSkips(readFileSync(path.join(here, 'skips.txt'), 'utf8'))].filter(([name]) =>
      chosen.some((each) => each.name === name),
    ),
  );
  const jobs = Number(values.jobs ?? Math.min(2, availableParallelism()));
  const outcomes = applySkips(await runAll(chosen, jobs), skips);
  for (const { name, details, result } of outcomes)
    if (result === 'failed') console.log(`FAIL ${name}\n${details.replace(/^/gm, '    ')}`);
  const number = (wanted: CaseOutcome['result']) => outcomes.filter(({ result }) => result === wanted).length;
  console.log(`${number('passed')} passed, ${number('failed')} failed, ${number('skipped')} skipped`);
  return outcomes.length > 0 && number('failed') === 0;
}

process.exitCode = (await main()) ? 0 : 1;
