// The project's files as a shell sees them: folders are what paths imply, and those that were made empty.
import type { ProjectFile } from '../file.ts';

/** What a file operation can fail with, as POSIX names it. */
export type FileFault = 'ENOENT' | 'ENOTDIR' | 'EISDIR' | 'EEXIST' | 'ENOTEMPTY' | 'EACCES';

/** A file operation that failed; `path` as it was given. */
export class FileError extends Error {
  constructor(
    readonly fault: FileFault,
    readonly path: string,
  ) {
    super(fault);
  }
}

/** The root of the project, which is also the home. */
export const homeFolder = '/work';

/** A tree of files below /work. Paths are absolute, or relative to the folder that the shell is in. */
export class FileTree {
  readonly #files: Map<string, ProjectFile['content']>;
  readonly #folders: Set<string>;
  /** Absolute; always a folder that was there. */
  cwd = homeFolder;

  constructor(files: readonly ProjectFile[], folders: Iterable<string> = []) {
    this.#files = new Map(files.map(({ path, content }) => [path, content]));
    this.#folders = new Set(folders);
  }

  /** All files, by paths relative to the project's root. */
  get files(): ReadonlyMap<string, ProjectFile['content']> {
    return this.#files;
  }

  /** Folders without files, which are no part of a project but stay as long as the shell. */
  get emptyFolders(): ReadonlySet<string> {
    return this.#folders;
  }

  /** The path below the project's root, '' for the root. Throws FileError for what lies outside. */
  resolve(path: string): string {
    const absolute = path.startsWith('/')
      ? path
      : path === '~' || path.startsWith('~/')
        ? homeFolder + path.slice(1)
        : `${this.cwd}/${path}`;
    const names: string[] = [];
    for (const name of absolute.split('/')) {
      if (name === '..') names.pop();
      else if (name !== '' && name !== '.') names.push(name);
    }
    if (names[0] !== 'work') throw new FileError('EACCES', path);
    return names.slice(1).join('/');
  }

  isFolder(path: string): boolean {
    const at = this.resolve(path);
    const below = at === '' ? '' : `${at}/`;
    return (
      at === '' ||
      this.#folders.has(at) ||
      [...this.#files.keys(), ...this.#folders].some((name) => name.startsWith(below))
    );
  }

  /** Whether there is a file or a folder. */
  exists(path: string): boolean {
    return this.#files.has(this.resolve(path)) || this.isFolder(path);
  }

  read(path: string): ProjectFile['content'] {
    const content = this.#files.get(this.resolve(path));
    if (content === undefined) throw new FileError(this.isFolder(path) ? 'EISDIR' : 'ENOENT', path);
    return content;
  }

  write(path: string, content: ProjectFile['content']): void {
    const at = this.resolve(path);
    if (this.isFolder(path)) throw new FileError('EISDIR', path);
    this.#needParent(at, path);
    this.#files.set(at, content);
  }

  /** The names in a folder, in order, folders with a slash behind them. */
  list(path: string): string[] {
    if (!this.isFolder(path)) throw new FileError(this.exists(path) ? 'ENOTDIR' : 'ENOENT', path);
    const at = this.resolve(path);
    const below = at === '' ? '' : `${at}/`;
    const names = [...this.#files.keys(), ...[...this.#folders].map((folder) => `${folder}/`)]
      .filter((name) => name.startsWith(below) && name.length > below.length)
      .map((name) => name.slice(below.length).replace(/\/[^]*$/, '/'));
    return [...new Set(names)].sort();
  }

  makeFolder(path: string, withParents: boolean): void {
    const at = this.resolve(path);
    if (this.exists(path)) {
      if (withParents && this.isFolder(path)) return;
      throw new FileError('EEXIST', path);
    }
    if (!withParents) this.#needParent(at, path);
    this.#folders.add(at);
  }

  /** Removes a file, or with `recursively` a folder with all that is in it. */
  remove(path: string, recursively: boolean): void {
    const at = this.resolve(path);
    if (this.#files.delete(at)) return this.#keepParent(at);
    if (!this.isFolder(path)) throw new FileError('ENOENT', path);
    if (!recursively) throw new FileError('EISDIR', path);
    if (at === '') throw new FileError('EACCES', path);
    for (const name of this.#below(at)) this.#files.delete(name);
    for (const name of [...this.#folders])
      if (name === at || name.startsWith(`${at}/`)) this.#folders.delete(name);
    this.#keepParent(at);
    if (!this.isFolder(this.cwd)) this.cwd = homeFolder;
  }

  /** Copies a file, or with `recursively` a folder; into `to` when that is a folder. */
  copy(from: string, to: string, recursively: boolean): void {
    const source = this.resolve(from);
    const target = this.resolve(
      this.isFolder(to) ? `${to}/${source.slice(source.lastIndexOf('/') + 1)}` : to,
    );
    const content = this.#files.get(source);
    this.#needParent(target, to);
    if (content !== undefined) {
      this.#files.set(target, content);
      return;
    }
    if (!this.isFolder(from)) throw new FileError('ENOENT', from);
    if (!recursively) throw new FileError('EISDIR', from);
    if (`${target}/`.startsWith(`${source}/`)) throw new FileError('EACCES', to);
    this.#folders.add(target);
    for (const name of this.#below(source))
      this.#files.set(target + name.slice(source.length), this.#files.get(name)!);
  }

  move(from: string, to: string): void {
    const [source, target] = [this.resolve(from), this.resolve(to)];
    if (source === target) return;
    this.copy(from, to, true);
    this.remove(from, true);
  }

  /** Takes over files that a command has left. */
  replace(changes: ReadonlyMap<string, ProjectFile['content'] | undefined>): void {
    for (const [path, content] of changes) {
      if (content === undefined) this.#files.delete(path);
      else this.#files.set(path, content);
    }
    if (!this.isFolder(this.cwd)) this.cwd = homeFolder;
  }

  #below(folder: string): string[] {
    return [...this.#files.keys()].filter((name) => name.startsWith(`${folder}/`));
  }

  /** A folder does not go with its last file. */
  #keepParent(at: string): void {
    const parent = at.slice(0, Math.max(at.lastIndexOf('/'), 0));
    if (parent !== '' && !this.isFolder(`${homeFolder}/${parent}`)) this.#folders.add(parent);
  }

  #needParent(at: string, path: string): void {
    const parent = at.slice(0, Math.max(at.lastIndexOf('/'), 0));
    if (!this.isFolder(`${homeFolder}/${parent}`))
      throw new FileError(this.#files.has(parent) ? 'ENOTDIR' : 'ENOENT', path);
  }
}
