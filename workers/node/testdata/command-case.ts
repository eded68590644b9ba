// Reads and checks the cases of testdata/commands: go commands as data, with everything that they must give.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { ProjectFile } from '../../../src/project/file.ts';
import { DEFAULT_SETTINGS } from '../../../src/project/settings.ts';
import type { Target } from '../../../src/project/target.ts';
import { parseTxtar } from '../../../src/project/txtar.ts';
import { runCommand } from '../../go/run-command.ts';
import type { GoCommand, GoEvent, GoResult, OutputFile } from '../../protocol/go.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';
import { argumentsOf } from './script.ts';

/** The result of a command that was not a crash. */
type GoExit = GoResult & { status: 'exit' };

/** What came of the latest command, and what of it the script has named so far. */
interface Latest {
  line: string;
  result: GoExit;
  tools: Set<string>;
  /** Changes and diagnostics that no line has named yet. */
  unnamed: string[];
}

const decoder = new TextDecoder();

/**
 * Runs a txtar file whose comment is a script:
 *
 *     target GOOS/GOARCH          for the commands that follow
 *     confined                    from here on, what is no tool runs confined
 *     go ARGS                     runs on the project as the files and earlier `take` lines have made it; must exit with 0
 *     ! go ARGS                   must exit with another code
 *     [!] stdout PATTERN          of the command above; a regular expression, ^ and $ match at lines
 *     [!] output PATTERN          of both streams
 *     starts TOOLS                exactly these tools, go itself left out
 *     made PLACE/PATH             a file that it must have made, in the place "project" or "out"
 *     changed PATH GOLDEN         a file that it must have changed, to what GOLDEN holds
 *     removed PATH
 *     error|warning FILE:LINE:COLUMN MESSAGE     with the analyzer's name behind it: (printf)
 *     take PATH                   what it made there becomes a file of the project
 *
 * Each file changed and each diagnostic must be named.
 */
export async function checkCommandCase(toolchain: Toolchain, file: string): Promise<void> {
  const { comment, files } = parseTxtar(readFileSync(file, 'utf8'));
  const golden = new Map(files.map(({ path, content }) => [path, content]));
  const project: ProjectFile[] = files.filter(({ path }) => !path.endsWith('.golden'));
  let target: Target = { goos: 'linux', goarch: 'amd64' };
  let programs: GoCommand['programs'];
  let latest: Latest | undefined;
  for (const line of comment.split('\n').filter((text) => text !== '' && !text.startsWith('#'))) {
    const [, not, word = '', rest = ''] = /^(! )?(\w+) ?(.*)$/.exec(line) ?? [];
    if (word === 'target') {
      const [goos = '', goarch = ''] = rest.split('/');
      target = { goos, goarch };
    } else if (word === 'confined') programs = word;
    else if (word === 'go') {
      expect(latest?.unnamed ?? [], `not named of: ${latest?.line}`).toEqual([]);
      latest = await run(toolchain, line, {
        args: argumentsOf(rest),
        files: project,
        target,
        ...(programs && { programs }),
      });
      const { exitCode, output } = latest.result;
      expect(exitCode !== 0, `${line}: exit code ${exitCode}\n${output}`).toBe(not !== undefined);
    } else if (!latest) throw new Error(`${file}: "${line}" stands before any command`);
    else if (word === 'take') project.push(taken(latest.result.files, rest));
    else checkLine(latest, line, not === undefined, word, rest, golden);
  }
  expect(latest?.unnamed ?? [], `not named of: ${latest?.line}`).toEqual([]);
}

async function run(
  toolchain: Toolchain,
  line: string,
  command: Omit<GoCommand, 'settings'>,
): Promise<Latest> {
  const tools = new Set<string>();
  let told = '';
  const onEvent = (event: GoEvent) => {
    if (event.type === 'process') tools.add(event.argv[0]!.replace(/.*\//, ''));
    if (event.type === 'output') told += event.text;
  };
  const result = await runCommand(toolchain, { ...command, settings: DEFAULT_SETTINGS }, onEvent);
  if (result.status === 'crash') throw new Error(`${line}: ${result.message}\n${result.output}`);
  expect(told).toBe(result.output);
  for (const folder of ['work', 'out', 'gotmp'])
    expect([...toolchain.root.folder(folder).entries], `${folder} after ${line}`).toEqual([]);
  tools.delete('go');
  const changes = result.files.map(({ change, place, path }) => `${change} ${place}/${path}`);
  const diagnostics = result.diagnostics.map(
    ({ severity, file, line, column, message, analyzer }) =>
      `${severity} ${file}:${line}:${column} ${message}${analyzer ? ` (${analyzer})` : ''}`,
  );
  return { line, result, tools, unnamed: [...changes, ...diagnostics] };
}

function checkLine(
  { result, tools, unnamed, line: command }: Latest,
  line: string,
  present: boolean,
  word: string,
  rest: string,
  golden: ReadonlyMap<string, string>,
): void {
  const name = (what: string) => {
    expect(unnamed, `${command}\n${result.output}`).toContain(what);
    unnamed.splice(unnamed.indexOf(what), 1);
  };
  if (word === 'stdout' || word === 'output') {
    const text = result[word];
    expect(new RegExp(rest, 'm').test(text), `${command}\n${line}\n${text}`).toBe(present);
  } else if (word === 'starts') expect([...tools].sort(), command).toEqual(argumentsOf(rest).sort());
  else if (word === 'made') name(`made ${rest}`);
  else if (word === 'removed') name(`removed project/${rest}`);
  else if (word === 'changed') {
    const [path = '', wanted = ''] = argumentsOf(rest);
    name(`changed project/${path}`);
    expect(decoder.decode(taken(result.files, path).content as Uint8Array)).toBe(golden.get(wanted));
  } else if (word === 'error' || word === 'warning') name(line);
  else throw new Error(`cannot read "${line}"`);
}

function taken(files: OutputFile[], path: string): { path: string; content: Uint8Array } {
  const file = files.find((other) => other.path === path);
  if (!file || file.change === 'removed') throw new Error(`the command has not made ${path}`);
  return { path, content: file.bytes };
}
