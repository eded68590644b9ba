// The build command in the languages it is pasted into: shells, make, Docker, GitHub Actions.

import { shellCommand, shellWords, type BuildCommand } from './shell-command.ts';

/** One language. */
export interface CommandFormat {
  id: string;
  label: string;
  write: (command: BuildCommand) => string;
}

/** All of them, the usual one first. Every text gives the same argv and environment to go. */
export const COMMAND_FORMATS: readonly CommandFormat[] = [
  { id: 'sh', label: 'sh', write: shellCommand },
  { id: 'powershell', label: 'PowerShell', write: powerShell },
  { id: 'cmd', label: 'cmd', write: cmd },
  { id: 'make', label: 'Makefile', write: makefile },
  { id: 'docker', label: 'Dockerfile', write: (command) => `RUN ${shellCommand(command)}` },
  { id: 'github', label: 'GitHub Actions', write: githubStep },
];

/**
 * PowerShell 7.3 or later, which passes double quotes on to programs (about_Parsing, “Passing arguments that contain quote
 * characters”). A bare word with a dot after a dash would be cut in two, so only plain words stay bare.
 */
function powerShell({ variables, argv }: BuildCommand): string {
  // Typographic quotes end a string too (about_Quoting_Rules).
  const string = (word: string) => `'${word.replace(/['‘’‚‛]/g, '$&$&')}'`;
  const quote = (word: string) => (/^(-?\w[\w/-]*(=\w+)?|\w[\w.-]*|\.)$/.test(word) ? word : string(word));
  const lines = variables.map(([name, value]) => `$env:${name}=${string(value)}`);
  return [...lines, argv.map(quote).join(' ')].join('; ');
}

/** The prompt of Windows; a batch file would need its percent signs doubled. */
function cmd({ variables, argv }: BuildCommand): string {
  const assignments = variables.map(([name, value]) => `set "${name}=${value}"`);
  return [...assignments, argv.map(cmdWord).join(' ')].join(' && ');
}

function cmdWord(word: string): string {
  if (/^[\w.,+@/:=-]+$/.test(word)) return word;
  // Programs read backslashes and quotes by the rules of CommandLineToArgvW.
  const argument = `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
  // cmd takes no notice of \", so with inner quotes it must not see any quote at all: all that means something is escaped.
  return /["%]/.test(word) ? argument.replace(/[()%!^"<>&|]/g, '^$&') : argument;
}

function makefile(command: BuildCommand): string {
  return `.PHONY: build\nbuild:\n\t${shellCommand(command).replaceAll('$', '$$$$')}`;
}

/** A step for any runner: bash is on all of them. */
function githubStep({ title, variables, argv }: BuildCommand): string {
  const env = variables.map(([name, value]) => `    ${name}: ${yaml(value)}`);
  return [
    `- name: Build for ${title}`,
    '  shell: bash',
    '  env:',
    ...env,
    `  run: ${yaml(shellWords(argv))}`,
  ].join('\n');
}

/** A YAML scalar (7.3.2, single-quoted style), with GitHub's own expressions switched off. */
function yaml(text: string): string {
  const literal = text.replaceAll('${{', "${{ '${{' }}");
  return /^[a-z][\w /.=-]*$/.test(literal) ? literal : `'${literal.replaceAll("'", "''")}'`;
}
