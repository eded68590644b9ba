// The project as a plain value: its files, and what can be done to them.

import { isText, type ProjectFile } from './file.ts';
import { modulePathIn } from './go-mod.ts';

/** A file of the open project; no two have the same path (see file-path.ts). */
export interface SourceFile extends ProjectFile {
  /** Stable for as long as the file exists, whatever it is called. */
  id: number;
}

/** A file before it belongs to a project. */
export type NewFile = ProjectFile;

/** Gives every file an id; ids below `firstId` stay free for files that existed before. */
export function createFiles(files: readonly NewFile[], firstId = 1): SourceFile[] {
  return files.map(({ path, content }, index) => ({ id: firstId + index, path, content }));
}

/** The first id that no file has. */
export function nextId(files: readonly SourceFile[]): number {
  return Math.max(0, ...files.map((file) => file.id)) + 1;
}

/** The files with some fields of one of them replaced. */
export function changeFile(files: readonly SourceFile[], id: number, change: Partial<NewFile>): SourceFile[] {
  return files.map((file) => (file.id === id ? { ...file, ...change } : file));
}

/** The files as they are kept and built. */
export function withoutIds(files: readonly SourceFile[]): NewFile[] {
  return files.map(({ path, content }) => ({ path, content }));
}

/** The file at `path`, also when it is written as the go command does (`./main.go`). */
export function findFile<F extends ProjectFile>(files: readonly F[], path: string): F | undefined {
  const clean = path.replace(/^\.\//, '');
  return files.find((file) => file.path === clean);
}

/** The module path that go.mod declares; undefined without a go.mod or a module line. */
export function modulePath(files: readonly SourceFile[]): string | undefined {
  const goMod = findFile(files, 'go.mod');
  return goMod && isText(goMod) ? modulePathIn(goMod.content) : undefined;
}

/** Go files that import "C", which is cgo: the page builds with CGO_ENABLED=0, where go leaves them out. */
export function filesImportingC(files: readonly SourceFile[]): SourceFile[] {
  return files.filter((file) => file.path.endsWith('.go') && isText(file) && importsC(file.content));
}

function importsC(source: string): boolean {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return /^\s*import\s+"C"/m.test(code) || /^\s*import\s*\([^)]*"C"/m.test(code);
}
