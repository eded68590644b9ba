// The conformance cases: small Go programs that call WASI directly, one txtar file each.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseTxtar } from '../../src/project/txtar.ts';
import { runGo, type NativeGo } from '../../toolchain/go-command.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';
import type { CaseOutcome } from './outcome.ts';
import { runProgram, type Run } from './sandbox.ts';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * A case. Its file holds main.go and the expected stdout; and where wanted stdin, and files below root/, which the
 * program finds at "/". Lines above the files say `arg: "..."` and `env: "..."`, one each, in JSON's quotes, and
 * `exit: N`.
 */
interface Case {
  name: string;
  program: string;
  stdout: string;
  exitCode: number;
  run: Omit<Run, 'module'>;
}

/** Builds all cases with native go, runs each, and compares standard output and exit code. */
export async function runCases(go: NativeGo): Promise<CaseOutcome[]> {
  const cases = readdirSync(join(here, 'cases'))
    .filter((file) => file.endsWith('.txtar'))
    .map((file) => readCase(file.replace('.txtar', ''), readFileSync(join(here, 'cases', file), 'utf8')));
  const folder = join(go.workFolder, 'wasi-cases');
  await buildAll(go, folder, cases);
  return cases.map((one) => outcomeOf(one, new Uint8Array(readFileSync(join(folder, 'out', one.name)))));
}

/** One module with a package for each case, so that one go command builds them side by side. */
async function buildAll(go: NativeGo, folder: string, cases: Case[]): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('go.mod', 'module conformance\n\ngo 1.26\n');
  cpSync(join(here, 'wasi'), join(folder, 'wasi'), { recursive: true });
  for (const { name, program } of cases) write(`${name}/main.go`, program);
  mkdirSync(join(folder, 'out'));
  const variables = { GOOS: 'wasip1', GOARCH: 'wasm' };
  await runGo(go, ['build', '-ldflags=-s -w', '-o', 'out/', './...'], { variables, cwd: folder });
}

function readCase(name: string, text: string): Case {
  const { comment, files } = parseTxtar(text);
  const content = (path: string) => files.find((file) => file.path === path)?.content;
  const values = (key: string) => [...comment.matchAll(new RegExp(`^${key}: (.*)$`, 'gm'))].map((m) => m[1]!);
  const program = content('main.go');
  const stdout = content('stdout');
  if (program === undefined || stdout === undefined) throw new Error(`${name}: main.go or stdout is missing`);
  const root = new Folder();
  for (const { path, content: text } of files)
    if (path.startsWith('root/')) root.put(path.slice('root/'.length), new RegularFile(Buffer.from(text)));
  const argv = ['program', ...values('arg').map((value) => JSON.parse(value) as string)];
  const env = values('env').map((value) => JSON.parse(value) as string);
  const run = { argv, env, cwd: '/', stdin: content('stdin') ?? '', root };
  return { name, program, stdout, exitCode: Number(values('exit')[0] ?? 0), run };
}

function outcomeOf({ name, stdout, exitCode, run }: Case, module: Uint8Array): CaseOutcome {
  const end = runProgram({ ...run, module });
  const passed = end.stdout === stdout && end.exitCode === exitCode && end.crash === undefined;
  if (passed) return { name: `case ${name}`, result: 'passed', details: '' };
  const got = `exit code ${end.exitCode} ${end.crash ?? ''}\n${end.stderr}${end.stdout}`;
  return {
    name: `case ${name}`,
    result: 'failed',
    details: `${got}\nwanted exit code ${exitCode}\n${stdout}`,
  };
}
