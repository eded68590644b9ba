// Finds the flags by which go is told to start something else in the place of a tool, or around one.
import { splitArguments } from '../../src/project/command-line.ts';
import { toolFolder } from '../process/process.ts';

/** Flags whose value is a program that go starts (go help build, go help run, go help vet, go help fix). */
const named = /^--?(toolexec|exec|vettool|fixtool)(?:=([\s\S]*))?$/;

/**
 * The first flag that names anything but one of the tools, as it stands there (`-toolexec=./wrap`); undefined when there is
 * none. What a program is given behind `-args`, or behind the package of `go run`, is the program's own.
 */
export function foreignTool(
  args: readonly string[],
  env: readonly (readonly [name: string, value: string])[],
  tools: readonly string[],
): string | undefined {
  // go splits GOFLAGS at blanks and takes quotes around a whole flag away (cmd/internal/quoted).
  const fromEnvironment = env
    .filter(([name]) => name === 'GOFLAGS')
    .flatMap(([, value]) => splitArguments(value));
  return foreignIn(fromEnvironment, tools) ?? foreignIn(ownOf(args), tools);
}

function ownOf(args: readonly string[]): readonly string[] {
  const isEnd = (argument: string) =>
    /^--?args$/.test(argument) || (args[0] === 'run' && /^\.{1,2}(\/|$)|^[^-].*\.go$/.test(argument));
  const end = args.findIndex(isEnd);
  return end < 0 ? args : args.slice(0, end);
}

function foreignIn(args: readonly string[], tools: readonly string[]): string | undefined {
  for (const [i, argument] of args.entries()) {
    const match = named.exec(argument);
    if (!match) continue;
    const value = match[2] ?? args[i + 1] ?? '';
    const [program = ''] = splitArguments(value);
    if (!isTool(program, tools)) return `-${match[1]}=${value}`;
  }
  return undefined;
}

/** As go resolves it: a bare name is looked up in PATH, where go and gofmt are. */
function isTool(program: string, tools: readonly string[]): boolean {
  const slash = program.lastIndexOf('/') + 1;
  const [folder, name] = [program.slice(0, slash), program.slice(slash)];
  const inPath = name === 'go' || name === 'gofmt';
  const isThere = folder === `${toolFolder}/` || (inPath && (folder === '' || folder === '/goroot/bin/'));
  return isThere && tools.includes(name);
}
