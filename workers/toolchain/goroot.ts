// GOROOT in the mounted tree: std sources and pkg/include, fetched directory by directory.
import type { GorootDirectory, GorootIndex, GorootSummary } from '../../toolchain/manifest.ts';
import { ContentBlob } from './content-blob.ts';
import { mountEntry, mountOutput } from './cache-entry.ts';
import type { ToolchainSource } from './source.ts';
import type { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** Bytes of a SHA-256. */
const digestSize = 32;

/** A mounted GOROOT. */
export class Goroot {
  readonly #sources = new Map<string, ContentBlob>();
  readonly #summaries = new Map<string, ContentBlob>();
  readonly #imports = new Map<string, string[]>();

  /**
   * Mounts the index at `goroot`, and in `cache`, the folder of GOCACHE, what go knows of its directories; no content is
   * fetched. `modified` is the time of every file, in nanoseconds; the module index depends on it.
   */
  constructor(goroot: Folder, cache: Folder, index: GorootIndex, source: ToolchainSource, modified: bigint) {
    for (const directory of index.directories) {
      const { path, imports, summary } = directory;
      const sources = sourcesOf(directory, source);
      if (sources) this.#sources.set(path, sources);
      if (summary) this.#summaries.set(path, summaryOf(directory, summary, source));
      if (imports) this.#imports.set(path.replace(/^src\//, ''), imports);
      this.#mountFiles(goroot.folder(path), directory, modified);
      this.#mountSummary(cache, directory, modified);
    }
  }

  #mountFiles(folder: Folder, { path, files, summary }: GorootDirectory, modified: bigint): void {
    folder.modified = modified;
    const source = this.#sources.get(path);
    const summaryBlob = this.#summaries.get(path);
    let offset = 0;
    files.forEach(([name, size], i) => {
      const file =
        source && size > 0 ? source.file(offset, size, modified) : new RegularFile(undefined, modified);
      if (summary) file.digest = () => summaryBlob?.peek(summary.size + digestSize * i, digestSize);
      folder.entries.set(name, file);
      offset += size;
    });
  }

  #mountSummary(cache: Folder, { path, summary }: GorootDirectory, modified: bigint): void {
    const blob = this.#summaries.get(path);
    if (!summary || !blob) return;
    mountEntry(cache, summary, modified);
    mountOutput(cache, summary.output, blob.file(0, summary.size, modified));
  }

  /** Paths below src of all directories with Go files. */
  get packages(): string[] {
    return [...this.#imports.keys()];
  }

  /** What a std package imports on any target, or undefined when std has no such package. */
  imports(importPath: string): string[] | undefined {
    return this.#imports.get(importPath);
  }

  /**
   * What go reads of a directory below GOROOT, for example src/fmt: a summary when its package is prepared, the files as
   * well when it will be compiled.
   */
  blobs(path: string, prepared: boolean): ContentBlob[] {
    const summary = this.#summaries.get(path);
    const source = prepared && summary ? undefined : this.#sources.get(path);
    return [summary, source].filter((blob) => blob !== undefined);
  }

  /** Blobs of the files in the directories below `path`, itself included. */
  blobsBelow(path: string): ContentBlob[] {
    return [...this.#sources]
      .filter(([name]) => name === path || name.startsWith(`${path}/`))
      .map(([, blob]) => blob);
  }
}

function sourcesOf(directory: GorootDirectory, source: ToolchainSource): ContentBlob | undefined {
  const { blob, blobSize = 0, blobContent, files } = directory;
  if (blob === undefined) return undefined;
  const size = files.reduce((total, [, file]) => total + file, 0);
  return new ContentBlob(source, blob, blobSize, ContentBlob.content(size, blobContent));
}

function summaryOf({ files }: GorootDirectory, summary: GorootSummary, source: ToolchainSource): ContentBlob {
  const { blob, blobSize, blobContent, size } = summary;
  return new ContentBlob(
    source,
    blob,
    blobSize,
    ContentBlob.content(size + digestSize * files.length, blobContent),
  );
}
