// Tests `npm run link` and `npm run verify`: a link made here is verified by the page's toolchain and by native go.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeLink, encodeLink } from '../../src/link/link.ts';
import { linkOf } from '../../src/link/testing/write-1d.ts';

// Toolchains start, std is compiled natively; the limit only guards against hanging.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'anyport-link-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: 'link' | 'verify', args: readonly string[], env: Record<string, string> = {}) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `workers/node/${command}.ts`, ...args],
    { cwd: root, env: { ...process.env, INIT_CWD: folder, ...env }, encoding: 'utf8' },
  );
  return { stdout, stderr, status };
}

const program =
  'package main\n\nimport "os"\n\nvar version = "none"\n\nfunc main() { os.Stdout.WriteString(version) }\n';
let address = '';
let sum = '';

beforeAll(() => {
  mkdirSync(path.join(folder, 'project', '.git'), { recursive: true });
  writeFileSync(path.join(folder, 'project', 'main.go'), program);
  writeFileSync(path.join(folder, 'project', 'go.mod'), 'module example.com/p\n\ngo 1.24\n');
  writeFileSync(path.join(folder, 'project', '.git', 'config'), 'not for links');
  const made = run('link', [
    'project',
    '--targets',
    'linux/amd64',
    '--ldflags',
    '-X main.version=v1',
    '--site',
    'https://a.example/b/?c',
  ]);
  expect(made.stderr).toMatch(/^linux\/amd64 {2}[0-9a-f]{64}\n$/);
  address = made.stdout.trim();
  sum = made.stderr.slice('linux/amd64  '.length).trim();
});

it('prints an address at the site, with the files, the settings and the sum', () => {
  expect(address).toMatch(/^https:\/\/a\.example\/b\/\?c#1d\.[\w-]+$/);
  const opened = decodeLink(new URL(address).hash);
  expect(opened).toMatchObject({
    project: {
      settings: { ldflags: '-X main.version=v1' },
      targets: [{ target: { goos: 'linux', goarch: 'amd64' }, expected: { sha256: sum } }],
      files: [{ path: 'go.mod' }, { path: 'main.go', content: program }],
    },
  });
});

it('verifies an address, with a line for each target', () => {
  expect(run('verify', [address])).toEqual({ stdout: `linux/amd64  ${sum}  match\n`, stderr: '', status: 0 });
});

it('verifies a file with native go, whatever the variables of the user say', () => {
  writeFileSync(path.join(folder, 'p.anyport'), `${new URL(address).hash}\n`);
  const env = { GOFLAGS: '-ldflags=-s', GOEXPERIMENT: 'nonsense', GOWORK: '/nowhere/go.work', GOAMD64: 'v3' };
  expect(run('verify', ['p.anyport', '--native'], env)).toEqual({
    stdout: `linux/amd64  ${sum}  match\n`,
    stderr: '',
    status: 0,
  });
});

it('tells a mismatch, names the file that was changed, and ends with 1', () => {
  const opened = decodeLink(new URL(address).hash);
  if ('problem' in opened) throw new Error('refused');
  const files = opened.project.files.map((file) => ({
    ...file,
    content: String(file.content).replace('none', 'n0ne'),
  }));
  const result = run('verify', [`#${encodeLink({ ...opened.project, files })}`]);
  expect(result.status).toBe(1);
  expect(result.stdout).toMatch(/^linux\/amd64 {2}[0-9a-f]{64} {2}mismatch\n$/);
  expect(result.stderr).toContain('not what the promised binary was built from: main.go\n');
  expect(result.stderr).toMatch(/differs in: .*\.rodata/);
});

const head = { go: 'go1.27.3', targets: ['linux/amd64'], without: [0], files: [['main.go', 1]] };
const withHead = (more: object) => `#${linkOf(`${JSON.stringify({ ...head, ...more })}\nx`)}`;

// Every other refusal is the decoder's, and tried in src/link.
describe('refuses, with 2 and before anything is built', () => {
  it.each([
    ['a flag that starts a program', withHead({ settings: { ldflags: '-extld=/bin/sh' } }), 'foreign input'],
    ['tags that smuggle flags', withHead({ settings: { tags: 'a -toolexec=/bin/sh' } }), 'foreign input'],
    ['modules, unless they are asked for', modules(), 'With --native --modules go fetches them'],
  ])('%s', (_, link, reason) => {
    const result = run('verify', [link]);
    expect(result.stderr).toContain(reason);
    expect([result.stdout, result.status]).toEqual(['', 2]);
  });

  it.each([
    [['project', '--targets', 'linux/amd64:v9'], 'has no variant v9'],
    [['project', '--targets', 'linux/amd64', '--ldflags', '-extld=x'], 'foreign input'],
    [['project', '--targets', 'linux/amd64', '--toolexec', 'x'], '--toolexec'],
  ])('link %j', (args, reason) => {
    const result = run('link', args);
    expect(result.stderr).toContain(reason);
    expect([result.stdout, result.status]).toEqual(['', 2]);
  });
});

function modules(): string {
  const goMod = 'module a\n\nrequire example.com/b v1.0.0\n';
  return `#${linkOf(`${JSON.stringify({ ...head, files: [['go.mod', goMod.length]] })}\n${goMod}`)}`;
}
