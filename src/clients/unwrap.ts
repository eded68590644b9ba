// What a worker answered, or the ToolchainError it stands for.
import { ToolchainError } from '../project/toolchain-error.ts';
import type { OrProblem } from '../../workers/protocol/problem.ts';

/** What a worker answered. Throws the ToolchainError that stands in its place. */
export function unwrap<T>(result: OrProblem<T>): T {
  if ('problem' in result) throw new ToolchainError(result.problem);
  return result.ok;
}
