// The sources that objdump quotes, mounted at the paths that binaries know them by.
import type { ProjectFile } from '../../src/project/file.ts';
import { wasi } from '@bjorn3/browser_wasi_shim';
import type { GorootIndex } from '../../toolchain/manifest.ts';
import { Goroot } from '../toolchain/goroot.ts';
import type { ToolchainSource } from '../toolchain/source.ts';
import { Errno } from '../wasi/errno.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** What objdump must run in: with -trimpath, paths of std begin with the import path. */
export const sourceFolder = '/goroot/src';

/** Mounts the sources of std; each directory is fetched when objdump opens a file of it. */
export function mountStd(root: Folder, index: GorootIndex, source: ToolchainSource): void {
  new Goroot(root.folder('goroot'), new Folder(), index, orMissing(source), 0n);
}

/** A directory that cannot be had leaves its functions without text, as for objdump on a machine without the sources. */
function orMissing(source: ToolchainSource): ToolchainSource {
  return {
    read: (ref) => source.read(ref),
    module: (ref) => source.module(ref),
    moduleSync: (ref) => source.moduleSync(ref),
    readSync: (ref) => {
      try {
        return source.readSync(ref);
      } catch {
        throw new Errno(wasi.ERRNO_NOENT);
      }
    },
  };
}

/** Mounts the files of a project: where they were built, and where -trimpath says they were. */
export function mountProjectSources(root: Folder, files: readonly ProjectFile[]): void {
  for (const { path, content } of files) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    root.put(`/work/${path}`, new RegularFile(bytes));
    root.put(`${sourceFolder}/${trimmedPath(path, files)}`, new RegularFile(bytes));
  }
}

/** The path of a file as `go build -trimpath` writes it: the path of the innermost module around it, and the rest. */
export function trimmedPath(path: string, files: readonly ProjectFile[]): string {
  const folders = path.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    const folder = folders.slice(0, depth).map((name) => `${name}/`);
    const goMod = files.find((file) => file.path === `${folder.join('')}go.mod`)?.content;
    const module = typeof goMod === 'string' ? /^\s*module\s+"?([^\s"]+)/m.exec(goMod)?.[1] : undefined;
    if (module !== undefined) return `${module}/${path.slice(folder.join('').length)}`;
  }
  return path;
}
