// The command that gives the same bytes on any machine, as words and for a POSIX shell.
import type { Target } from '../project/target.ts';
import { buildFlags, buildVariables, type Settings } from '../project/settings.ts';
import { quoteForSh } from '../project/shell-quote.ts';

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

/** The command for a POSIX shell: one line, unless a value holds a line feed. */
export function shellCommand({ variables, argv }: BuildCommand, quote = quoteForSh): string {
  return [...variables.map(([name, value]) => `${name}=${quote(value)}`), shellWords(argv, quote)].join(' ');
}

/** Words for a POSIX shell. */
export function shellWords(argv: readonly string[], quote = quoteForSh): string {
  return argv.map(quote).join(' ');
}
