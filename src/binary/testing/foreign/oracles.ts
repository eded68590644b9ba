// Asks LIEF, file(1), readelf and llvm-readobj about binaries, once for each version of a tool: answers are kept.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../../../toolchain/cache-folder.ts';
import type { Facts } from './our-facts.ts';

const folder = path.join(cacheFolder, 'foreign');
const liefVersion = '1.0.0';
const script = fileURLToPath(new URL('lief-facts.py', import.meta.url));
const options = { encoding: 'utf8', maxBuffer: 1 << 29 } as const;

/** The first line that a tool prints of its version; undefined when it is not installed. */
function versionOf(tool: string): string | undefined {
  const { status, stdout } = spawnSync(tool, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n').slice(0, 3).join(' ') : undefined;
}

/** Answers of a tool by file; asks only for those that are not kept, and keeps them. */
function kept<T>(
  tool: string,
  version: string,
  files: readonly string[],
  ask: (files: readonly string[]) => Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  mkdirSync(folder, { recursive: true });
  const key = createHash('sha256').update(version).digest('hex').slice(0, 16);
  const store = path.join(folder, `${tool}-${key}.json`);
  const known = existsSync(store) ? (JSON.parse(readFileSync(store, 'utf8')) as Record<string, T>) : {};
  const unknown = files.filter((file) => !(path.basename(file) in known));
  if (unknown.length === 0) return known;
  const answers = Object.entries(ask(unknown)).map(([file, answer]) => [path.basename(file), answer]);
  const all = { ...known, ...(Object.fromEntries(answers) as Record<string, T>) };
  // Written beside and put in place at once: another run may be reading.
  writeFileSync(`${store}.${process.pid}`, JSON.stringify(all));
  renameSync(`${store}.${process.pid}`, store);
  return all;
}

/** What LIEF tells, by the hashes that are the files' names; undefined when it cannot be had from PyPI. */
export function liefFacts(files: readonly string[]): Readonly<Record<string, Facts>> | undefined {
  const python = path.join(folder, `lief-${liefVersion}`);
  if (!existsSync(python)) {
    const args = ['-m', 'pip', 'install', '--quiet', '--target', `${python}.part`, `lief==${liefVersion}`];
    if (spawnSync('python3', args, { stdio: 'inherit' }).status !== 0) return undefined;
    renameSync(`${python}.part`, python);
  }
  const env = { ...process.env, PYTHONPATH: python };
  return kept(
    'lief',
    liefVersion + readFileSync(script, 'utf8'),
    files,
    (unknown) =>
      JSON.parse(execFileSync('python3', [script, ...unknown], { ...options, env })) as Record<string, Facts>,
  );
}

/** The line of file(1), without the name; undefined when it is not installed. */
export function fileLines(files: readonly string[]): Readonly<Record<string, string>> | undefined {
  const version = versionOf('file');
  return version === undefined
    ? undefined
    : kept('file', version, files, (unknown) => {
        const lines = execFileSync('file', ['-b', ...unknown], options).split('\n');
        return Object.fromEntries(unknown.map((file, i) => [file, lines[i] ?? '']));
      });
}

const lineTable = fileURLToPath(new URL('../line-table/main.go', import.meta.url));

/** The functions that Go's debug/gosym finds, as name, offset and size; undefined when there is no go. */
export function gosymFunctions(files: readonly string[]): Readonly<Record<string, string[]>> | undefined {
  const { status } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const env = { ...process.env, GO111MODULE: 'off', GOFLAGS: '' };
  return status !== 0
    ? undefined
    : kept(
        'gosym',
        readFileSync(lineTable, 'utf8'),
        files,
        (unknown) =>
          JSON.parse(execFileSync('go', ['run', lineTable, ...unknown], { ...options, env })) as Record<
            string,
            string[]
          >,
      );
}

/** What a tool prints of each file: its exit code, then its output. Undefined when the tool is not installed. */
export function printedBy(
  tool: 'readelf' | 'llvm-readobj',
  args: readonly string[],
  files: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const version = versionOf(tool);
  return version === undefined
    ? undefined
    : kept(tool, [version, ...args].join(' '), files, (unknown) =>
        Object.fromEntries(
          unknown.map((file) => {
            const { status, stdout } = spawnSync(tool, [...args, file], options);
            return [file, `${status}\n${stdout}`];
          }),
        ),
      );
}
