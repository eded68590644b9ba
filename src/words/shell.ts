// What went wrong in a command line, in a line.
import type { ShellProblem } from '../project/shell/shell.ts';
import { m } from './compiled/command-line.js';

/** As shells say it. */
export function shellSentence(problem: ShellProblem): string {
  switch (problem.kind) {
    case 'syntax':
      return problem.problem.kind === 'unexpected'
        ? m.unexpected({ token: problem.problem.token })
        : m.open_quote({ quote: problem.problem.quote });
    case 'not found':
      return m.not_found({ command: problem.command });
    case 'usage':
      return m.usage({ usage: problem.usage });
    case 'file':
      return m.file_fault({ command: problem.command, path: problem.path, fault: problem.fault });
  }
}
