// The module index entries of std: what `go` keeps in GOCACHE about a directory it has read.
import { copyFile, mkdir, readdir, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CacheEntry, GoCache } from './cache-entries.ts';
import { compressors, mapLimited } from './concurrency.ts';
import { type NativeGo, run } from './go-command.ts';
import type { SourceDirectory } from './goroot-sources.ts';

/** An entry of GOCACHE with its output. */
export interface IndexEntry extends CacheEntry {
  content: Uint8Array;
}

const header = 'go index v2\n';

/**
 * Reads which directory below GOROOT/src a module index is about: its first and only package's `dir`
 * (cmd/go/internal/modindex/index_format.txt). Undefined when the bytes are no module index.
 */
export function indexedDirectory(content: Buffer): string | undefined {
  if (content.toString('latin1', 0, header.length) !== header) return undefined;
  const strings = content.readUInt32LE(header.length);
  let position = strings + content.readUInt32LE(header.length + 8);
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = content[position++]!;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return content.toString('utf8', position, position + length);
}

/** Copies the files of the GOROOT index, each with the release's time, because names of entries depend on times. */
async function stage(go: NativeGo, sources: readonly SourceDirectory[], folder: string): Promise<void> {
  const time = new Date(go.releaseTime);
  await mapLimited(sources, compressors, async (source) => {
    const to = path.join(folder, source.path);
    await mkdir(to, { recursive: true });
    for (const name of source.files) {
      await copyFile(path.join(go.goroot, source.path, name), path.join(to, name));
      await utimes(path.join(to, name), time, time);
    }
  });
}

/** All module index entries in a GOCACHE folder, by directory below GOROOT. */
async function readEntries(folder: string): Promise<Map<string, IndexEntry>> {
  const cache = new GoCache(folder);
  const names = await readdir(folder, { recursive: true });
  const actions = names.filter((name) => name.endsWith('-a')).map((name) => path.basename(name).slice(0, -2));
  const found = new Map<string, IndexEntry>();
  for (const action of actions) {
    const entry = (await cache.entry(action))!;
    const content = await cache.output(entry);
    const directory = indexedDirectory(content);
    if (directory !== undefined) found.set(`src/${directory}`, { ...entry, content });
  }
  return found;
}

/**
 * Lets the wasm `go` itself index the packages of std, with GOROOT at /goroot as in the page, and returns what it left in
 * GOCACHE, by directory such as src/fmt.
 * @param goWasm Path of the compiled tool.
 * @throws Error with what `go` said when it fails.
 */
export async function indexPackages(
  go: NativeGo,
  sources: readonly SourceDirectory[],
  goWasm: string,
): Promise<Map<string, IndexEntry>> {
  const folder = path.join(go.workFolder, 'module-index');
  await rm(folder, { recursive: true, force: true });
  for (const name of ['goroot', 'gocache', 'tmp']) await mkdir(path.join(folder, name), { recursive: true });
  await stage(go, sources, path.join(folder, 'goroot'));
  const packages = sources.filter((source) => source.files.some((name) => name.endsWith('.go')));
  const names = packages.map((source) => source.path.replace(/^src\//, ''));
  const script = fileURLToPath(new URL('wasi-go.ts', import.meta.url));
  const node = ['--disable-warning=ExperimentalWarning', '--import', 'tsx', script];
  const { exitCode, stderr } = await run(
    process.execPath,
    [...node, goWasm, folder, 'list', '-e', '-find', '-f', '{{.ImportPath}}', ...names],
    { cwd: path.dirname(script) },
  );
  if (exitCode !== 0) throw new Error(`go list in wasm: exit code ${exitCode}\n${stderr}`);
  const entries = await readEntries(path.join(folder, 'gocache'));
  await rm(folder, { recursive: true });
  return entries;
}
