// Tests that commands for dropped files start that file and nothing else, by running them in a real shell.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { canary, hostileFileNames } from '../../project/testing/hostile-names.ts';
import { stepOf } from '../../words/hosts.ts';
import { executable } from '../testing/executables.ts';
import { willItRun } from './will-it-run.ts';

// Hundreds of shells are started; the limit only guards against hanging.
vi.setConfig({ testTimeout: 120_000 });

let folder = '';
let tools = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'anyport-start-'));
  tools = path.join(folder, 'tools');
  mkdirSync(tools);
  const show = `#!/bin/sh\nprintf '%s\\0' "$@"\n`;
  for (const tool of ['wine', 'wasmtime', 'wazero', 'docker', 'xattr'])
    writeFileSync(path.join(tools, tool), show, { mode: 0o755 });
  // adb shell hands its arguments to a shell of the device, joined by spaces.
  writeFileSync(path.join(tools, 'adb'), `#!/bin/sh\n[ "$1" = push ] && exit\nshift\nsh -c "$*"\n`, {
    mode: 0o755,
  });
  writeFileSync(path.join(tools, canary), `#!/bin/sh\necho ran >'${folder}/trace'\n`, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));

function steps(name: string, target: string, goos: string) {
  return willItRun(executable(name, target), {
    goos,
    goarch: 'amd64',
    version: '',
    level: '',
    distribution: '',
  }).steps;
}

function commands(name: string, target: string, goos: string): string[] {
  return steps(name, target, goos).flatMap(({ command }) => (command === undefined ? [] : [command]));
}

const work = () => path.join(folder, 'work');

function run(script: string): string {
  const env = { PATH: `${tools}:/usr/bin:/bin`, HOME: '/nowhere' };
  const output = execFileSync('sh', ['-c', script], {
    cwd: path.join(folder, 'work'),
    env,
    encoding: 'utf8',
  });
  expect(existsSync(path.join(folder, 'trace')), script).toBe(false);
  return output;
}

/** A folder with a program of each name, which prints its name; not executable, as downloads are. */
function lay(place: string): string {
  const there = path.join(folder, place);
  mkdirSync(there);
  for (const name of hostileFileNames)
    writeFileSync(path.join(there, name), '#!/bin/sh\nprintf "%s\\0" "$0"\n', { mode: 0o644 });
  return there;
}

const printed = (words: readonly string[]) => words.map((word) => `${word}\0`).join('');

it('“How to start it” starts the file, whatever its name', () => {
  lay('work');
  const script = hostileFileNames.flatMap((name) => commands(name, 'linux/amd64', 'linux')).join('\n');
  expect(run(script)).toBe(printed(hostileFileNames.map((name) => `./${name}`)));
});

it('other programs are handed the name as one operand that is no flag', () => {
  const operands = hostileFileNames.map((name) => (name.startsWith('-') ? `./${name}` : name));
  const all = (target: string, goos: string) =>
    run(hostileFileNames.flatMap((name) => commands(name, target, goos)).join('\n'));
  expect(all('windows/amd64', 'linux')).toBe(printed(operands));
  expect(all('wasip1/wasm', 'linux')).toBe(printed(operands.flatMap((name) => [name, 'run', name])));
  const docker = (name: string) => [
    'run',
    '--rm',
    '-v',
    `${work()}:/work`,
    '-w',
    '/work',
    'alpine',
    `./${name}`,
  ];
  expect(all('linux/amd64', 'darwin')).toBe(printed(hostileFileNames.flatMap(docker)));
});

it('a name is quoted again for the shell behind the debug bridge', () => {
  const there = lay('device');
  const script = hostileFileNames.flatMap((name) => commands(name, 'android/amd64', 'android')).join('\n');
  const expected = hostileFileNames.map((name) => `${there}/${name}`);
  expect(run(script.replaceAll('/data/local/tmp', there))).toBe(printed(expected));
});

it('plain names stay readable', () => {
  expect(commands('hello', 'linux/amd64', 'linux')).toEqual(['chmod +x ./hello', './hello']);
  expect(commands('hello.exe', 'windows/amd64', 'windows')[0]).toBe('.\\hello.exe');
  expect(commands('a b.exe', 'windows/amd64', 'windows')[0]).toBe("& '.\\a b.exe'");
});

it('a shell that cannot write a name says so', () => {
  const [step] = steps('x\u0015y', 'plan9/amd64', 'plan9');
  expect(step?.command).toBeUndefined();
  expect(step?.untypable).toBe('control character');
  expect(step && stepOf(step)).toContain('control character');
});
