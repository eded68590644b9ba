// Checks that a lock has one holder at a time, processes of their own included, and that a dead one does not keep it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lock, lockUnless, tryLock, type Lock } from './folder-lock.ts';

vi.setConfig({ testTimeout: 60_000 }); // starting a process may take a second

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'lock-'))));
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

const taken = async (command: string): Promise<Lock> => {
  const lock = await tryLock(folder, command);
  if (!('release' in lock)) throw new Error(`${lock.command} has it`);
  return lock;
};
const never = () => {
  throw new Error('nobody has it');
};

/** Starts a process that takes the lock, says so, and holds it until it is killed. */
async function holderElsewhere(): Promise<ChildProcess> {
  const url = JSON.stringify(new URL('folder-lock.ts', import.meta.url).href);
  const script = `const { lock } = await import(${url}); await lock(${JSON.stringify(folder)}, 'elsewhere', () => {});
    console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  children.push(child);
  await once(child.stdout!, 'data');
  return child;
}

it('is one process’s until it is released', async () => {
  const held = await taken('first');
  expect(await tryLock(folder, 'second')).toMatchObject({ pid: process.pid, command: 'first' });
  await held.release();
  await (await taken('second')).release();
  expect(await readdir(folder)).toEqual([]);
});

it('comes to whoever waits, and he is told once for whom', async () => {
  const held = await taken('first');
  const told: string[] = [];
  const waited = new Promise<void>((resolve) => {
    void lock(folder, 'second', ({ command }) => (told.push(command), resolve())).then(() =>
      told.push('second has it'),
    );
  });
  await waited;
  expect(told).toEqual(['first']);
  await held.release();
  await expect.poll(() => told, { timeout: 50_000 }).toEqual(['first', 'second has it']);
});

it('of a process elsewhere is waited for, and taken over when that is killed', async () => {
  const child = await holderElsewhere();
  expect(await tryLock(folder, 'here')).toMatchObject({ pid: child.pid, command: 'elsewhere' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await taken('here');
});

it('of a process whose number another one has now is taken over', async () => {
  const child = await holderElsewhere();
  const [name] = await readdir(folder);
  const file = path.join(folder, name!);
  const claim = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...claim, start: 'before the system was started anew' }));
  expect(child.exitCode).toBeNull();
  await taken('here');
});

it('is never two contenders’, however many come at once', async () => {
  let holders = 0;
  const turns = Array.from({ length: 8 }, async () => {
    const held = await lock(folder, 'one of many', () => {});
    expect(++holders).toBe(1);
    await new Promise(setImmediate);
    holders--;
    await held.release();
  });
  await Promise.all(turns);
});

it('is not waited for when its holder has come far enough', async () => {
  await taken('first');
  const answers = [false, true];
  expect(
    await lockUnless(
      folder,
      'second',
      () => {},
      async () => answers.shift()!,
    ),
  ).toBeUndefined();
  await expect(lockUnless(path.join(folder, 'other'), 'third', never, never)).resolves.toBeDefined();
});
