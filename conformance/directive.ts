// Reads how a program of Go's test/ folder is to be run (src/cmd/internal/testdir of a release runs them by the same comments).
import { splitArguments } from '../src/project/command-line.ts';

/** A program that is built and run, alone or with other files of its folder. */
export interface RunDirective {
  /** Flags of the go command: -gcflags=-l=4. */
  flags: string[];
  /** What stands behind the file's name: files of the same package, and arguments of the program. */
  args: string[];
  /** GOEXPERIMENT and GODEBUG; empty when not given. */
  experiment: string;
  debug: string;
}

/** Tags that hold for a build beside the target's own: GOOS, GOARCH, and the releases up to the prepared one. */
const alwaysTrue = new Set(['gc', 'test_run']);

/**
 * The directive of a source that is to be run for a target, or undefined when it is for something else: another action, or
 * another target by its build constraints. `minor` is that of the release: 27 for go1.27.
 */
export function runDirective(
  source: string,
  target: { goos: string; goarch: string },
  minor: number,
): RunDirective | undefined {
  const isConstraint = (line: string) => /^\/\/(go:build|\s*\+build)\b/.test(line);
  const recipe = source.split('\n').find((line) => line.trim() !== '' && !isConstraint(line)) ?? '';
  const [action, ...words] = splitArguments(recipe.replace(/^\/\/\s*/, ''));
  if (action !== 'run' || !recipe.startsWith('//')) return undefined;
  const header = source.split('\npackage', 1)[0]!;
  const expressions = header.split('\n').flatMap((line) => /^\/\/go:build (.*)$/.exec(line)?.[1] ?? []);
  const holds = (tag: string) => {
    const release = /^go1\.(\d+)$/.exec(tag)?.[1];
    if (release !== undefined) return Number(release) <= minor;
    return alwaysTrue.has(tag) || tag === target.goos || tag === target.goarch;
  };
  return expressions.every((text) => evaluate(text, holds)) ? withFlags(words) : undefined;
}

function withFlags(words: readonly string[]): RunDirective {
  const directive: RunDirective = { flags: [], args: [], experiment: '', debug: '' };
  let i = 0;
  for (; words[i]?.startsWith('-'); i++) {
    const word = words[i]!;
    if (word === '-goexperiment') directive.experiment = words[++i] ?? '';
    else if (word === '-godebug') directive.debug = words[++i] ?? '';
    else if (word === '-t') i++;
    // A flag of go whose value stands apart.
    else if (word === '-gcflags') directive.flags.push(`-gcflags=${words[++i] ?? ''}`);
    else directive.flags.push(word);
  }
  directive.args = words.slice(i);
  return directive;
}

/** Whether a build constraint holds (go help buildconstraint). Throws SyntaxError for what is none. */
export function evaluate(expression: string, holds: (tag: string) => boolean): boolean {
  const tokens = expression.match(/&&|\|\||[!()]|[\p{L}\p{N}_.]+|\S/gu) ?? [];
  let at = 0;
  const either = (): boolean => {
    let value = both();
    while (tokens[at] === '||') {
      at++;
      const right = both();
      value ||= right;
    }
    return value;
  };
  const both = (): boolean => {
    let value = not();
    while (tokens[at] === '&&') {
      at++;
      const right = not();
      value &&= right;
    }
    return value;
  };
  const not = (): boolean => {
    const token = tokens[at++];
    if (token === '!') return !not();
    if (token === '(') {
      const value = either();
      if (tokens[at++] !== ')') throw new SyntaxError(`no closing parenthesis: ${expression}`);
      return value;
    }
    if (token === undefined || !/^[\p{L}\p{N}_.]+$/u.test(token))
      throw new SyntaxError(`no constraint: ${expression}`);
    return holds(token);
  };
  const value = either();
  if (at !== tokens.length) throw new SyntaxError(`no constraint: ${expression}`);
  return value;
}
