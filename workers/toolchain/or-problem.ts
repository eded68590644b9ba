// Turns a missing prepared file into an answer that can be posted.
import { ToolchainError } from '../../src/project/toolchain-error.ts';
import type { OrProblem } from '../protocol/problem.ts';

/** What the work gives, or the prepared file that it lacks. Rejects with every other error. */
export async function orProblem<T>(work: () => Promise<T>): Promise<OrProblem<T>> {
  try {
    return { ok: await work() };
  } catch (error) {
    if (error instanceof ToolchainError) return { problem: error.problem };
    throw error;
  }
}
