// One content blob: fetched once, ahead of its use or, at the latest, when read.
import type { FileRef } from '../../toolchain/manifest.ts';
import type { OnBytes, ToolchainSource } from './source.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** The bytes of several files, one after the other, stored and fetched together. */
export class ContentBlob {
  #bytes: Uint8Array | undefined;
  #loading: Promise<void> | undefined;
  readonly #source: ToolchainSource;
  readonly #decode: (bytes: Uint8Array) => Uint8Array;
  readonly ref: FileRef;

  /**
   * `sha256` names the blob; `size` is its stored size in bytes; `content` is what it decompresses to, from which `decode`
   * makes the files.
   */
  constructor(
    source: ToolchainSource,
    sha256: string,
    size: number,
    content?: FileRef['content'],
    decode = (bytes: Uint8Array) => bytes,
  ) {
    this.#source = source;
    this.#decode = decode;
    this.ref = { path: `blobs/${sha256}.bin`, size, sha256, ...(content && { content }) };
  }

  /** The content of a FileRef from what an index says of it. */
  static content(size: number, sha256: string | undefined): FileRef['content'] {
    return sha256 === undefined ? undefined : { size, sha256 };
  }

  get loaded(): boolean {
    return this.#bytes !== undefined;
  }

  /** Fetches the blob unless it is there. Throws ToolchainError. */
  load(onBytes?: OnBytes): Promise<void> {
    return (this.#loading ??= this.#fetch(onBytes).finally(() => (this.#loading = undefined)));
  }

  async #fetch(onBytes?: OnBytes): Promise<void> {
    if (this.#bytes) return;
    const stored = await this.#source.read(this.ref, onBytes);
    this.#bytes ??= this.#decode(stored);
  }

  /** A file of the mounted tree: a view into this blob, with a size known beforehand. */
  file(offset: number, size: number, modified: bigint): RegularFile {
    return RegularFile.lazy(size, () => this.#read().subarray(offset, offset + size), modified);
  }

  /** Part of the content, or undefined when it has not been fetched. */
  peek(offset: number, size: number): Uint8Array | undefined {
    return this.#bytes?.subarray(offset, offset + size);
  }

  #read(): Uint8Array {
    return (this.#bytes ??= this.#decode(this.#source.readSync(this.ref)));
  }
}

/** Blobs fetched at once: enough to fill a connection, few enough that progress stays smooth. */
const parallelFetches = 16;

/**
 * Fetches all of the blobs that are missing, in parallel. Throws the first ToolchainError, once nothing is under way
 * any more: who then tries again must not meet a fetch that began before.
 */
export async function loadBlobs(blobs: Iterable<ContentBlob>, onBytes: OnBytes): Promise<void> {
  const missing = [...new Set(blobs)].filter((blob) => !blob.loaded);
  const next = async (): Promise<void> => {
    for (let blob = missing.pop(); blob; blob = missing.pop()) {
      const current = blob;
      await current.load(onBytes).finally(() => {
        if (!current.loaded) missing.length = 0;
      });
    }
  };
  await allSettled(Array.from({ length: parallelFetches }, next));
}

/** Waits for all, and then throws what the first of them that failed has thrown. */
export async function allSettled(work: Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(work);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
