// Reads the scripts of testdata: go commands and what is expected of them.
import { readFileSync } from 'node:fs';
import { parseTxtar } from '../../../src/project/txtar.ts';

/** One go command with its expectations. */
export interface Command {
  args: string[];
  /** Variables set for this command and those after it. */
  env: string[];
  stdin: string;
  /** Undefined: any but 0. */
  exitCode: number | undefined;
  /** What the output must, or must not, match; multi-line regular expressions. */
  expected: { stream: 'stdout' | 'stderr'; pattern: RegExp; present: boolean }[];
  /** Files that must be there afterwards. */
  files: string[];
}

/** A case: files, and commands to run on them. */
export interface Script {
  /** Whether native go must end with the same exit codes and print the same. */
  native: boolean;
  commands: Command[];
  files: { path: string; content: string }[];
}

/**
 * Reads a txtar file whose comment is a script in the manner of cmd/go's own (testdata/script/README of cmd/go):
 *
 *     native                 compare with native go
 *     env NAME=VALUE         for the commands that follow
 *     stdin FILE             for the command that follows
 *     go ARGS                must exit with 0
 *     ! go ARGS              must exit with another code
 *     exit N                 must be the exit code of the command above
 *     [!] stdout PATTERN     of the command above; a regular expression, ^ and $ match at lines
 *     [!] stderr PATTERN
 *     exists FILE            must be there after the command above
 */
export function readScript(file: string): Script {
  const { comment, files } = parseTxtar(readFileSync(file, 'utf8'));
  const script: Script = { native: false, commands: [], files };
  const env: string[] = [];
  let stdin = '';
  for (const line of comment.split('\n').filter((text) => text !== '' && !text.startsWith('#'))) {
    const [, not, word = '', rest = ''] = /^(! )?(\w+) ?(.*)$/.exec(line) ?? [];
    const last = script.commands.at(-1);
    if (word === 'native') script.native = true;
    else if (word === 'env') env.push(rest);
    else if (word === 'stdin') stdin = files.find(({ path }) => path === rest)?.content ?? '';
    else if (word === 'go') {
      script.commands.push({
        args: argumentsOf(rest),
        env: [...env],
        stdin,
        exitCode: not ? undefined : 0,
        expected: [],
        files: [],
      });
      stdin = '';
    } else if (last && word === 'exit') last.exitCode = Number(rest);
    else if (last && word === 'exists') last.files.push(rest);
    else if (last && (word === 'stdout' || word === 'stderr'))
      last.expected.push({ stream: word, pattern: new RegExp(rest, 'm'), present: !not });
    else throw new Error(`${file}: cannot read "${line}"`);
  }
  return script;
}

/** The arguments of a command line; single quotes keep spaces. */
export function argumentsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
