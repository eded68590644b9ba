// Which files of GOROOT the page gets.
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Directories of GOROOT that are taken with everything below them. */
const trees = ['src', 'pkg/include', 'lib/wasm'];

/** Files of GOROOT itself that `go` reads, or that the licence asks to pass on. */
const rootFiles = ['VERSION', 'go.env', 'LICENSE', 'PATENTS'];

/** Reports whether a directory below GOROOT is left out: nothing in the page compiles it. */
function isLeftOut(directory: string): boolean {
  return directory === 'src/cmd' || path.posix.basename(directory) === 'testdata';
}

/**
 * Reports whether a file is left out: tests, what builds Go itself, and src/_go.mod, which is a second src/go.mod in a
 * GOROOT that GOTOOLCHAIN fetched (so both ways to get a GOROOT give the same index).
 */
function isLeftOutFile(name: string): boolean {
  return /_test\.go$|^_go\.mod$|\.(bash|bat|rc)$/.test(name);
}

/** A directory of GOROOT with the files that are taken. */
export interface SourceDirectory {
  /** Below GOROOT, for example src/fmt; empty for GOROOT itself. */
  path: string;
  /** Names in order of code units. */
  files: string[];
}

/** Lists a tree of GOROOT, parents first, names in order of code units. */
async function listTree(goroot: string, directory: string): Promise<SourceDirectory[]> {
  const entries = await readdir(path.join(goroot, directory), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((entry) => entry.isFile() && !isLeftOutFile(entry.name));
  const found: SourceDirectory[] = [{ path: directory, files: files.map((file) => file.name) }];
  for (const entry of entries) {
    const below = `${directory}/${entry.name}`;
    if (entry.isDirectory() && !isLeftOut(below)) found.push(...(await listTree(goroot, below)));
  }
  return found;
}

/** Lists what the page gets of GOROOT: std sources without tests and cmd, headers, VERSION and what else `go` reads. */
export async function listSources(goroot: string): Promise<SourceDirectory[]> {
  const sources = (await Promise.all(trees.map((tree) => listTree(goroot, tree)))).flat();
  return [...sources, { path: '', files: rootFiles }];
}
