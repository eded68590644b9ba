// Tests quoting for Windows with the cmd of Wine: a program gets every hostile name back, and nothing of it is run. Needs wine.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteForCmd, QuoteError } from './shell-quote.ts';
import { canary, hostileNames } from './testing/hostile-names.ts';

const minutes = 60_000;
const hasWine = spawnSync('wine', ['--version']).status === 0;
const folder = hasWine ? mkdtempSync(path.join(tmpdir(), 'anyport-wine-')) : '';

/** Half of the names that cmd can be given: a process each is slow. Input is read in an old code page, and Wine expands ^%PATH^%, which Windows takes as it is. */
const names = hostileNames.filter(
  (name, i) => i % 2 === 0 && isPlain(name) && canWrite(name) && name !== '%PATH%',
);

function isPlain(name: string): boolean {
  return [...name].every((character) => character >= ' ' && character <= '~');
}

function canWrite(name: string): boolean {
  try {
    return quoteForCmd(name) !== '';
  } catch (error) {
    if (error instanceof QuoteError) return false;
    throw error;
  }
}

function wine(command: string): string {
  const env = { ...process.env, WINEPREFIX: path.join(folder, 'prefix'), WINEDEBUG: '-all', DISPLAY: '' };
  return execFileSync('sh', ['-c', command], { cwd: folder, env, encoding: 'latin1', stdio: 'pipe' });
}

describe.skipIf(!hasWine)('cmd', () => {
  beforeAll(() => {
    writeFileSync(path.join(folder, `${canary}.bat`), '@echo ran>trace\r\n');
    wine('wineboot -i');
  }, 5 * minutes);
  afterAll(() => {
    wine('wineserver -k || true');
    rmSync(folder, { recursive: true });
  });

  it(
    'the canary can sing, and hands over each name as one word',
    () => {
      writeFileSync(path.join(folder, 'sing'), `@echo off\r\nx&${canary}\r\nexit\r\n`);
      wine('wine cmd < sing');
      expect(existsSync(path.join(folder, 'trace'))).toBe(true);
      rmSync(path.join(folder, 'trace'));

      expect(names.length).toBeGreaterThan(75);
      // reg keeps the word that it is given, for which it needs to begin like a value.
      const lines = names.map((name, i) => `reg add HKCU\\anyport /v v${i} /f /d ${quoteForCmd(`x${name}`)}`);
      writeFileSync(path.join(folder, 'names'), ['@echo off', ...lines, 'exit', ''].join('\r\n'));
      wine('wine cmd < names');
      wine('wine regedit /E kept HKEY_CURRENT_USER\\\\anyport');
      const kept = readFileSync(path.join(folder, 'kept')).toString('utf16le');
      const values = new Map(
        [...kept.matchAll(/^"(v\d+)"="((?:[^"\\]|\\.)*)"\r$/gm)].map(([, key, value]) => [key, value]),
      );
      const given = names.map((_, i) => values.get(`v${i}`)?.replace(/\\(.)/g, '$1'));
      expect(given).toEqual(names.map((name) => `x${name}`));
      expect(existsSync(path.join(folder, 'trace'))).toBe(false);
    },
    5 * minutes,
  );
});
