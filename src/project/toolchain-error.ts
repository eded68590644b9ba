// The error of a prepared file that is missing or damaged.

/** What was wrong with a prepared file. */
export type ToolchainFault =
  /** The server answered with an HTTP status that is not a success; `text` is the server's own, often empty. */
  | { code: 'status'; status: number; text: string }
  /** Another number of bytes came. */
  | { code: 'size'; came: number; expected: number }
  /** Other bytes came; SHA-256 in lower-case hex. */
  | { code: 'hash'; came: string; expected: string }
  /** There is no network, and the file was not fetched before. */
  | { code: 'not kept' }
  /** The file is of a newer version of the page than the one that reads it. */
  | { code: 'newer' }
  /** What the browser said: a network error, a file that is no JSON, a worker that does not start. */
  | { code: 'error'; message: string };

/** A prepared file could not be had; the page offers to try again. */
export interface ToolchainProblem {
  /** URL path of the file, relative to the site; or what was to load it. */
  file: string;
  fault: ToolchainFault;
}

/** A prepared file is missing or damaged; `problem` says which and how. Trying again may help. */
export class ToolchainError extends Error {
  override readonly name = 'ToolchainError';

  constructor(
    readonly problem: ToolchainProblem,
    options?: ErrorOptions,
  ) {
    const { code, ...values } = problem.fault;
    super(`${problem.file}: ${[code, ...Object.values(values)].join(' ')}`, options);
  }
}

/** The fault that an error of the browser stands for. */
export function faultOf(error: unknown): ToolchainFault {
  return { code: 'error', message: error instanceof Error ? error.message : String(error) };
}
