// The verbs of the go command, as a table: their flags, what they open, and what their findings are.
import { buildFlags, type Settings } from '../../src/project/settings.ts';
import type { Diagnostic } from '../../src/project/diagnostic.ts';

/** Where a verb's own output goes; what is in it afterwards is handed out as files of 'out'. */
export const outFolder = '/out';

/** What the engine must know of a verb. What a verb opens only steers fetching and progress. */
export interface Verb {
  /** Flags that stand between the verb and what it is asked for. */
  flags: (settings: Settings) => string[];
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
  // Makes the test programs; they run elsewhere, because foreign code never runs beside the toolchain.
  test: {
    ...other,
    flags: (settings) => ['-c', ...buildFlags(settings), ...intoOut],
    tools: ['compile', 'link', 'vet'],
    reads: 'archives',
    tests: true,
    links: true,
  },
  vet: {
    ...other,
    flags: buildFlags,
    tools: ['compile', 'vet'],
    reads: 'archives',
    tests: true,
    severity: 'warning',
  },
  list: { ...other, flags: buildFlags, reads: 'summaries' },
  fmt: { ...other, tools: ['gofmt'], reads: 'summaries', tests: true },
  mod: { ...other, reads: 'summaries', tests: true },
};

/** The row of a command's verb. */
export function verbOf([verb = '']: readonly string[]): Verb {
  return Object.hasOwn(verbs, verb) ? verbs[verb]! : other;
}

/** What go is started with: the verb, the flags of its row, and what it is asked for, whose flags win. */
export function commandLine(args: readonly string[], settings: Settings): string[] {
  const [verb, ...rest] = args;
  return verb === undefined ? [] : [verb, ...verbOf(args).flags(settings), ...rest];
}
