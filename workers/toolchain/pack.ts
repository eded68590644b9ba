// A pack in the mounted tree: the prepared entries of GOCACHE for one target.
import { own } from '../../src/project/own-name.ts';
import type { PackIndex } from '../../toolchain/manifest.ts';
import { ContentBlob } from './content-blob.ts';
import { mountEntry, mountOutput, unmountEntry, unmountOutput } from './cache-entry.ts';
import { restoreColumns } from './columns.ts';
import type { ToolchainSource } from './source.ts';
import type { Folder } from '../wasi/folder.ts';

/** A mounted pack. */
export class Pack {
  readonly #index: PackIndex;
  readonly #blobs: readonly ContentBlob[];

  /** Mounts the index in `cache`, the folder of GOCACHE; no content is fetched. `modified` is in nanoseconds. */
  constructor(
    readonly cache: Folder,
    index: PackIndex,
    source: ToolchainSource,
    modified: bigint,
  ) {
    this.#index = index;
    this.#blobs = index.blobs.map(
      ({ sha256, size, content }) => new ContentBlob(source, sha256, size, content, restoreColumns),
    );
    for (const [importPath, { outputs, actions, offset = 0 }] of Object.entries(index.packages)) {
      const sizes = new Map(outputs);
      const blob = this.blob(importPath);
      let begins = offset;
      for (const [output, size] of blob ? outputs : []) {
        mountOutput(cache, output, blob!.file(begins, size, modified));
        begins += size;
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
    return own(this.#index.packages, importPath)?.imports;
  }

  /** The blob with a package's outputs, which it may share with others; undefined when all are empty. */
  blob(importPath: string): ContentBlob | undefined {
    const place = own(this.#index.packages, importPath)?.blob;
    return place === undefined ? undefined : this.#blobs[place];
  }
}
