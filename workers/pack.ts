// This file is responsible for a pack in the mounted tree: the prepared entries of GOCACHE for one target.
import type { PackIndex, PackPackage } from '../toolchain/manifest.ts';
import { Blob } from './blob.ts';
import { mountEntry, mountOutput, unmountEntry, unmountOutput } from './cache-entry.ts';
import { restoreColumns } from './columns.ts';
import type { ToolchainSource } from './source.ts';
import type { Folder } from './wasi/nodes.ts';

/** A mounted pack. */
export class Pack {
  readonly #index: PackIndex;
  readonly #blobs = new Map<string, Blob>();

  /** Mounts the index in `cache`, the folder of GOCACHE; no content is fetched. `modified` is in nanoseconds. */
  constructor(
    readonly cache: Folder,
    index: PackIndex,
    source: ToolchainSource,
    modified: bigint,
  ) {
    this.#index = index;
    for (const [importPath, prepared] of Object.entries(index.packages)) {
      const { outputs, actions } = prepared;
      const sizes = new Map(outputs);
      const blob = blobOf(prepared, source);
      if (blob) {
        this.#blobs.set(importPath, blob);
        let offset = 0;
        for (const [output, size] of outputs) {
          mountOutput(cache, output, blob.file(offset, size, modified));
          offset += size;
        }
      }
      for (const [action, output] of actions) {
        mountEntry(cache, { action, output, size: sizes.get(output) ?? 0 }, modified);
      }
    }
  }

  /** Takes every entry out of GOCACHE again; an action without its output would only be a miss. */
  unmount(): void {
    for (const { actions, outputs } of Object.values(this.#index.packages)) {
      for (const [action] of actions) unmountEntry(this.cache, action);
      for (const [output] of outputs) unmountOutput(this.cache, output);
    }
  }

  /** Import paths of all packages. */
  get packages(): string[] {
    return Object.keys(this.#index.packages);
  }

  /** Direct imports of a std package on this target, or undefined when the pack lacks it. */
  imports(importPath: string): string[] | undefined {
    return this.#index.packages[importPath]?.imports;
  }

  blob(importPath: string): Blob | undefined {
    return this.#blobs.get(importPath);
  }
}

/** The outputs of a package; undefined when all are empty. */
function blobOf(prepared: PackPackage, source: ToolchainSource): Blob | undefined {
  const { blob, blobSize = 0, blobHeader = 0, blobContent, outputs } = prepared;
  if (blob === undefined) return undefined;
  const size = outputs.reduce((total, [, output]) => total + output, blobHeader);
  return new Blob(source, blob, blobSize, Blob.content(size, blobContent), restoreColumns);
}
