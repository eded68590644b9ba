// This file is responsible for the plain types of disassembling, which cross the seam between page and worker.
import type { ListingLine } from '../src/inspect/listing.ts';
import type { FileRef, ToolRef } from '../toolchain/manifest.ts';
import type { ProjectFile } from './protocol.ts';

/** The part of a prepared release that disassembling needs. */
export interface ObjdumpRelease {
  /** URL of the release's folder, with a slash at the end. */
  folder: string;
  /** For example go1.27.3. */
  release: string;
  objdump: ToolRef;
  /** The GorootIndex. */
  goroot: FileRef;
}

/** Which functions to disassemble. */
export interface DisassemblyRequest {
  /** A regular expression of Go for their names (regexp/syntax). */
  pattern: string;
  /** The project's files that the binary was built from, none when it was not built here. */
  files: readonly ProjectFile[];
}

/** How disassembling ended: with a listing, empty when no function has the name, or with objdump's complaint. */
export type Disassembly =
  { status: 'listed'; lines: readonly ListingLine[] } | { status: 'refused'; complaint: string };
