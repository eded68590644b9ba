// Catches the rule of the rooms red-handed: in each room, an import that the table forbids fails lint.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { objection, rooms } from './rooms.js';

const cwd = fileURLToPath(new URL('..', import.meta.url));

/** For each room, a file in it (deep, where the room has rooms of its own) and code that it must not import. */
const forbidden: Readonly<Record<string, readonly [file: string, source: string]>> = {
  'src/project': ['src/project/new.ts', '../export/archive.ts'],
  'src/binary': ['src/binary/formats/elf/new.ts', '../../../export/zip.ts'],
  'src/link': ['src/link/new.ts', '../export/zip.ts'],
  'src/export': ['src/export/new.ts', '../storage/draft.ts'],
  'src/terminal': ['src/terminal/new.ts', '../words/numbers.ts'],
  'src/words': ['src/words/new.ts', '../export/zip.ts'],
  'src/storage': ['src/storage/new.ts', '../clients/site.ts'],
  'src/clients': ['src/clients/new.ts', '../../workers/go/build.ts'],
  'src/state': ['src/state/new.svelte.ts', '../ui/shell/shortcuts.ts'],
  'src/frame': ['src/frame/new.ts', '../state/theme.svelte.ts'],
  'src/ui': ['src/ui/inspect/new.ts', '../../clients/builder.ts'],
  src: ['src/new.ts', '../workers/go/build.ts'],
  'workers/protocol': ['workers/protocol/new.ts', '../storage/bundle-store.ts'],
  'workers/wasi': ['workers/wasi/new.ts', '../process/process.ts'],
  'workers/process': ['workers/process/new.ts', '../toolchain/toolchain.ts'],
  'workers/storage': ['workers/storage/new.ts', '../toolchain/toolchain.ts'],
  'workers/toolchain': ['workers/toolchain/new.ts', '../go/build.ts'],
  'workers/go': ['workers/go/new.ts', '../node/disk-source.ts'],
  'workers/node': ['workers/node/new.ts', '../storage/kept-files.ts'],
  'workers/conformance': ['workers/conformance/new.ts', '../go/build.ts'],
  workers: ['workers/new.worker.ts', '../src/clients/site.ts'],
  toolchain: ['toolchain/new.ts', '../workers/toolchain/columns.ts'],
  e2e: ['e2e/new.spec.ts', '../src/project/target.ts'],
};

describe('the rooms', () => {
  let eslint: ESLint;
  beforeAll(() => {
    eslint = new ESLint({ cwd });
  });

  async function complaints(file: string, code: string): Promise<string[]> {
    const [result] = await eslint.lintText(code, { filePath: `${cwd}${file}` });
    return result!.messages.filter(({ ruleId }) => ruleId === 'rooms/imports').map(({ message }) => message);
  }

  it('are all tried', () => {
    expect(Object.keys(forbidden).sort()).toEqual(rooms.map(({ folder }) => folder).sort());
  });

  it.each(Object.entries(forbidden))('%s: a forbidden import fails lint', async (folder, [file, source]) => {
    expect(await complaints(file, `import { a } from '${source}';\nexport const b = a;\n`)).toEqual([
      expect.stringContaining(`${folder} must not import ${source}`),
    ]);
  });

  it('are guarded however the import is written', async () => {
    const [file, source] = forbidden['src/clients']!;
    expect(await complaints(file, `export * from '${source}';\n`)).toHaveLength(1);
    expect(await complaints(file, `export const late = () => import('${source}');\n`)).toHaveLength(1);
    expect(await complaints(file, `import type { A } from '${source}';\nexport type B = A;\n`)).toHaveLength(
      1,
    );
  });

  it('let types cross where the table says so, and only types', () => {
    expect(objection('src/ui/new.ts', '../clients/site.ts', true)).toBeUndefined();
    expect(objection('src/ui/new.ts', '../clients/site.ts', false)).toBeDefined();
  });

  it('keep packages to the rooms that need them', () => {
    expect(objection('workers/wasi/new.ts', 'comlink', false)).toBeDefined();
    expect(objection('src/project/new.ts', 'svelte', true)).toBeDefined();
    expect(objection('src/clients/new.ts', 'comlink', false)).toBeUndefined();
  });

  it('stand in ARCHITECTURE.md with what they may import', () => {
    const rows = readFileSync(`${cwd}ARCHITECTURE.md`, 'utf8').matchAll(
      /^\| `([^`]+)` +\|.*\| ([^|]*?) +\|$/gm,
    );
    const told = new Map([...rows].map(([, folder, imports]) => [folder, imports]));
    expect(told).toEqual(new Map(rooms.map((room) => [room.folder, cellOf(room)])));
  });
});

/** What a room may import, as the table of ARCHITECTURE.md writes it. */
function cellOf({ imports, types = [] }: (typeof rooms)[number]): string {
  const named = (folders: readonly string[]) =>
    folders.map((folder) => `\`${folder.replace('toolchain/manifest.ts', 'manifest')}\``).join(', ');
  return (named(imports) || 'nothing of ours') + (types.length > 0 ? `, → ${named(types)}` : '');
}
