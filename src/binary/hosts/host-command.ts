// Writes a command as the usual shell of a host takes it: PowerShell on Windows, rc on Plan 9, else a POSIX shell.
import type { HostTold, PlainCode } from './told.ts';
import {
  fileOperand,
  powerShellCommand,
  QuoteError,
  quoteForPowerShell,
  quoteForRc,
  quoteForSh,
  type QuoteProblem,
} from '../../project/shell-quote.ts';

/** Step is something to do. */
export interface Step {
  readonly told: HostTold;
  /** The command to type, where there is one. */
  readonly command?: string;
  /** What in the name of the file the shell cannot take; there is no command then. */
  readonly untypable?: QuoteProblem;
}

/** System is what decides on the shell. */
interface System {
  readonly goos: string;
}

/** commandStep tells to type a command; the shell may have no way to write its words, which is told instead. */
export function commandStep(code: PlainCode, { goos }: System, argv: readonly string[]): Step {
  return stepOf(code, () =>
    goos === 'windows' ? powerShellCommand(argv) : argv.map(quoteFor(goos)).join(' '),
  );
}

/** fileStep tells to type a fixed beginning with the name of a file behind it. */
export function fileStep(code: PlainCode, { goos }: System, beginning: string, name: string): Step {
  return stepOf(code, () => `${beginning} ${quoteFor(goos)(fileOperand(name))}`);
}

/** hereOn is the path of a file in the working directory: shells look for bare names elsewhere. */
export function hereOn({ goos }: System, name: string): string {
  return goos === 'windows' ? `.\\${name}` : `./${name}`;
}

function quoteFor(goos: string): (word: string) => string {
  if (goos === 'windows') return quoteForPowerShell;
  return goos === 'plan9' ? quoteForRc : quoteForSh;
}

function stepOf(code: PlainCode, command: () => string): Step {
  try {
    return { told: { code }, command: command() };
  } catch (error) {
    if (!(error instanceof QuoteError)) throw error;
    return { told: { code }, untypable: error.problem };
  }
}
