// What the engine must know of a project before it builds: its packages and their imports.
import { modulePathIn } from '../../src/project/go-mod.ts';
import type { ProjectFile } from '../../src/project/file.ts';
import { closure, importsOf } from '../../src/project/go-imports.ts';

/** What the sources say, read without running go. It only steers fetching and progress; go itself decides. */
export interface ProjectSurvey {
  /** Import paths of std packages that the packages name. */
  std: Set<string>;
  /** Packages of the project that are asked for, and those they reach. */
  packages: number;
  /** Whether any of them has an assembly file. */
  assembles: boolean;
}

/** What the program that go makes of a package's tests imports (cmd/go/internal/load, testmainTmpl). */
const testImports = ['testing', 'testing/internal/testdeps', 'os', 'reflect'];

/** Surveys the packages that `patterns` name (go help packages): the one at the root by default. */
export function survey(
  files: readonly ProjectFile[],
  patterns: readonly string[] = ['.'],
  withTests = false,
): ProjectSurvey {
  const module = modulePath(files);
  const packages = new Map<string, Set<string>>();
  const asked = new Set<string>();
  let assembles = false;
  for (const { path, content } of files) {
    if (path.endsWith('.s')) assembles = true;
    const isTest = path.endsWith('_test.go');
    if (!path.endsWith('.go') || (isTest && !withTests) || typeof content !== 'string') continue;
    const importPath = importPathOf(path, module);
    if (patterns.some((pattern) => matches(pattern, folderOf(path), importPath))) asked.add(importPath);
    const imports = packages.get(importPath) ?? new Set<string>();
    for (const imported of [...importsOf(content), ...(isTest ? testImports : [])]) imports.add(imported);
    packages.set(importPath, imports);
  }
  const reached = closure(asked, (path) => packages.get(path) && [...packages.get(path)!]);
  const all = [...reached].flatMap((path) => [...packages.get(path)!]);
  const std = new Set(all.filter((path) => !packages.has(path) && path !== 'C' && path !== 'unsafe'));
  return { std, packages: reached.size, assembles };
}

/** Folders that ... leaves out (go help packages). */
const leftOut = /(^|\/)(vendor|testdata|[._][^/]*)(\/|$)/;

function matches(pattern: string, folder: string, importPath: string): boolean {
  const name = pattern.startsWith('.') ? `./${folder}`.replace(/\/$/, '') : importPath;
  const wanted = pattern === '.' ? '.' : pattern.replace(/\/$/, '');
  if (!wanted.endsWith('...')) return name === wanted;
  const below = wanted.slice(0, -'...'.length);
  return !leftOut.test(folder) && `${name}/`.startsWith(below);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** The import path of the package that a file belongs to; below vendor/ it is the folder's own path. */
function importPathOf(path: string, module: string): string {
  const folder = folderOf(path);
  if (folder.startsWith('vendor/')) return folder.slice('vendor/'.length);
  return folder === '' ? module : `${module}/${folder}`;
}

function modulePath(files: readonly ProjectFile[]): string {
  const goMod = files.find(({ path }) => path === 'go.mod')?.content;
  return (typeof goMod === 'string' ? modulePathIn(goMod) : undefined) ?? 'command-line-arguments';
}
