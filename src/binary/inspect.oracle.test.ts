// Compares the readers with file(1) and the Go tools on programs built for every
// target at test time. Needs go.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkContentId, checkHostBuildId } from './go/buildid.ts';
import { checkCodeSignature } from './formats/macho/code-signature.ts';
import { type ParsedBinary, describeBinary, inspect } from './inspect.ts';
import { goVersionOf, readGoBuildInfo } from './go/gobuildinfo.ts';
import { fatArch, fatHeader } from './formats/macho/layout.ts';
import {
  llvmLines,
  llvmOptions,
  ourLines,
  readelfLines,
  readelfOptions,
  type HeaderLines,
} from './testing/binutils-oracle.ts';
import { corrected, expectedLine, withoutIds, type OracleProgram } from './testing/file-oracle.ts';
import { targetOf } from './go/binary-target.ts';
import { place, write } from './testing/tiny-parts.ts';

const minutes = 60_000;

// The release the page ships first; go fetches it by itself unless it has been told to stay local.
const release = 'go1.27.3';
const base = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOENV: 'off' };

/** goEnvironment is the environment for go: with the page's release when go can have it, else with its own. */
const goEnvironment: NodeJS.ProcessEnv | undefined = [{ ...base, GOTOOLCHAIN: release }, base].find(
  (env) => spawnSync('go', ['version'], { env }).status === 0,
);

const isInstalled = (tool: string) => spawnSync(tool, ['--version']).status === 0;
const hasFile = isInstalled('file');

/** folder is a new temporary folder of this run, to be removed by the test; empty when there is no go. */
const folder = goEnvironment ? mkdtempSync(join(tmpdir(), 'inspect-')) : '';

/** go runs a go command in the folder and returns what it wrote to stdout; it throws when go fails. */
function go(args: readonly string[], extra: NodeJS.ProcessEnv = {}): string {
  const env = { ...goEnvironment, ...extra };
  return execFileSync('go', args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });
}

/** fileLine is what file(1) says of a file, without the name. */
function fileLine(path: string): string {
  return execFileSync('file', ['-b', path], { encoding: 'utf8' }).trim();
}

function program(target: string, ...flags: string[]): OracleProgram {
  const [goos = '', goarch = ''] = target.split('/');
  return { name: [target.replace('/', '-'), ...flags].join(' '), goos, goarch, flags };
}

// Ports that need an external linker without cgo; the list is checked when building.
const externallyLinked = ['android/386', 'android/amd64', 'android/arm', 'ios/amd64', 'ios/arm64'];

// Linux ports that link position-independent programs by themselves; android, darwin and windows do so by default.
const linkPie = ['amd64', 'arm64', 'loong64', 'ppc64', 'ppc64le', 's390x'].map((goarch) => `linux/${goarch}`);

const programs: readonly OracleProgram[] = goEnvironment
  ? [
      ...go(['tool', 'dist', 'list'])
        .trim()
        .split('\n')
        .filter((target) => !externallyLinked.includes(target))
        .flatMap((target) => [program(target), program(target, '-ldflags=-s -w')]),
      ...linkPie.map((target) => program(target, '-buildmode=pie')),
      program('linux/amd64', '-ldflags=-w'),
      program('windows/amd64', '-ldflags=-s -H=windowsgui'),
      program('wasip1/wasm', '-buildmode=c-shared'),
    ]
  : [];

const pathOf = (each: OracleProgram) => join(folder, each.name.replaceAll(/[ =]/g, '_'));
const open = (each: OracleProgram): ParsedBinary => inspect(new Uint8Array(readFileSync(pathOf(each))));
const isStripped = (each: OracleProgram) => each.flags.some((flag) => flag.startsWith('-ldflags=-s'));

