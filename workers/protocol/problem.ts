// The answer of a worker that may lack a prepared file.
import type { ToolchainProblem } from '../../src/project/toolchain-error.ts';

/** Either what was asked for, or the prepared file that could not be had. (comlink keeps only the message of an error.) */
export type OrProblem<T> = { ok: T } | { problem: ToolchainProblem };
