// Tests that each format hands go the same words, whatever is in them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { canary, hostileNames } from '../project/testing/hostile-names.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { COMMAND_FORMATS, writeCommand } from './command-formats.ts';
import { buildCommand, type BuildCommand } from './shell-command.ts';

const linux = { goos: 'linux', goarch: 'arm', variant: { variable: 'GOARM', value: '6,hardfloat' } };

const HARD = [
  '-s -w',
  `-X main.v=it's`,
  '-X "main.v=two words"',
  `'-X=main.v=$HOME ` + "`id` $(id)'",
  '-X main.v=100%PATH%!a!^b&c|d<e>f(g)',
  '-X main.v=back\\slash\\',
  '-X "main.v=C:\\dir\\\\"',
  "-X 'main.v=‘typographic’'",
  '-X main.v=${{ github.actor }}',
  '-X main.v=#not-a-comment: yes',
];

function command(ldflags: string): BuildCommand {
  return buildCommand(linux, { ...DEFAULT_SETTINGS, ldflags }, 'go1.27.3', 'hello');
}

function written(id: string, ldflags: string): string {
  return COMMAND_FORMATS.find((format) => format.id === id)!.write(command(ldflags));
}

/** What a program called go is given by a script that a real interpreter reads. */
function received(run: (script: string, go: string) => string, script: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-command-'));
  try {
    const go = path.join(folder, 'go');
    writeFileSync(go, '#!/bin/sh\nprintf "%s\\n" "$GOOS" "$GOARM" "$GOTOOLCHAIN" "$@"\n', { mode: 0o755 });
    return run(script, folder).trimEnd().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function environment(folder: string) {
  return { PATH: `${folder}:${process.env['PATH']}` };
}

const sh = (script: string, folder: string) =>
  execFileSync('sh', ['-c', script], { env: environment(folder), encoding: 'utf8' });

const make = (script: string, folder: string) =>
  execFileSync('make', ['-s', '-f', '-'], { input: script, env: environment(folder), encoding: 'utf8' });

function expected(ldflags: string): string[] {
  return ['linux', '6,hardfloat', 'go1.27.3', ...command(ldflags).argv.slice(1)];
}

describe.each(HARD)('%s', (ldflags) => {
  test('sh', () => {
    expect(received(sh, written('sh', ldflags))).toEqual(expected(ldflags));
  });

  test('a Makefile', () => {
    expect(received(make, written('make', ldflags))).toEqual(expected(ldflags));
  });

  test('the RUN line of a Dockerfile, which goes to sh as it stands', () => {
    const line = written('docker', ldflags);
    expect(line).toMatch(/^RUN [^\n]+$/);
    expect(received(sh, line.replace('RUN ', ''))).toEqual(expected(ldflags));
  });

  test('a step of GitHub Actions', () => {
    const { env, run } = readStep(written('github', ldflags));
    const assignments = env.map(([name, value]) => `export ${name}='${value}'`).join('\n');
    expect(received(sh, `${assignments}\n${run}`)).toEqual(expected(ldflags));
  });

  test('PowerShell', () => {
    const parts = readPowerShell(written('powershell', ldflags));
    expect(parts.at(-1)).toEqual(command(ldflags).argv);
    expect(parts.slice(0, -1)).toEqual(
      command(ldflags).variables.map(([name, value]) => [`$env:${name}=${value}`]),
    );
  });

  test('cmd', () => {
    const line = written('cmd', ldflags);
    const go = line.slice(line.lastIndexOf(' && go ') + ' && '.length);
    expect(splitWindows(readCmd(go))).toEqual(command(ldflags).argv);
    expect(line).toContain('set "GOARM=6,hardfloat" && ');
  });
});

/** Hostile texts at every place of a build that a user, a link or a project's name can fill. */
const hostile = hostileNames.map((text) =>
  buildCommand(
    { ...linux, variant: { variable: 'GOARM', value: text } },
    { ...DEFAULT_SETTINGS, ldflags: `-X 'main.v=${text}'`, tags: text, gcflags: text, experiment: text },
    'go1.27.3',
    text,
  ),
);

test.each(['sh', 'docker'])('more than 500 hostile words in %s: go gets them, and nothing runs', (id) => {
  const format = COMMAND_FORMATS.find((each) => each.id === id)!;
  const asked = hostile.flatMap((command) => {
    const written = writeCommand(format, command);
    return 'text' in written ? [{ command, text: written.text.replace(/^RUN /, '') }] : [];
  });
  expect(5 * asked.length).toBeGreaterThan(500);
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-hostile-'));
  try {
    const show = `#!/bin/sh\nprintf '%s\\0' "$GOARM" "$GOEXPERIMENT" "$@" end-of-words\n`;
    writeFileSync(path.join(folder, 'go'), show, { mode: 0o755 });
    writeFileSync(path.join(folder, canary), `#!/bin/sh\necho ran >'${folder}/trace'\n`, { mode: 0o755 });
    const env = { PATH: `${folder}:/usr/bin:/bin` };
    const output = execFileSync('sh', ['-c', asked.map(({ text }) => text).join('\n')], {
      env,
      cwd: folder,
      encoding: 'utf8',
    });
    expect(existsSync(path.join(folder, 'trace'))).toBe(false);
    const given = output.split('end-of-words\0').slice(0, -1);
    const of = ({ variables, argv }: BuildCommand) => {
      const value = (name: string) => variables.find(([key]) => key === name)?.[1] ?? '';
      return [value('GOARM'), value('GOEXPERIMENT'), ...argv.slice(1)].map((word) => `${word}\0`).join('');
    };
    expect(given).toEqual(asked.map(({ command }) => of(command)));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a language that cannot write a word says why', () => {
  const problems = COMMAND_FORMATS.map((format) => {
    const written = writeCommand(format, command("-X 'main.v=two\nlines'"));
    return [format.id, 'problem' in written ? written.problem : undefined];
  });
  expect(Object.fromEntries(problems)).toEqual({
    sh: undefined,
    powershell: undefined,
    cmd: 'line break',
    make: 'line break',
    docker: 'line break',
    github: undefined,
  });
});

test('the plain command stays readable in every format', () => {
  const texts = COMMAND_FORMATS.map(({ write }) =>
    write(buildCommand({ goos: 'linux', goarch: 'arm64' }, DEFAULT_SETTINGS, 'go1.27.3', 'hello')),
  );
  for (const text of texts) expect(text).toContain('go build -trimpath -buildvcs=false -o hello .');
});

/** Reads the one shape of YAML that is written: plain and single-quoted scalars. GitHub's own expression is put back. */
function readStep(text: string): { env: [string, string][]; run: string } {
  const scalar = (raw: string) => {
    const value = raw.startsWith("'") ? raw.slice(1, -1).replaceAll("''", "'") : raw;
    expect(value.replaceAll("${{ '${{' }}", '')).not.toContain('${{');
    return value.replaceAll("${{ '${{' }}", '${{');
  };
  const lines = text.split('\n');
  const env = lines
    .filter((line) => line.startsWith('    '))
    .map((line): [string, string] => {
      const [, name = '', value = ''] = /^ {4}(\w+): (.*)$/.exec(line) ?? [];
      return [name, scalar(value)];
    });
  return { env, run: scalar(lines.at(-1)!.replace('  run: ', '')) };
}

/** Statements of words, by the rules of PowerShell for bare words and single-quoted strings. */
function readPowerShell(text: string): string[][] {
  const statements: string[][] = [[]];
  const pattern = /(; )|( )|((?:'(?:[^'‘’‚‛]|['‘’‚‛]{2})*'|[^\s';])+)/gy;
  for (const [, end, , word] of text.matchAll(pattern)) {
    if (end) statements.push([]);
    else if (word !== undefined)
      statements
        .at(-1)!
        .push(
          word.replace(/'((?:[^'‘’‚‛]|['‘’‚‛]{2})*)'/g, (_, inner: string) =>
            inner.replace(/(['‘’‚‛])\1/g, '$1'),
          ),
        );
  }
  return statements;
}

/** What cmd hands to a program: carets outside of quotes are taken away; inside of them nothing is special but a percent sign. */
function readCmd(line: string): string {
  let quoted = false;
  let handed = '';
  for (let at = 0; at < line.length; at++) {
    const escaped = line[at] === '^' && !quoted;
    if (escaped) at++;
    else if (line[at] === '"') quoted = !quoted;
    else if (!quoted) expect('&|<>()%').not.toContain(line[at]);
    else expect(line[at]).not.toBe('%');
    handed += line[at] ?? '';
  }
  expect(quoted).toBe(false);
  return handed;
}

/** CommandLineToArgvW after the program's name: 2n backslashes before a quote are n, one more makes the quote literal. */
function splitWindows(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:(\\*)"(?:[^"\\]|\\+[^"\\]|(\\\\)*\\"|(?:\\\\)+(?="))*"|[^\s"])+/g)) {
    words.push(
      word.replace(
        /(\\*)"|(\\+)$/g,
        (_, slashes: string | undefined, end: string | undefined) =>
          end ?? '\\'.repeat(slashes!.length >> 1) + (slashes!.length % 2 === 1 ? '"' : ''),
      ),
    );
  }
  return words;
}
