// Tests that “Build it again” hands go what go itself records and nothing else, by running the commands of hostile files in a shell.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { KnownSetting } from '../go/build-of.ts';
import { canary, hostileNames } from '../../project/testing/hostile-names.ts';
import { rebuild } from './go.ts';

// Hundreds of commands are run; the limit only guards against hanging.
vi.setConfig({ testTimeout: 120_000 });

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'anyport-rebuild-'));
  // What it is given, and what its environment tells it; all with the shell's own means, which is quicker.
  const variables = watched.map((name) => `"$${name}"`).join(' ');
  const show = `#!/bin/sh\nprintf '%s\\0' "$@" = ${variables} ==\n`;
  writeFileSync(path.join(folder, 'go'), show, { mode: 0o755 });
  writeFileSync(path.join(folder, canary), `#!/bin/sh\necho ran >'${folder}/trace'\n`, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Variables that go obeys; all but the last two may be claimed. */
const watched = [
  'GOOS',
  'GOARCH',
  'GOARM',
  'GOEXPERIMENT',
  'CGO_CFLAGS',
  'CGO_LDFLAGS',
  'GOTOOLCHAIN',
  'GOFLAGS',
  'CC',
];

/** The words that go is given by each command, and what is in those variables. */
function run(shell: string, commands: readonly string[]): { words: string[]; variables: string[] }[] {
  const env = { PATH: `${folder}:/usr/bin:/bin`, HOME: '/nowhere' };
  const output = execFileSync(shell, ['-c', commands.join('\n')], { cwd: folder, env, encoding: 'utf8' });
  expect(existsSync(path.join(folder, 'trace'))).toBe(false);
  return output
    .split('==\0')
    .slice(0, -1)
    .map((each) => {
      const [words = '', variables = ''] = each.split('\0=\0');
      return { words: words.split('\0'), variables: variables.split('\0').slice(0, -1) };
    });
}

const base: readonly KnownSetting[] = [
  { key: 'GOOS', value: 'linux' },
  { key: 'GOARCH', value: 'amd64' },
];
const main = { path: 'example.com/a', version: '', sum: '' };

type Claims = { goVersion: string; path: string; settings: readonly KnownSetting[] };
const sound: Claims = { goVersion: 'go1.27.3', path: 'example.com/a', settings: base };
const keys =
  '-ldflags -gcflags -asmflags -tags -pgo -buildmode -trimpath GOARM GOEXPERIMENT CGO_CFLAGS CGO_LDFLAGS'.split(
    ' ',
  );

/** Every hostile text at one place of the build information in turn, and at several of them. */
const claims: Claims[] = hostileNames.flatMap((text, i): Claims[] => [
  { ...sound, goVersion: i % 2 ? text : `go1.27.3${text}` },
  { ...sound, path: i % 2 ? text : `example.com/a/${text}` },
  {
    goVersion: `go1.27.3 ${text}`,
    path: `example.com/a${text}`,
    settings: [
      ...base,
      { key: keys[i % keys.length] ?? '', value: text },
      { key: `-ldflags`, value: `-X ${text}` },
      { key: `GO${text}`, value: 'x' },
      { key: `-x${text}`, value: 'x' },
      { key: text, value: text },
      { key: '-toolexec', value: canary },
      { key: 'GOFLAGS', value: `-toolexec=${canary}` },
    ],
  },
]);

const flag = /^-(?:ldflags|gcflags|asmflags|tags|pgo|buildmode)=|^-trimpath$|^-buildvcs=false$/;

describe.each(['sh', 'bash'].filter((shell) => existsSync(`/bin/${shell}`)))('%s', (shell) => {
  it('more than 500 hostile build infos: go gets its own flags with the values as they are, and one place', () => {
    expect(claims.length).toBeGreaterThan(500);
    // One shell is asked for all of them, another for some.
    const asked = claims.filter((_, i) => shell === 'sh' || i % 4 === 0);
    const given = run(
      shell,
      asked.map((each) => rebuild({ ...each, main }).command),
    );
    expect(given.length).toBe(asked.length);
    given.forEach(({ words, variables }, i) => {
      const { settings } = asked[i]!;
      const [verb, ...rest] = words;
      const place = rest.pop();
      expect(verb).toBe('build');
      expect(place).toMatch(/^(?:\.(?:\/[^.-].*)?|[^-.].*)$/s);
      watched.forEach((name, k) => {
        const claimed = settings.find(({ key }) => key === name && !/GOFLAGS|CC/.test(key))?.value;
        const taken = name === 'GOTOOLCHAIN' ? 'go1.27.3' : claimed;
        expect(['', taken], name).toContain(variables[k]);
      });
      for (const word of rest) {
        expect(word).toMatch(flag);
        const isClaimed = settings.some(({ key, value }) => word === `${key}=${value}` || word === key);
        expect(isClaimed || word === '-buildvcs=false', word).toBe(true);
      }
    });
  });
});

it('what is left out is told with its reason', () => {
  const { command, refused } = rebuild({
    goVersion: 'go1.27.3-evil',
    path: '-toolexec=x',
    main,
    settings: [
      ...base,
      { key: '-toolexec', value: 'x' },
      { key: '-ldflags', value: '-s -extld=/tmp/x' },
      { key: '-tags', value: 'a;b' },
      { key: '-compiler', value: 'gccgo' },
      { key: 'constructor', value: 'x' },
      { key: '__proto__', value: 'x' },
    ],
  });
  expect(command).toBe('GOOS=linux GOARCH=amd64 go build -buildvcs=false .');
  expect(refused.map(({ key, reason }) => [key, reason])).toEqual([
    ['-toolexec', 'unknown'],
    ['-ldflags', 'reach'],
    ['-tags', 'value'],
    ['-compiler', 'value'],
    ['constructor', 'unknown'],
    ['__proto__', 'unknown'],
    ['GOTOOLCHAIN', 'value'],
    ['path', 'value'],
  ]);
});

const ldflags = (value: string) =>
  rebuild({ ...sound, main, settings: [...base, { key: '-ldflags', value }] });

it.each([
  '-extld=x',
  '-extld x',
  '-s -extar=x',
  '-extldflags=-fplugin=x.so',
  `-extldflags '-static -B/tmp'`,
  '-extldflags=-Wl,-plugin,x.so',
  '-extldflags=-wrapper',
  '-extldflags=@file',
  '-extldflags=-specs=x',
  '-o=x',
  '-o x',
  '-tmpdir=/tmp',
  '-cpuprofile=x',
  '-w -memprofile x',
  '-importcfg=x',
  'all=-extld=x',
  '--extld=x',
  '-X',
  `-X 'open`,
  'x',
])('flags for the linker that start a program or write a file are refused: %s', (value) => {
  expect(ldflags(value).command).not.toContain('ldflags');
  expect(ldflags(value).refused).toEqual([{ key: '-ldflags', value, reason: 'reach' }]);
});

it.each([
  '-s -w',
  '-s -w -buildid=',
  '-X main.version=v1.2.3 -X main.commit=abc',
  `-X 'main.date=Fri 3 Jan'`,
  '-X=main.a=-extld=x',
  '-linkmode=external -extldflags=-static',
  `-linkmode external -extldflags "-static -Wl,-z,now"`,
  'all=-s',
  '-checklinkname=0',
  '-H=windowsgui',
])('common flags for the linker stay: %s', (value) => {
  expect(ldflags(value)).toMatchObject({ refused: [] });
  expect(ldflags(value).command).toContain('-ldflags=');
});

it.each([
  ['-gcflags', 'all=-N -l', true],
  ['-gcflags', '-m=2', true],
  ['-gcflags', '-d=checkptr=0', true],
  ['-gcflags', '-d=ssa/check/on', false],
  ['-gcflags', '-o=/tmp/x', false],
  ['-gcflags', '-asmhdr x', false],
  ['-gcflags', '-json=0,file:///tmp', false],
  ['-asmflags', '-D X=1', true],
  ['-asmflags', '-o x', false],
  ['CGO_CFLAGS', '-O2 -g', true],
  ['CGO_CFLAGS', '-O2 -fplugin=x.so', false],
  ['CGO_LDFLAGS', '-O2 -g -lm', true],
  ['CGO_LDFLAGS', '-fuse-ld=/tmp/x', false],
] as const)('%s %s', (key, value, isTaken) => {
  const { command, refused } = rebuild({ ...sound, main, settings: [...base, { key, value }] });
  expect([command.includes(key), refused.length]).toEqual(isTaken ? [true, 0] : [false, 1]);
});
