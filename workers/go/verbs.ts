// The verbs of the go command, as a table: their flags, what they open, and what their findings are.
import { buildFlags, type Settings } from '../../src/project/settings.ts';
import type { Diagnostic } from '../../src/project/diagnostic.ts';

/** Where a verb's own output goes; what is in it afterwards is handed out as files of 'out'. */
export const outFolder = '/out';

/** What the engine must know of a verb. What a verb opens only steers fetching and progress. */
export interface Verb {
  /** Flags that stand between the verb and what it is asked for, which is `rest`. */
  flags: (settings: Settings, rest: readonly string[]) => string[];
  /** Tools that it starts, beside `go`. (`asm` is added where there is something to assemble.) */
  tools: readonly string[];
  /**
   * What it reads of the packages it names and of all they import: the compiled archives, only the summaries of their
   * directories, or nothing.
   */
  reads: 'archives' | 'summaries' | 'nothing';
  /** Whether it looks at test files too. */
  tests: boolean;
  /** Whether it links, which takes packages that no import names. */
  links: boolean;
  /** What its messages are. */
  severity: Diagnostic['severity'];
}

const intoOut = ['-o', `${outFolder}/`];

/** Only go itself, which reads nothing of a package: env, help, version, and what it does not know. */
const other: Verb = {
  flags: () => [],
  tools: [],
  reads: 'nothing',
  tests: false,
  links: false,
  severity: 'error',
};

const verbs: Record<string, Verb> = {
  build: {
    ...other,
    flags: (settings) => [...buildFlags(settings), ...intoOut],
    tools: ['compile', 'link'],
    reads: 'archives',
    links: true,
  },
  // With -c it makes the test programs and hands them out; without, go starts them, if the command lets it.
  test: {
    ...other,
    flags: (settings, rest) => [...buildFlags(settings), ...(asksFor(rest, 'c') ? intoOut : [])],
    tools: ['compile', 'link', 'vet'],
    reads: 'archives',
    tests: true,
    links: true,
  },
  run: { ...other, flags: buildFlags, tools: ['compile', 'link'], reads: 'archives', links: true },
  generate: { ...other, flags: buildFlags, reads: 'summaries' },
  vet: {
    ...other,
    flags: buildFlags,
    tools: ['compile', 'vet'],
    reads: 'archives',
    tests: true,
    severity: 'warning',
  },
  fix: { ...other, flags: buildFlags, tools: ['compile', 'fix'], reads: 'archives', tests: true },
  list: { ...other, flags: buildFlags, reads: 'summaries' },
  fmt: { ...other, tools: ['gofmt'], reads: 'summaries', tests: true },
  mod: { ...other, reads: 'summaries', tests: true },
};

/** The row of a command's verb, with the tools that its flags ask for. */
export function verbOf([verb = '', ...rest]: readonly string[]): Verb {
  const row = Object.hasOwn(verbs, verb) ? verbs[verb]! : other;
  return covers.some((flag) => asksFor(rest, flag)) ? { ...row, tools: [...row.tools, 'cover'] } : row;
}

/** Flags that measure coverage; each but the first means the first as well. */
const covers = ['cover', 'coverprofile', 'covermode', 'coverpkg'];

function asksFor(args: readonly string[], flag: string): boolean {
  return args.some((argument) => argument.replace(/^--?|=.*/gs, '') === flag && argument.startsWith('-'));
}

/** What go is started with: the verb, the flags of its row, and what it is asked for, whose flags win. */
export function commandLine(args: readonly string[], settings: Settings): string[] {
  const [verb, ...rest] = args;
  return verb === undefined ? [] : [verb, ...verbOf(args).flags(settings, rest), ...rest];
}
