// Stores GOROOT as an index and one content blob per directory.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compressors, mapLimited } from './concurrency.ts';
import { storeBlob, storeIndex } from './content.ts';
import { importsOf } from '../src/project/go-imports.ts';
import { isIgnored } from './ignored-file.ts';
import type { Compression } from './grade.ts';
import type { SourceDirectory } from './goroot-sources.ts';
import type { FileRef, GorootDirectory, GorootIndex, GorootSummary } from './manifest.ts';
import type { IndexEntry } from './module-index.ts';

/** Import paths of std as they are written in a file, to the directory below src they mean. */
function resolveImports(written: Iterable<string>, directories: ReadonlySet<string>): string[] {
  const resolved = new Set<string>();
  for (const name of written) {
    if (name === 'C' || name === 'unsafe') continue;
    const found = [name, `vendor/${name}`].find((candidate) => directories.has(`src/${candidate}`));
    if (found) resolved.add(found);
  }
  return [...resolved].sort();
}

/** What the imports of a directory's Go files mean; undefined when it has none. */
function importsOfAll(
  source: SourceDirectory,
  contents: readonly Buffer[],
  directories: ReadonlySet<string>,
): string[] | undefined {
  const goFiles = contents
    .filter((_, i) => source.files[i]!.endsWith('.go'))
    .map((content) => content.toString());
  if (!source.path.startsWith('src/') || goFiles.length === 0) return undefined;
  return resolveImports(goFiles.filter((text) => !isIgnored(text)).flatMap(importsOf), directories);
}

/** Stores what `go` would learn by reading a directory. */
async function storeSummary(
  entry: IndexEntry,
  contents: readonly Buffer[],
  folder: string,
  compression: Compression,
): Promise<GorootSummary> {
  const hashes = contents.map((content) => createHash('sha256').update(content).digest());
  const blob = await storeBlob(folder, Buffer.concat([entry.content, ...hashes]), compression);
  const { action, output, size } = entry;
  return { blob: blob.sha256, blobSize: blob.size, blobContent: blob.content!.sha256, action, output, size };
}

/** Stores GOROOT below `folder`: a blob for each directory, and a summary for each one that has a module index entry. */
export async function storeGoroot(
  goroot: string,
  sources: readonly SourceDirectory[],
  entries: ReadonlyMap<string, IndexEntry>,
  folder: string,
  compression: Compression,
): Promise<FileRef> {
  const names = new Set(sources.map((source) => source.path));
  const storeDirectory = async (source: SourceDirectory): Promise<GorootDirectory> => {
    if (source.files.length === 0) return { path: source.path, files: [] };
    const read = source.files.map((name) => readFile(path.join(goroot, source.path, name)));
    const contents = await Promise.all(read);
    const blob = await storeBlob(folder, Buffer.concat(contents), compression);
    const imports = importsOfAll(source, contents, names);
    const entry = entries.get(source.path);
    return {
      path: source.path,
      blob: blob.sha256,
      blobSize: blob.size,
      blobContent: blob.content!.sha256,
      files: source.files.map((name, i) => [name, contents[i]!.length]),
      ...(imports && { imports }),
      ...(entry && { summary: await storeSummary(entry, contents, folder, compression) }),
    };
  };
  const index: GorootIndex = { directories: await mapLimited(sources, compressors, storeDirectory) };
  return storeIndex(folder, 'goroot', index, compression);
}
