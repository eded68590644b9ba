// This file is responsible for the error of a prepared file that is missing or damaged.
import type { OrProblem, ToolchainProblem } from '../../workers/protocol.ts';

/** A prepared file is missing or damaged; `problem` says which and how. Trying again may help. */
export class ToolchainError extends Error {
  override readonly name = 'ToolchainError';

  constructor(readonly problem: ToolchainProblem) {
    super(`${problem.file}: ${problem.reason}`);
  }
}

/** What a worker answered, or the ToolchainError it stands for. */
export function unwrap<T>(result: OrProblem<T>): T {
  if ('problem' in result) throw new ToolchainError(result.problem);
  return result.ok;
}