describe.skipIf(!goEnvironment)(
  'programs built by go for every target (skipped: there is no go on PATH)',
  () => {
    let opinions: Readonly<Record<string, Opinion>> = {};
    const opinionOf = (each: OracleProgram) => opinions[pathOf(each)]!;

    beforeAll(() => {
      writeFileSync(join(folder, 'go.mod'), 'module example.com/hello\n\ngo 1.21\n');
      writeFileSync(
        join(folder, 'main.go'),
        'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
      );
      for (const each of programs) {
        const target = { GOOS: each.goos, GOARCH: each.goarch };
        go(['build', '-trimpath', '-buildvcs=false', ...each.flags, '-o', pathOf(each), '.'], target);
      }
      cpSync(new URL('testing/debug-packages', import.meta.url), join(folder, 'opinion'), {
        recursive: true,
      });
      opinions = JSON.parse(go(['run', './opinion', ...programs.map(pathOf)])) as Record<string, Opinion>;
    }, 20 * minutes);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    describe.skipIf(!hasFile)('file(1) (skipped: it is not installed)', () => {
      it.each(programs)('$name', (each) => {
        expect(describeBinary(open(each).bytes)).toBe(corrected(fileLine(pathOf(each)), each));
      });
    });

    it.each(programs)('$name: the expected line', (each) => {
      expect(withoutIds(describeBinary(open(each).bytes))).toMatch(expectedLine(each));
    });

    it.each(programs)('$name: go tool buildid, and the build ID checks itself', async (each) => {
      const file = open(each);
      expect(file.goBuildId()).toBe(go(['tool', 'buildid', pathOf(each)]).trim());
      expect(await checkContentId(file)).toMatchObject({ result: 'matches' });
      const host = await checkHostBuildId(file);
      expect(host.result).toBe(file.hostBuildId() ? 'matches' : 'absent');
    });

    it.each(programs)('$name: one changed byte breaks the content ID', async (each) => {
      const bytes = new Uint8Array(readFileSync(pathOf(each)));
      const section = inspect(bytes)
        .sections()
        .find((part) => part.fileSize > 1000);
      const at = (section?.offset ?? 0) + 500;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect((await checkContentId(inspect(bytes))).result).toBe('differs');
    });

    it.each(programs.filter((each) => each.goarch !== 'wasm'))('$name: go version -m', (each) => {
      const info = readGoBuildInfo(open(each));
      expect(info?.goVersion).toBe(go(['env', 'GOVERSION']).trim());
      const theirs = goVersionModules(each);
      // Some Plan 9 programs (golang.org/issue/80193) and stripped XCOFF ones are beyond go version.
      if (theirs === undefined)
        expect(each.goos === 'plan9' || (each.goos === 'aix' && isStripped(each))).toBe(true);
      else expect(info).toMatchObject(theirs);
    });

    it.each(programs)('$name: target and version', (each) => {
      const file = open(each);
      expect(targetOf(file)).toMatchObject({ goos: each.goos, goarch: each.goarch });
      expect(goVersionOf(file)).toBe(go(['env', 'GOVERSION']).trim());
    });

    it.each(programs.filter((each) => each.goarch !== 'wasm' && !isStripped(each)))(
      '$name: go tool nm -size',
      (each) => {
        expect(open(each).symbols().map(nmLine).sort()).toEqual(nmLines(each));
      },
    );

    it.each(programs.filter((each) => each.goarch === 'wasm' && !isStripped(each)))(
      '$name: names of functions',
      (each) => {
        expect(
          open(each)
            .symbols()
            .map((symbol) => symbol.name),
        ).toContain('main.main');
      },
    );

    it.each(programs.filter((each) => each.goos === 'darwin'))(
      '$name: every page agrees with the signature',
      async (each) => {
        const file = open(each);
        if (file.format !== 'Mach-O') throw new Error('not Mach-O');
        const signature = await checkCodeSignature(file);
        if (each.goarch === 'amd64') return expect(signature).toBeUndefined();
        expect(signature).toMatchObject({
          identifier: 'a.out',
          isAdHoc: true,
          isLinkerSigned: true,
          changedPages: [],
        });
        const changed = file.bytes.slice();
        changed[5 * 4096 + 7]! ^= 1;
        const again = inspect(changed);
        expect(again.format === 'Mach-O' && (await checkCodeSignature(again))?.changedPages).toEqual([5]);
      },
    );

    it.each(programs.filter(hasOpinion))('$name: sections, as Go’s debug packages see them', (each) => {
      expect(sectionLines(open(each))).toEqual(opinionOf(each).Sections);
    });

    it.each(programs.filter((each) => hasOpinion(each) && each.goos !== 'darwin'))('$name: entry', (each) => {
      expect(open(each).entry).toBe(BigInt(opinionOf(each).Entry));
    });

    it.each(programs.filter(hasOpinion))('$name: imports and libraries', (each) => {
      const file = open(each);
      const { Imports, Libraries } = opinionOf(each);
      const withLibrary = file.imports().map(({ name, library }) => `${name}:${library ?? ''}`);
      const names = file.format === 'Mach-O' ? file.imports().map(({ name }) => name) : withLibrary;
      expect(names.sort()).toEqual([...(Imports ?? [])].sort());
      // debug/pe has no list of libraries: ImportedLibraries returns nothing by design.
      if (file.format !== 'PE') expect(file.libraries()).toEqual(Libraries ?? []);
    });

    describe.skipIf(!isInstalled('readelf'))('readelf (skipped: it is not installed)', () => {
      it.each(programs.filter(isElf))('$name', (each) => {
        const lines = readelfLines(print('readelf', readelfOptions, each).stdout);
        expect(lines.sections.length).toBeGreaterThan(3);
        expectSame(open(each), lines);
      });
    });

    describe.skipIf(!isInstalled('llvm-readobj'))('llvm-readobj (skipped: it is not installed)', () => {
      it.each(programs.filter((each) => each.goos !== 'plan9' && !isElf(each)))('$name', (each) => {
        const file = open(each);
        const { status, stdout, stderr } = print('llvm-readobj', llvmOptions, each);
        // LLVM wants the section name before the section producers; Go writes it after (cmd/link/internal/wasm/asm.go).
        if (status !== 0 && each.goarch === 'wasm' && !isStripped(each))
          return expect(stderr).toContain('out of order section');
        expect(status, stderr).toBe(0);
        const lines = llvmLines(stdout, file.format);
        expect(lines.sections.length).toBeGreaterThan(3);
        expectSame(file, lines);
      });
    });

    it.skipIf(!hasFile)('universal files: file(1)', () => {
      const [amd64, arm64] = [open(program('darwin/amd64')).bytes, open(program('darwin/arm64')).bytes];
      const second = 0x4000 * Math.ceil(2 + amd64.length / 0x4000);
      const arch = (cputype: number, cpusubtype: number, offset: number, slice: Uint8Array) =>
        write(fatArch, { cputype, cpusubtype, offset, size: slice.length, align: 14 }, 'big');
      const bytes = place([
        [0, write(fatHeader, { magic: 0xcafebabe, nfat_arch: 2 }, 'big')],
        [8, arch(0x01000007, 3, 0x4000, amd64)],
        [28, arch(0x0100000c, 0, second, arm64)],
        [0x4000, amd64],
        [second, arm64],
      ]);
      writeFileSync(join(folder, 'universal'), bytes);
      // file puts each slice on a line of its own and, with -b, writes the line break as \\012.
      const line = fileLine(join(folder, 'universal')).replaceAll('\\012- ', '');
      expect(describeBinary(bytes)).toBe(line);
    });
  },
);

