// Compiles the messages of src/words into functions with types, when they have changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/lib/compile-module.js';
import { parse, type Token } from '@messageformat/parser';

const root = fileURLToPath(new URL('..', import.meta.url));
const messages = `${root}src/words/messages`;
const compiled = `${root}src/words/compiled`;
const stamp = `${compiled}/made-from.txt`;

/** Changes when this file changes what it writes. */
const format = '1';

type Messages = Record<string, string>;

/** Brings src/words/compiled up to date with the English messages: a module for each area. Quick when it is. */
export function compileWords(): void {
  const areas = readdirSync(`${messages}/en`)
    .filter((file) => file.endsWith('.json'))
    .sort();
  const texts = areas.map((file) => readFileSync(`${messages}/en/${file}`, 'utf8'));
  const madeFrom = createHash('sha256')
    .update([format, ...areas, ...texts].join('\0'))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === madeFrom) return;
  // Written beside and put in place at once: another process may be reading the modules meanwhile.
  const fresh = `${compiled}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  areas.forEach((file, i) => {
    const area = JSON.parse(texts[i]!) as Messages;
    const name = file.slice(0, -'.json'.length);
    writeFileSync(`${fresh}/${name}.js`, moduleOf(area));
    writeFileSync(`${fresh}/${name}.d.ts`, typesOf(area));
  });
  writeFileSync(`${fresh}/made-from.txt`, madeFrom);
  putInPlace(fresh);
}

/** Another process may have put the same modules in place since; then these are not needed. */
function putInPlace(fresh: string): void {
  try {
    rmSync(compiled, { recursive: true, force: true });
    renameSync(fresh, compiled);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(stamp)) throw error;
  }
}

function moduleOf(area: Messages): string {
  const code = compileModule(new MessageFormat('en', { returnType: 'string' }), area);
  return code.replace('export default {', 'export const m = {') + '\n';
}

function typesOf(area: Messages): string {
  const lines = Object.entries(area).map(([key, text]) => {
    const names = [...new Set(argumentsOf(parse(text)))];
    const values = names.map((name) => `${name}: string | number`).join('; ');
    return `  /** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n  readonly ${key}: (${names.length > 0 ? `values: { ${values} }` : ''}) => string;`;
  });
  return `export declare const m: {\n${lines.join('\n')}\n};\n`;
}

function argumentsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (!('arg' in token)) return [];
    const nested = 'cases' in token ? token.cases.flatMap((each) => argumentsOf(each.tokens)) : [];
    return [token.arg, ...nested];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) compileWords();
