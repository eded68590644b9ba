// What the engine asks of whoever stores the prepared files: a web server or a disk.
import type { FileRef, ToolRef } from '../../toolchain/manifest.ts';

/** Told of bytes as they arrive, as they travel (compressed where the host compresses). */
export type OnBytes = (count: number) => void;

/**
 * The prepared files of one release. Everything it returns has the size and the SHA-256 that the manifest names;
 * otherwise it throws ToolchainError. The Sync forms block, and are the last resort of a look-up that nothing foresaw.
 */
export interface ToolchainSource {
  /** A file that is stored gzip-compressed, decompressed. */
  read(ref: FileRef, onBytes?: OnBytes): Promise<Uint8Array>;
  readSync(ref: FileRef): Uint8Array;
  /** A tool, compiled. */
  module(ref: ToolRef, onBytes?: OnBytes): Promise<WebAssembly.Module>;
  moduleSync(ref: ToolRef): WebAssembly.Module;
}
