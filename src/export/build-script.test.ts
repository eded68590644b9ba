// Runs build.sh with a real shell: the project comes out to the byte, and a wrong binary fails the script.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bytesOf, type ProjectFile } from '../project/file.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { canary, hostileFileNames } from '../project/testing/hostile-names.ts';
import { pathProblem } from '../project/file-path.ts';
import { powerShellScript, shScript, type ScriptedBuild } from './build-script.ts';

// A shell is started for each; the limit only guards against hanging.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'anyport-script-'));
  mkdirSync(path.join(folder, 'bin'));
  mkdirSync(path.join(folder, 'out'));
  // It packs the folder it is started in, and its words, in place of a binary.
  const go = '#!/bin/sh\nfor word; do [ "$before" = -o ] && out=$word; before=$word; done\n';
  const pack =
    'tar cf "$TAR" . && env > "$TAR.env" && printf "%s\\0" "$@" > "$TAR.args" && printf built > "$out"\n';
  writeFileSync(path.join(folder, 'bin', 'go'), go + pack, { mode: 0o755 });
  writeFileSync(path.join(folder, 'bin', canary), `#!/bin/sh\ntouch "${folder}/sung"\n`, { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true }));

const built = createHash('sha256').update('built').digest('hex');

function run(build: ScriptedBuild, env: Record<string, string> = {}) {
  const script = path.join(folder, 'build.sh');
  writeFileSync(script, shScript(build));
  return spawnSync('sh', [script], {
    cwd: path.join(folder, 'out'),
    env: { PATH: `${folder}/bin:${process.env['PATH']}`, TAR: `${folder}/tar`, ...env },
    encoding: 'utf8',
  });
}

const build = (files: readonly ProjectFile[], sha256 = built): ScriptedBuild => ({
  files,
  settings: { ...DEFAULT_SETTINGS, ldflags: "-X 'main.v=it is'" },
  release: 'go1.27.3',
  binaries: [{ name: 'hello linux', target: { goos: 'linux', goarch: 'amd64' }, sha256 }],
});

it('writes every file to the byte, whatever its name, and starts nothing on the way', () => {
  const names = hostileFileNames.filter(
    (name) => pathProblem(name, []) === undefined && Buffer.byteLength(name) < 250,
  );
  const contents = [
    '',
    '\n',
    'no end',
    "it's\r\n",
    '\ufeff',
    '%s\\n',
    '\u2028',
    new Uint8Array(9000).map((_, i) => i),
  ];
  const files = names.map((name, index): ProjectFile => ({
    path: `d/${name}`,
    content: contents[index % contents.length]!,
  }));
  expect(names.length).toBeGreaterThan(60);
  const result = run(build([...files, { path: 'go.mod', content: 'module a\n' }]));
  expect(result.stderr).toBe('');
  expect(result.status).toBe(0);
  mkdirSync(path.join(folder, 'back'));
  execFileSync('tar', ['xf', path.join(folder, 'tar'), '-C', path.join(folder, 'back')]);
  for (const file of files)
    expect(Buffer.compare(readFileSync(path.join(folder, 'back', file.path)), bytesOf(file)), file.path).toBe(
      0,
    );
  expect(spawnSync('ls', [path.join(folder, 'sung')]).status).not.toBe(0);
});

it('prints the sums, and fails when one is another', () => {
  const files = [{ path: 'main.go', content: 'package main\n' }];
  const good = run(build(files));
  expect(good.status).toBe(0);
  expect(good.stdout).toContain(`${built}  ./hello linux\n`);
  expect(good.stdout).toContain('hello linux: OK');
  expect(run(build(files, 'f'.repeat(64))).status).not.toBe(0);
});

it('hands go the words of the page, and nothing of the variables that are there', () => {
  const files = [{ path: 'main.go', content: '' }];
  run(build(files), { GOFLAGS: '-mod=mod', GOAMD64: 'v4', GOEXPERIMENT: 'x', GOROOT: '/nowhere' });
  const env = readFileSync(`${folder}/tar.env`, 'utf8').split('\n');
  expect(env).toEqual(
    expect.arrayContaining([
      'GOENV=off',
      'GOWORK=off',
      'GOOS=linux',
      'GOTOOLCHAIN=go1.27.3',
      'CGO_ENABLED=0',
    ]),
  );
  expect(env.filter((line) => /^(GOFLAGS|GOAMD64|GOEXPERIMENT|GOROOT)=/.test(line))).toEqual([]);
  const words = readFileSync(`${folder}/tar.args`, 'utf8').split('\0');
  expect(words.slice(0, -4)).toEqual(['build', '-trimpath', '-buildvcs=false', "-ldflags=-X 'main.v=it is'"]);
});

it('keeps a workspace of the project itself', () => {
  run(build([{ path: 'go.work', content: 'go 1.27\nuse .\n' }]));
  expect(readFileSync(`${folder}/tar.env`, 'utf8').split('\n')).toContain('GOWORK=');
});

it('says the same in PowerShell: each file whole, each word one string, each sum compared', () => {
  const file = { path: "d/it's.txt", content: new Uint8Array([0, 255, 10]) };
  const script = powerShellScript(build([file]));
  expect(script).toContain(`  Put 'd/it''s.txt' 'AP8K'\n`);
  expect(script).toContain(
    `go build -trimpath -buildvcs=false '-ldflags=-X ''main.v=it is''' -o (Join-Path $out 'hello linux') .`,
  );
  expect(script).toContain(`if ($sum -ne '${built}')`);
  expect(script).toContain(`  $env:GOWORK = 'off'\n`);
});
