// Compares sizes, the line table and the rebuild command with the Go tools, on programs
// built at test time. Needs go.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDwarf } from '../document/dwarf.ts';
import { inspect, type ParsedBinary } from '../inspect.ts';
import { goOf } from '../document/go.ts';
import { goFunctions } from './pclntab.ts';
import { Composition } from './sizes.ts';

const minutes = 60_000;
const release = 'go1.27.3';
const base = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOENV: 'off' };

/** The environment for go: the page's release when go can have it, else its own. */
const goEnvironment: NodeJS.ProcessEnv | undefined = [{ ...base, GOTOOLCHAIN: release }, base].find(
  (env) => spawnSync('go', ['version'], { env }).status === 0,
);

const folder = goEnvironment ? mkdtempSync(join(tmpdir(), 'sizes-')) : '';
const withNm = ['linux/amd64', 'linux/s390x', 'windows/arm64', 'darwin/arm64', 'plan9/386', 'aix/ppc64'];
const targets = [...withNm, 'wasip1/wasm'];

function go(args: readonly string[], extra: NodeJS.ProcessEnv = {}): string {
  const env = { ...goEnvironment, ...extra };
  return execFileSync('go', args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });
}

function build(target: string, name: string, flags: readonly string[], extra: NodeJS.ProcessEnv = {}): void {
  const [GOOS, GOARCH] = target.split('/');
  go(['build', '-trimpath', ...flags, '-o', name, '.'], { GOOS, GOARCH, ...extra });
}

const plain = (target: string) => target.replace('/', '-');
const stripped = (target: string) => `${plain(target)}-s`;
const open = (name: string): ParsedBinary => inspect(new Uint8Array(readFileSync(join(folder, name))));

describe.skipIf(!goEnvironment)('sizes', () => {
  beforeAll(() => {
    writeFileSync(join(folder, 'go.mod'), 'module example.com/sizes\n\ngo 1.21\n');
    writeFileSync(
      join(folder, 'main.go'),
      'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hi") }\n',
    );
    for (const target of targets) {
      build(target, plain(target), []);
      build(target, stripped(target), ['-ldflags=-s']);
    }
  }, 10 * minutes);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(targets)('%s: packages and the rest add up to the file', (target) => {
    for (const name of [plain(target), stripped(target)]) {
      const { total, packages, rest } = new Composition(open(name)).part;
      const sum = [...packages, ...rest].reduce((all, each) => all + each.size, 0);
      expect(sum, name).toBe(total);
      expect(packages.find((each) => each.name === 'runtime')?.code, name).toBeGreaterThan(200_000);
    }
  });

  it.each(withNm)(
    '%s: the line table of the stripped program names the functions of the plain one',
    (target) => {
      const lines = go(['tool', 'nm', plain(target)]).split('\n');
      const known = new Set(lines.flatMap((line) => /^\s*[0-9a-f]+ [Tt] (.*)$/.exec(line)?.[1] ?? []));
      const names = new Set((goFunctions(open(stripped(target))) ?? []).map((each) => each.name));
      expect(names.size).toBeGreaterThan(1000);
      const exported = [...known].filter(
        (name) => /^(?:fmt|main|os)\.[A-Z(m]/.test(name) && !/[.]abi0$/.test(name),
      );
      expect(exported.length).toBeGreaterThan(30);
      expect(exported.filter((name) => !names.has(name))).toEqual([]);
    },
  );

  it('wasip1/wasm: the line table of the stripped module names the functions of the plain one, in their order', () => {
    const plainSymbols = open(plain('wasip1/wasm')).symbols();
    const functions = goFunctions(open(stripped('wasip1/wasm'))) ?? [];
    // The linker puts an underscore for what other tools may not take (nameRegexp of cmd/link/internal/wasm/asm.go).
    const written = functions.map(({ name, size }) => `${name.replaceAll(/[^\w.]/g, '_')} ${size}`);
    expect(written.length).toBeGreaterThan(1000);
    expect(written).toEqual(plainSymbols.map(({ name, size }) => `${name} ${size}`));
    const { packages } = new Composition(open(stripped('wasip1/wasm'))).part;
    expect(packages.map(({ name }) => name)).toContain('internal/runtime/maps');
  });

  it.each(['linux/amd64', 'windows/arm64', 'darwin/arm64'])('%s: DWARF, and none after -s', (target) => {
    expect(readDwarf(open(plain(target)))?.version).toBe(target.startsWith('darwin') ? 4 : 5);
    expect(readDwarf(open(stripped(target)))).toBeUndefined();
  });

  it.each([
    ['linux/amd64', ['-tags=a,b'], { GOAMD64: 'v3' }],
    ['darwin/arm64', [], {}],
    ['windows/amd64', ['-gcflags=-N -l'], {}],
    ['linux/arm64', ['-buildmode=pie'], {}],
  ])(
    '%s %j: the command gives the same bytes',
    (target, flags, extra) => {
      build(target, 'first', flags, extra);
      const { command } = goOf(open('first'));
      const again = command.replace('go build', 'go build -o again');
      execFileSync('sh', ['-c', again], { cwd: folder, env: { ...goEnvironment }, stdio: 'pipe' });
      expect(readFileSync(join(folder, 'again')).equals(readFileSync(join(folder, 'first')))).toBe(true);
    },
    5 * minutes,
  );
});
