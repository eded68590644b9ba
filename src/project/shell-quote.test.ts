// Tests quoting with the shells themselves: each gets every hostile name back, and runs nothing of it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  assignmentForCmd,
  fileOperand,
  powerShellCommand,
  QuoteError,
  quoteForCmd,
  quoteForMake,
  quoteForPowerShell,
  quoteForRc,
  quoteForSh,
  quoteForShLine,
  quoteForYaml,
} from './shell-quote.ts';
import { canary, hostileNames } from './testing/hostile-names.ts';

// Hundreds of shells are started; the limit only guards against hanging.
vi.setConfig({ testTimeout: 120_000 });

let folder = '';
const trace = () => path.join(folder, 'trace');

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'anyport-quote-'));
  writeFileSync(path.join(folder, canary), `#!/bin/sh\necho ran >'${trace()}'\n`, { mode: 0o755 });
  writeFileSync(path.join(folder, 'show'), `#!/bin/sh\nprintf '%s\\0' "$@"\n`, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));

function received(program: string, args: readonly string[], input?: string): string[] {
  const env = { PATH: `${folder}:/usr/bin:/bin`, HOME: '/nowhere' };
  const text = execFileSync(program, args, {
    env,
    cwd: folder,
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });
  expect(existsSync(trace())).toBe(false);
  return text.split('\0').slice(0, -1);
}

const shells = ['sh', 'bash'].filter((shell) => existsSync(`/bin/${shell}`));

it('there are more than 200 hostile names, and the canary can sing', () => {
  expect(hostileNames.length).toBeGreaterThan(200);
  execFileSync('sh', ['-c', `x;${canary}`.slice(2)], { env: { PATH: `${folder}:/usr/bin:/bin` } });
  expect(existsSync(trace())).toBe(true);
  rmSync(trace());
});

describe.each(shells)('%s', (shell) => {
  it('takes each word alone as it is', () => {
    for (const name of hostileNames)
      expect(received(shell, ['-c', `show ${quoteForSh(name)}`])).toEqual([name]);
  });

  it('takes all of them in one command, and from its input as when pasted', () => {
    const command = `show ${hostileNames.map(quoteForSh).join(' ')}`;
    expect(received(shell, ['-c', command])).toEqual(hostileNames);
    expect(received(shell, [], `${command}\n`)).toEqual(hostileNames);
  });
});

it('nothing is pasted that a terminal obeys or hides, but line feeds inside of quotes', () => {
  for (const name of hostileNames) {
    expect(quoteForSh(name).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(quoteForPowerShell(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(quoteForYaml(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
});

it('make takes each word as it is, and is given none with a line feed', () => {
  const names = hostileNames.filter((name) => !name.includes('\n'));
  const recipe = names.map((name) => `\t@show ${quoteForMake(quoteForShLine(name))}\n`).join('');
  expect(received('make', ['-s', '-f', '-'], `.PHONY: all\nall:\n${recipe}`)).toEqual(names);
  expect(() => quoteForShLine('a\nb')).toThrow(QuoteError);
});

it('cmd and rc refuse what they cannot write, and say why', () => {
  const problem = (write: (word: string) => string, word: string) => {
    try {
      return write(word);
    } catch (error) {
      return error instanceof QuoteError ? error.problem : 'another error';
    }
  };
  for (const write of [quoteForCmd, quoteForRc, (word: string) => assignmentForCmd('X', word)]) {
    expect(problem(write, 'a\nb')).toBe('line break');
    expect(problem(write, 'a\rb')).toBe('line break');
    expect(problem(write, 'a\u0015b')).toBe('control character');
    expect(problem(write, 'a\u202eb')).toBe('control character');
  }
});

it('cmd: what is escaped outside of quotes, and doubled for programs', () => {
  expect(quoteForCmd('a b')).toBe('"a b"');
  expect(quoteForCmd('x&calc')).toBe('"x&calc"');
  expect(quoteForCmd('"&calc')).toBe('^"\\^"^&calc^"');
  expect(quoteForCmd('%PATH%')).toBe('^"^%PATH^%^"');
  expect(assignmentForCmd('X', 'a&b')).toBe('set "X=a&b" && ');
  expect(assignmentForCmd('X', '"&calc')).toBe('set X=^"^&calc&& ');
});

it('PowerShell: a quoted command is called, quotes are doubled, control characters are numbers', () => {
  expect(powerShellCommand(['.\\hello.exe'])).toBe('.\\hello.exe');
  expect(powerShellCommand(['.\\a b.exe', "it's"])).toBe("& '.\\a b.exe' 'it''s'");
  expect(quoteForPowerShell('x;calc')).toBe("'x;calc'");
  expect(quoteForPowerShell('a’;calc')).toBe("'a’’;calc'");
  expect(quoteForPowerShell('\u001bx\n')).toBe("(''+[char]27+'x'+[char]10)");
  for (const name of hostileNames)
    expect(quoteForPowerShell(name)).toMatch(
      /^(?:[\w./=\\-]+|\(?(?:(?:'(?:[^'‘’‚‛]|['‘’‚‛]{2})*'|\[char\]\d+)\+?)+\)?)$/u,
    );
});

it('rc doubles quotes, YAML escapes what does not print and GitHub’s expressions', () => {
  expect(quoteForRc("it's; x")).toBe("'it''s; x'");
  expect(quoteForYaml("it's")).toBe("'it''s'");
  expect(quoteForYaml('a\nb\u202e')).toBe('"a\\nb\\u202e"');
  expect(quoteForYaml('a ${{ secrets.x }}')).toBe("'a ${{ ''${{'' }} secrets.x }}'");
});

it('a name that begins with a dash is no flag', () => {
  expect(fileOperand('-rf')).toBe('./-rf');
  expect(fileOperand('hello')).toBe('hello');
});
