// This file is responsible for what the engine asks of whoever stores the prepared files: a web server or a disk.
import type { FileRef, ToolRef } from '../toolchain/manifest.ts';
import type { ToolchainProblem } from './protocol.ts';

/** A prepared file is missing, truncated or not what the manifest says. */
export class ToolchainFileError extends Error {
  override readonly name = 'ToolchainFileError';

  constructor(readonly problem: ToolchainProblem) {
    super(`${problem.file}: ${problem.reason}`);
  }
}

/** Told of bytes as they arrive, as they travel (compressed where the host compresses). */
export type OnBytes = (count: number) => void;

/**
 * The prepared files of one release. Everything it returns has the size and the SHA-256 that the manifest names;
 * otherwise it throws ToolchainFileError. The Sync forms block, and are the last resort of a look-up that nothing foresaw.
 */
export interface ToolchainSource {
  /** A file that is stored gzip-compressed, decompressed. */
  read(ref: FileRef, onBytes?: OnBytes): Promise<Uint8Array>;
  readSync(ref: FileRef): Uint8Array;
  /** A tool, compiled. */
  module(ref: ToolRef, onBytes?: OnBytes): Promise<WebAssembly.Module>;
  moduleSync(ref: ToolRef): WebAssembly.Module;
}