/** Opinion is what testing/debug-packages prints of a file. */
interface Opinion {
  readonly Sections: readonly string[];
  readonly Imports: readonly string[] | null;
  readonly Libraries: readonly string[] | null;
  readonly Entry: number;
}

function isElf({ goos, goarch }: OracleProgram): boolean {
  return goarch !== 'wasm' && !['aix', 'darwin', 'plan9', 'windows'].includes(goos);
}

function print(tool: string, options: readonly string[], each: OracleProgram) {
  return spawnSync(tool, [...options, pathOf(each)], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

function expectSame(file: ParsedBinary, lines: HeaderLines): void {
  expect(ourLines(file, lines)).toEqual(lines);
}

// Go has no public reader for WebAssembly and XCOFF.
function hasOpinion({ goos, goarch }: OracleProgram): boolean {
  return goarch !== 'wasm' && goos !== 'aix';
}

function sectionLines(file: ParsedBinary): string[] {
  return file.sections().flatMap(({ name, address, size, offset }) => {
    if (file.format !== 'Plan 9 a.out') return [`${name} ${address} ${size} ${offset}`];
    // The zeroed data is no part of the file; debug/plan9obj does not list it.
    return name === 'bss' ? [] : [`${name} ${size} ${offset}`];
  });
}

interface GoVersionModule {
  readonly Path: string;
  readonly Main: { readonly Path: string; readonly Version?: string };
  readonly Settings: readonly { readonly Key: string; readonly Value: string }[];
}

function goVersionModules(each: OracleProgram) {
  const result = spawnSync('go', ['version', '-m', '-json', pathOf(each)], {
    env: goEnvironment,
    encoding: 'utf8',
  });
  if (result.status !== 0) return undefined;
  const { Path, Main, Settings } = JSON.parse(result.stdout) as GoVersionModule;
  return {
    path: Path,
    main: { path: Main.Path, version: Main.Version ?? '' },
    settings: Settings.map(({ Key, Value }) => ({ key: Key, value: Value })),
  };
}

function nmLine({ address, size, code, name }: ReturnType<ParsedBinary['symbols']>[number]): string {
  return `${code === 'U' ? '' : address.toString(16)} ${size} ${code} ${name}`;
}

function nmLines(each: OracleProgram): string[] {
  const lines = go(['tool', 'nm', '-size', '-sort', 'none', pathOf(each)])
    .trimEnd()
    .split('\n');
  return lines
    .map((line) => {
      const [, address = '', size, code, name] = /^ *([0-9a-f]*) +(\d+) (\S) (.*)$/.exec(line) ?? [];
      // For undefined symbols nm leaves the address out.
      return `${code === 'U' ? '' : address} ${size} ${code} ${name}`;
    })
    .sort();
}
