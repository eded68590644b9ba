// The error of a prepared file that is missing or damaged.

/** A prepared file could not be had; the page offers to try again. */
export interface ToolchainProblem {
  /** URL path of the file, relative to the site. */
  file: string;
  /** What was wrong: an HTTP status, a wrong size, a wrong hash, a network error. */
  reason: string;
}

/** A prepared file is missing or damaged; `problem` says which and how. Trying again may help. */
export class ToolchainError extends Error {
  override readonly name = 'ToolchainError';

  constructor(readonly problem: ToolchainProblem) {
    super(`${problem.file}: ${problem.reason}`);
  }
}
