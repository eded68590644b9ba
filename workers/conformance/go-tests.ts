// Go's own standard library tests, compiled for wasip1 and run in our process host.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runGo, type NativeGo } from '../../toolchain/go-command.ts';
import { Folder } from '../wasi/folder.ts';
import { MirroredFolder, runProgram, type RunEnd } from './sandbox.ts';
import type { CaseOutcome } from './outcome.ts';

/** Packages whose tests ask much of an operating system. */
export const packages = [
  'os',
  'os/exec',
  'io/fs',
  'io/ioutil',
  'path/filepath',
  'syscall',
  'internal/poll',
  'time',
  'bufio',
  'testing/fstest',
  'embed/internal/embedtest',
];

/** Runs the tests of one package of std; one outcome for each test and example. */
export async function goTests(go: NativeGo, name: string): Promise<CaseOutcome[]> {
  const module = await compile(go, name);
  const root = new Folder();
  root.entries.set('goroot', new MirroredFolder(go.goroot));
  const end = runProgram({
    module,
    argv: ['program', '-test.v', '-test.short'],
    env: ['GOROOT=/goroot', 'HOME=/tmp', 'PATH=/bin', 'TMPDIR=/tmp'],
    cwd: `/goroot/src/${name}`,
    root,
  });
  return [...outcomesIn(name, end.stdout), ...endOf(name, end)];
}

async function compile(go: NativeGo, name: string): Promise<Uint8Array> {
  const folder = join(go.workFolder, 'wasi-tests');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replaceAll('/', '_')}.wasm`);
  const variables = { GOOS: 'wasip1', GOARCH: 'wasm' };
  await runGo(go, ['test', '-c', '-o', file, name], { variables, cwd: join(go.goroot, 'src') });
  if (!existsSync(file)) throw new Error(`${name} has no tests in ${go.release}`);
  return new Uint8Array(readFileSync(file));
}

/** Results of the top-level tests in the output of -test.v. */
function outcomesIn(name: string, output: string): CaseOutcome[] {
  const results = [...output.matchAll(/^--- (PASS|FAIL|SKIP): (\S+)/gm)];
  return results.map(([, result = '', test = '']) => ({
    name: `${name} ${test}`,
    result: result === 'PASS' ? 'passed' : result === 'FAIL' ? 'failed' : 'skipped',
    details: result === 'FAIL' ? linesOf(output, test) : '',
  }));
}

/** What a test printed: the lines between its headings. */
function linesOf(output: string, test: string): string {
  const heading = /^(?:=== \w+|--- \w+:)\s+([^/\s]+)/;
  let current = '';
  const own = output.split('\n').filter((line) => {
    current = heading.exec(line)?.[1] ?? current;
    return current === test && !line.startsWith('=== ');
  });
  return own.slice(0, 40).join('\n');
}

/** A last outcome for the process as a whole: a fatal error or a trap ends it before its tests are through. */
function endOf(name: string, { exitCode, stdout, stderr, crash }: RunEnd): CaseOutcome[] {
  const finished = /^(PASS|FAIL)$/m.test(stdout);
  if (finished && exitCode < 2 && crash === undefined) return [];
  const details = `exit code ${exitCode} ${crash ?? ''}\n${stderr}${stdout.slice(-2000)}`;
  return [{ name: `${name} (process)`, result: 'failed', details }];
}
