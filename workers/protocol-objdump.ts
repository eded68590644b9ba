// This file is responsible for the plain types of disassembling, which cross the seam between page and worker.
import type { ToolRef } from '../toolchain/manifest.ts';

/** Where the toolchain's objdump is. */
export interface ObjdumpTool {
  /** URL of the release's folder, with a slash at the end. */
  folder: string;
  ref: ToolRef;
}

/** What objdump printed, on both streams; an exit code other than 0 says that the text is its complaint. */
export interface Disassembly {
  exitCode: number;
  text: string;
}
