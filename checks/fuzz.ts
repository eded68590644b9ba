// `npm run fuzz`: a million hostile files through everything the inspector reads, each with 2 s and 512 MB; for the night.
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const child = fileURLToPath(new URL('fuzz-child.ts', import.meta.url));
/** Milliseconds of a processor (of the clock where the system does not tell) and bytes that one file may take. */
const limits = { milliseconds: 2000, bytes: 512 * 2 ** 20 };
/** Bytes that a child takes before it reads a file: Node, its compiler, the generator. */
const ownBytes = 200 * 2 ** 20;
const glance = 100;

/** What went wrong with a file. */
interface Fault {
  number: number;
  what: string;
}

/** One process that works through numbers from one to below another, stepping over others' numbers. */
class Lane {
  readonly #file: string;
  readonly #descriptor: number;
  #child: ChildProcess | undefined;
  #changes = 0;
  /** The number that was seen last, and the time its process had used by then. */
  #seen = { number: -1, since: 0 };

  constructor(
    folder: string,
    readonly first: number,
    readonly end: number,
    readonly step: number,
    readonly onFault: (fault: Fault) => void,
  ) {
    this.#file = path.join(folder, `lane-${first}`);
    this.#descriptor = openSync(this.#file, 'w+');
  }

  /** Resolves when all numbers are done. A process that is over a limit is ended, and another goes on behind its number. */
  async run(): Promise<void> {
    for (let next: number | undefined = this.first; next !== undefined;) next = await this.#from(next);
    closeSync(this.#descriptor);
  }

  /** The number that is being read, which the child writes down before it begins. */
  get number(): number {
    const bytes = Buffer.alloc(8);
    readSync(this.#descriptor, bytes, 0, 8, 0);
    return Number(bytes.readBigInt64LE());
  }

  #from(start: number): Promise<number | undefined> {
    return new Promise((resolve) => {
      const args = [this.#file, start, this.end, this.step].map(String);
      const running = fork(child, args, { execArgv: ['--import', 'tsx', '--max-old-space-size=512'] });
      this.#child = running;
      this.#seen = { number: -1, since: 0 };
      this.#changes = 0;
      running.on('message', (fault: Fault) => this.onFault(fault));
      const timer = setInterval(() => this.#look(), glance);
      running.on('exit', (code) => {
        clearInterval(timer);
        if (code === 0) return resolve(undefined);
        const { number } = this;
        if (code !== null) this.onFault({ number, what: `the process ended with ${code}: no memory left?` });
        resolve(number + this.step < this.end ? number + this.step : undefined);
      });
    });
  }

  #look(): void {
    if (this.#child?.killed) return;
    const { number } = this;
    const now = timeOf(this.#child?.pid);
    if (number !== this.#seen.number) {
      this.#seen = { number, since: now };
      this.#changes++;
    }
    // The first number waits until the process has compiled its own code.
    const isLate = now - this.#seen.since > limits.milliseconds && this.#changes > 1;
    const bytes = memoryOf(this.#child?.pid);
    const what = isLate
      ? 'takes longer than 2 s'
      : bytes > limits.bytes + ownBytes
        ? `takes ${bytes} bytes`
        : '';
    if (what === '') return;
    this.onFault({ number, what });
    this.#child?.kill('SIGKILL');
  }
}

/** Resident memory of a process, where the system tells it in /proc. */
function memoryOf(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return pages * 4096;
  } catch {
    return 0;
  }
}

/** Milliseconds of processor that a process has used, in steps of ten (proc(5), fields 14 and 15 of stat). */
function timeOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return performance.now();
  }
}

/** Arguments: how many files, and the number of the first. */
async function main([count = '1000000', first = '0']: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-fuzz-'));
  const faults: Fault[] = [];
  const onFault = (fault: Fault) => {
    faults.push(fault);
    console.log(`file ${fault.number}: ${fault.what}`);
  };
  const [begin, lanes] = [Number(first), availableParallelism()];
  const end = begin + Number(count);
  const all = Array.from({ length: lanes }, (_, i) => new Lane(folder, begin + i, end, lanes, onFault));
  const timer = setInterval(
    () => console.log(`at file ${Math.min(...all.map(({ number }) => number))}`),
    60_000,
  );
  await Promise.all(all.map((lane) => lane.run()));
  clearInterval(timer);
  rmSync(folder, { recursive: true });
  console.log(`${count} files, ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

await main(process.argv.slice(2));
