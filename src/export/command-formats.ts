// The build command in the languages it is pasted into: shells, make, Docker, GitHub Actions.

import {
  assignmentForCmd,
  powerShellCommand,
  powerShellString,
  quoteForCmd,
  quoteForMake,
  QuoteError,
  quoteForShLine,
  quoteForYaml,
  type QuoteProblem,
} from '../project/shell-quote.ts';
import { shellCommand, shellWords, type BuildCommand } from './shell-command.ts';

/** One language. */
export interface CommandFormat {
  id: string;
  label: string;
  /** Throws QuoteError where the language has no way to write a word: see writeCommand. */
  write: (command: BuildCommand) => string;
}

/** All of them, the usual one first. Every text gives the same argv and environment to go. */
export const COMMAND_FORMATS: readonly CommandFormat[] = [
  { id: 'sh', label: 'sh', write: (command) => shellCommand(command) },
  { id: 'powershell', label: 'PowerShell', write: powerShell },
  { id: 'cmd', label: 'cmd', write: cmd },
  { id: 'make', label: 'Makefile', write: makefile },
  { id: 'docker', label: 'Dockerfile', write: (command) => `RUN ${shellCommand(command, quoteForShLine)}` },
  { id: 'github', label: 'GitHub Actions', write: githubStep },
];

/** A command in a language, or why that language cannot say it. */
export type WrittenCommand = { text: string } | { problem: QuoteProblem };

/** The command in one of the languages. */
export function writeCommand({ write }: CommandFormat, command: BuildCommand): WrittenCommand {
  try {
    return { text: write(command) };
  } catch (error) {
    if (error instanceof QuoteError) return { problem: error.problem };
    throw error;
  }
}

function powerShell({ variables, argv }: BuildCommand): string {
  const lines = variables.map(([name, value]) => `$env:${name}=${powerShellString(value)}`);
  return [...lines, powerShellCommand(argv)].join('; ');
}

function cmd({ variables, argv }: BuildCommand): string {
  const assignments = variables.map(([name, value]) => assignmentForCmd(name, value));
  return assignments.join('') + argv.map(quoteForCmd).join(' ');
}

function makefile(command: BuildCommand): string {
  return `.PHONY: build\nbuild:\n\t${quoteForMake(shellCommand(command, quoteForShLine))}`;
}

/** A step for any runner: bash is on all of them. */
function githubStep({ title, variables, argv }: BuildCommand): string {
  const env = variables.map(([name, value]) => `    ${name}: ${quoteForYaml(value)}`);
  return [
    `- name: Build for ${title}`,
    '  shell: bash',
    '  env:',
    ...env,
    `  run: ${quoteForYaml(shellWords(argv))}`,
  ].join('\n');
}
