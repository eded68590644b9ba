// What went wrong, in a line for a terminal.
import { LinkError } from '../../src/link/linked-project.ts';

/** The text of an error; a refused link tells its reason with the values that belong to it. */
export function problemOf(error: unknown): string {
  if (error instanceof LinkError) {
    const { kind, ...values } = error.problem;
    return `The link is refused: ${kind}${Object.keys(values).length > 0 ? ` ${JSON.stringify(values)}` : ''}`;
  }
  return error instanceof Error ? error.message : String(error);
}
