// Tests that a program without build information is recognised, and that the inferred command builds the same bytes. Needs go.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goOf } from '../document/go.ts';
import { inspect } from '../inspect.ts';
import { bytesOf, indexOfBytes } from '../read/byte-reader.ts';
import { buildOf } from './build-of.ts';

const minutes = 60_000;
const base = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOENV: 'off' };

/** The environment for go: the page's release when go can have it, else its own. */
const goEnvironment: NodeJS.ProcessEnv | undefined = [{ ...base, GOTOOLCHAIN: 'go1.27.3' }, base].find(
  (env) => spawnSync('go', ['version'], { env }).status === 0,
);

const folder = goEnvironment ? mkdtempSync(path.join(tmpdir(), 'anyport-build-of-')) : '';

/** Removes the build information as a changed linker does: its mark is gone, the rest stays as it is. */
function withoutBuildInfo(bytes: Uint8Array): Uint8Array {
  const removed = bytes.slice();
  const at = indexOfBytes(removed, bytesOf('\xff Go buildinf:'));
  if (at >= 0) removed.fill(0, at, at + 14);
  return removed;
}

const cases: readonly [target: string, flags: string, more?: readonly string[]][] = [
  ['linux/amd64', ''],
  ['linux/amd64', '-w'],
  ['linux/amd64', '-s -w'],
  ['linux/amd64', '-s -w -buildid='],
  ['linux/amd64', '-s -w', ['-buildmode=pie']],
  ['linux/s390x', '-s -w'],
  ['linux/386', '-s -w'],
  ['freebsd/amd64', '-s -w'],
  ['windows/amd64', '-s -w -buildid='],
  ['windows/arm64', ''],
  ['darwin/arm64', '-s -w -buildid='],
  ['darwin/amd64', '-w'],
  ['plan9/amd64', '-s'],
  ['aix/ppc64', '-s -w'],
  ['wasip1/wasm', '-s'],
  ['js/wasm', ''],
];

describe.skipIf(!goEnvironment)('a program without build information', () => {
  beforeAll(() => {
    mkdirSync(path.join(folder, 'cmd/tool'), { recursive: true });
    writeFileSync(path.join(folder, 'go.mod'), 'module example.com/bundler\n\ngo 1.21\n');
    writeFileSync(path.join(folder, 'cmd/tool/main.go'), 'package main\n\nfunc main() { println("hi") }\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(cases)(
    '%s with -ldflags=%s %s',
    (target, ldflags, more = []) => {
      const [GOOS, GOARCH] = target.split('/');
      const env = { ...goEnvironment, GOOS, GOARCH };
      const given = ldflags ? [`-ldflags=${ldflags}`, ...more] : more;
      const args = ['build', '-trimpath', '-buildvcs=false', ...given, '-o', 'first', './cmd/tool'];
      execFileSync('go', args, { cwd: folder, env, stdio: 'pipe' });
      const first = new Uint8Array(readFileSync(path.join(folder, 'first')));
      const file = inspect(withoutBuildInfo(first));
      const build = buildOf(file);
      expect(build).toMatchObject({ isRecorded: false, path: 'example.com/bundler/cmd/tool' });
      const value = (key: string) => build?.settings.find((setting) => setting.key === key)?.value ?? '';
      expect([value('GOOS'), value('GOARCH'), value('-ldflags'), value('-trimpath')]).toEqual([
        GOOS,
        GOARCH,
        ldflags,
        'true',
      ]);
      const { command, refused } = goOf(file);
      expect(refused).toEqual([]);
      expect(command).toContain(`GOTOOLCHAIN=${build?.goVersion.split(' ')[0]} `);
      const again = command.replace('go build', 'go build -o second');
      execFileSync('sh', ['-c', again], { cwd: folder, env: { ...base }, stdio: 'pipe' });
      expect(Buffer.compare(readFileSync(path.join(folder, 'second')), first)).toBe(0);
    },
    10 * minutes,
  );
});
