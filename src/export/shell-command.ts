// The command that gives the same bytes on any machine, as words and for a POSIX shell.
import type { Target } from '../project/target.ts';
import { buildFlags, buildVariables, type Settings } from '../project/settings.ts';

/** A command before any shell's quoting. */
export interface BuildCommand {
  /** What it builds for, in words, for formats that name their steps. */
  title: string;
  variables: [name: string, value: string][];
  /** argv, `go` included. */
  argv: string[];
}

/**
 * The command equal to a build in the page. GOTOOLCHAIN pins the release; -trimpath and -buildvcs=false keep the folder
 * and its version control out of the binary.
 */
export function buildCommand(
  target: Target,
  settings: Settings,
  release: string,
  name: string,
): BuildCommand {
  return {
    title: `${target.goos}/${target.goarch}`,
    variables: [...buildVariables(target, settings), ['GOTOOLCHAIN', release]],
    argv: ['go', 'build', ...buildFlags(settings), '-o', name, '.'],
  };
}

/** The command in one line for a POSIX shell. */
export function shellCommand({ variables, argv }: BuildCommand): string {
  return [...variables.map(([name, value]) => `${name}=${quote(value)}`), shellWords(argv)].join(' ');
}

/** Words for a POSIX shell (2.2.2 Single-Quotes in the Shell Command Language). */
export function shellWords(argv: readonly string[]): string {
  return argv.map(quote).join(' ');
}

function quote(word: string): string {
  return /^[\w.,+@%/:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
