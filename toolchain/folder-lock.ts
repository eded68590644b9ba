// Lets one process at a time write into folders, by a lock that a process which has died does not keep.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { writeAtomically } from './content.ts';

/** Who holds a lock. */
export interface Holder {
  pid: number;
  /** What it does, in its user's words: npm start. */
  command: string;
  /** When it took the lock, in milliseconds since 1970. */
  since: number;
}

/** A lock that this process holds. */
export interface Lock {
  /** Lets the next one have it. A process that ends without doing so lets go all the same. */
  release(): Promise<void>;
}

/** What is in the file of a claim. */
interface Claim extends Holder {
  /** When the process started, as the system tells it: a number may by now belong to another process. */
  start: string;
}

/** Milliseconds between two looks whether a lock is free; two that wait do not look in step. */
const pause = () => 200 + Math.random() * 200;

/**
 * Takes a lock, or returns who holds it. Who wants it puts a file of its own into the folder of the lock, and has it when no
 * other process that is alive has one there; else it takes its file away again. Of two that come at once at least one sees
 * the other, so both never have it; and what is left of dead ones can be removed by anyone, because no name comes twice.
 * @param folder The folder of the lock, which holds nothing else.
 * @param command What this process does, for those who wait.
 */
export async function tryLock(folder: string, command: string): Promise<Lock | Holder> {
  const mine = path.join(folder, `${randomUUID()}.json`);
  const start = (await startOf(process.pid)) ?? '';
  const claim: Claim = { pid: process.pid, command, since: Date.now(), start };
  await writeAtomically(mine, JSON.stringify(claim));
  const holder = await otherIn(folder, mine);
  if (!holder) return { release: () => rm(mine, { force: true }) };
  await rm(mine, { force: true });
  return holder;
}

/** Told of who has the lock when it does not come at once; again when another one has it. */
export type OnWait = (holder: Holder) => void;

/** Waits for a lock. */
export async function lock(folder: string, command: string, onWait: OnWait): Promise<Lock> {
  return (await lockUnless(folder, command, onWait, async () => false))!;
}

/** Waits for a lock, or until `enough`: undefined when its holder has come so far that the lock is not needed. */
export async function lockUnless(
  folder: string,
  command: string,
  onWait: OnWait,
  enough: (holder: Holder) => Promise<boolean>,
): Promise<Lock | undefined> {
  let told: number | undefined;
  for (let before: number | undefined; ;) {
    const taken = await tryLock(folder, command);
    if ('release' in taken) return taken;
    if (await enough(taken)) return undefined;
    // One that is seen once may be waiting too, and have looked at the same moment.
    if (taken.pid === before && taken.pid !== told) onWait(taken);
    if (taken.pid === before) told = taken.pid;
    before = taken.pid;
    await sleep(pause());
  }
}

/** The other process in the folder that is alive and came first; removes what dead ones have left. */
async function otherIn(folder: string, mine: string): Promise<Holder | undefined> {
  await mkdir(folder, { recursive: true });
  let other: Holder | undefined;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (file === mine || !name.endsWith('.json')) continue;
    const text = await readFile(file, 'utf8').catch(() => undefined); // it has just been released
    if (text === undefined) continue;
    const claim = JSON.parse(text) as Claim;
    if (!(await isAlive(claim))) await rm(file, { force: true });
    else if (!other || claim.since < other.since) other = claim;
  }
  return other;
}

async function isAlive({ pid, start }: Claim): Promise<boolean> {
  try {
    process.kill(pid, 0); // asks only
  } catch (error) {
    // EPERM: another user's process, so there is one.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = await startOf(pid);
  return now === undefined || start === '' || now === start;
}

/** When a process started; undefined where the system does not tell (Windows), or when there is none. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return startByPs(pid);
  // Field 22, in ticks since the system started (proc_pid_stat(5)); the name in field 2 may hold anything.
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${ticks} ${boot.trim()}`;
}

async function startByPs(pid: number): Promise<string | undefined> {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const asked = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], { env }).catch(
    () => undefined,
  );
  return asked?.stdout.trim() || undefined;
}
