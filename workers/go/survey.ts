// What the engine must know of a project before it builds: its packages and their imports.
import { modulePathIn } from '../../src/project/go-mod.ts';
import type { ProjectFile } from '../../src/project/file.ts';
import { closure, importsOf } from '../../src/project/go-imports.ts';

/** What the sources say, read without running go. It only steers fetching and progress; go itself decides. */
export interface ProjectSurvey {
  /** Import paths of std packages that the program names. */
  std: Set<string>;
  /** Packages of the project that its root package reaches, the root included. */
  packages: number;
  /** Whether any of them has an assembly file. */
  assembles: boolean;
}

/** Surveys a project whose main package is at its root. */
export function survey(files: ProjectFile[]): ProjectSurvey {
  const module = modulePath(files);
  const packages = new Map<string, Set<string>>();
  let assembles = false;
  for (const { path, content } of files) {
    if (path.endsWith('.s')) assembles = true;
    if (!path.endsWith('.go') || path.endsWith('_test.go') || typeof content !== 'string') continue;
    const importPath = importPathOf(path, module);
    const imports = packages.get(importPath) ?? new Set<string>();
    for (const imported of importsOf(content)) imports.add(imported);
    packages.set(importPath, imports);
  }
  const reached = closure([module], (path) => packages.get(path) && [...packages.get(path)!]);
  const all = [...reached].flatMap((path) => [...packages.get(path)!]);
  const std = new Set(all.filter((path) => !packages.has(path) && path !== 'C' && path !== 'unsafe'));
  return { std, packages: reached.size, assembles };
}

/** The import path of the package that a file belongs to; below vendor/ it is the folder's own path. */
function importPathOf(path: string, module: string): string {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  if (folder.startsWith('vendor/')) return folder.slice('vendor/'.length);
  return folder === '' ? module : `${module}/${folder}`;
}

function modulePath(files: ProjectFile[]): string {
  const goMod = files.find(({ path }) => path === 'go.mod')?.content;
  return (typeof goMod === 'string' ? modulePathIn(goMod) : undefined) ?? 'command-line-arguments';
}
