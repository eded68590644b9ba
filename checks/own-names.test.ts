// Tests that no plain object is asked for a name from a file or an address, and that the check finds such places.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it, vi } from 'vitest';
import { askedByAnyName, type Finding } from './own-names.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
// It checks all types; the limit only guards against hanging.
vi.setConfig({ testTimeout: 300_000 });

/** Where the name comes from this repository's own code, and why that is sure. */
const allowed: Readonly<Record<string, string>> = {
  'src/project/settings.ts given[name]': 'names of the default settings',
  'src/binary/read/layout.ts values[name]': 'names of a layout',
  'src/binary/formats/xcoff/file.ts permissions[section.type]': 'names of section types of this format',
  'src/link/head.ts (value as Record<string, unknown>)[name]': 'asked with Object.hasOwn',
  'src/state/pane-sizes.svelte.ts this.#shares[pane]': 'names of panes',
  'src/ui/shell/keys.ts signs[part]': 'names of keys in the table of actions',
  'src/export/name-template.ts this.fields[name]': 'asked with Object.hasOwn',
  'workers/process/program.ts calls[name]': 'names of WASI calls',
  'workers/wasi/trace.ts arity[kind]': 'kinds of arguments in the table above it',
  'workers/wasi/preview1.ts this.wasiImport[name]': 'names of WASI calls',
};

function programOf(folder: string): ts.Program {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  };
  const config = ts.getParsedCommandLineOfConfigFile(path.join(root, folder, 'tsconfig.json'), {}, host)!;
  return ts.createProgram(config.fileNames, config.options);
}

function findingsOf(folder: string): string[] {
  const isRead = (file: string) =>
    file.startsWith(path.join(root, folder)) &&
    !/\.test\.ts$|\/testing\/|conformance|\/test-|\/compiled\//.test(file);
  const name = ({ place, text }: Finding) => `${path.relative(root, place).replace(/:\d+$/, '')} ${text}`;
  return askedByAnyName(programOf(folder), isRead).map(name);
}

it.each(['src', 'workers'])('%s asks no object for a name that is not its own', (folder) => {
  const found = findingsOf(folder);
  expect(found.filter((each) => !Object.hasOwn(allowed, each))).toEqual([]);
  const own = Object.keys(allowed).filter((each) => each.startsWith(`${folder}/`));
  // The list may only shrink.
  expect(own.filter((each) => !found.includes(each))).toEqual([]);
});

it('finds an index and an “in” with any text, and lets Maps, arrays, known names and a question pass', () => {
  const source = `
    declare const table: Record<string, number>; declare const name: string; declare const known: 'a' | 'b';
    declare const list: number[]; declare const map: Map<string, number>; declare const i: number;
    export const bad = [table[name], name in table, table[\`x\${name}\`]];
    export const good = [table[known], list[i], map.get(name), Object.hasOwn(table, name) ? table[name] : 0, 'a' in table];
  `;
  const file = ts.createSourceFile('/asked.ts', source, ts.ScriptTarget.ES2022, true);
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === '/asked.ts' ? file : read(name, ...rest));
  const options = {
    strict: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
  };
  const program = ts.createProgram(['/asked.ts'], options, host);
  const found = askedByAnyName(program, (name) => name === '/asked.ts').map(({ text }) => text);
  expect(found).toEqual(['table[name]', 'name in table', 'table[`x${name}`]']);
});
