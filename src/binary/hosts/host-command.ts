// Writes a command as the usual shell of a host takes it: PowerShell on Windows, rc on Plan 9, else a POSIX shell.
import {
  fileOperand,
  powerShellCommand,
  QuoteError,
  quoteForPowerShell,
  quoteForRc,
  quoteForSh,
} from '../../project/shell-quote.ts';

/** Step is something to do, with the command where there is one. */
export interface Step {
  readonly text: string;
  readonly command?: string;
}

/** System is what decides on the shell. */
interface System {
  readonly goos: string;
}

/** commandStep tells to type a command; the shell may have no way to write its words, which is said instead. */
export function commandStep(text: string, { goos }: System, argv: readonly string[]): Step {
  return stepOf(text, () =>
    goos === 'windows' ? powerShellCommand(argv) : argv.map(quoteFor(goos)).join(' '),
  );
}

/** fileStep tells to type a fixed beginning with the name of a file behind it. */
export function fileStep(text: string, { goos }: System, beginning: string, name: string): Step {
  return stepOf(text, () => `${beginning} ${quoteFor(goos)(fileOperand(name))}`);
}

/** hereOn is the path of a file in the working directory: shells look for bare names elsewhere. */
export function hereOn({ goos }: System, name: string): string {
  return goos === 'windows' ? `.\\${name}` : `./${name}`;
}

function quoteFor(goos: string): (word: string) => string {
  if (goos === 'windows') return quoteForPowerShell;
  return goos === 'plan9' ? quoteForRc : quoteForSh;
}

function stepOf(text: string, command: () => string): Step {
  try {
    return { text, command: command() };
  } catch (error) {
    if (!(error instanceof QuoteError)) throw error;
    return {
      text: `${text} rename the file first, for its name cannot be typed: it has a ${error.problem}.`,
    };
  }
}
