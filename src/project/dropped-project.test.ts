// Tests what becomes of files that are dropped on the page.
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { areSources, limits, projectOf, zipHoldsGo, type DroppedFile } from './dropped-project.ts';

const file = (path: string, text = 'package main\n'): DroppedFile => ({ path, bytes: strToU8(text) });
const goMod = { path: 'go.mod', content: 'module example.com/x\n' };
const paths = (files: DroppedFile[]) => {
  const dropped = projectOf(files, '1.27');
  return dropped.is === 'project' ? dropped.files.map(({ path }) => path) : dropped.is;
};

it('adds a go.mod to a Go file that has none', () => {
  expect(projectOf([file('My Tool.go')], '1.27')).toEqual({
    is: 'project',
    name: 'My Tool',
    files: [
      { path: 'My Tool.go', content: 'package main\n' },
      { path: 'go.mod', content: 'module example.com/my-tool\n\ngo 1.27\n' },
    ],
    leftOut: 0,
  });
});

it('takes a folder without its own name, without hidden folders, and with files that are no text', () => {
  const binary = { path: 'tool/logo.png', bytes: Uint8Array.of(137, 80, 0) };
  const dropped = projectOf(
    [
      file('tool/main.go'),
      file('tool/sub/a.go'),
      file('tool/.git/config'),
      file('tool/go.mod', 'module x\n'),
      binary,
    ],
    '1.27',
  );
  expect(dropped).toMatchObject({ is: 'project', name: 'tool', leftOut: 0 });
  expect(dropped.is === 'project' && dropped.files.map(({ path }) => path)).toEqual([
    'main.go',
    'sub/a.go',
    'go.mod',
    'logo.png',
  ]);
  expect(dropped.is === 'project' && dropped.files.at(-1)?.content).toEqual(binary.bytes);
});

it('opens txtar and zip archives', () => {
  expect(paths([file('a.txtar', 'comment\n-- go.mod --\nmodule a\n-- main.go --\npackage main\n')])).toEqual([
    'go.mod',
    'main.go',
  ]);
  const zip = zipSync({
    'repo-main/go.mod': strToU8(goMod.content),
    'repo-main/main.go': strToU8('package main\n'),
  });
  expect(zipHoldsGo(zip)).toBe(true);
  expect(paths([{ path: 'repo.zip', bytes: zip }])).toEqual(['go.mod', 'main.go']);
});

it('leaves binaries and their archives to the inspector', () => {
  expect(areSources(['hello', 'hello.exe', 'notes.txt'])).toBe(false);
  expect(zipHoldsGo(zipSync({ 'hello.exe': strToU8('MZ') }))).toBe(false);
  expect(zipHoldsGo(strToU8('no archive'))).toBe(false);
  expect(paths([file('notes.txt')])).toBe('nothing');
});

it('refuses paths that leave the project, and what is too large', () => {
  const zip = zipSync({ '../evil.go': strToU8('package evil\n'), 'main.go': strToU8('package main\n') });
  expect(projectOf([{ path: 'a.zip', bytes: zip }], '1.27')).toMatchObject({ leftOut: 1 });
  const bomb = zipSync({ 'main.go': new Uint8Array(limits.bytes + 1) });
  expect(paths([{ path: 'a.zip', bytes: bomb }])).toBe('too large');
  expect(paths(Array.from({ length: limits.files + 1 }, (_, at) => file(`a${at}.go`)))).toBe('too large');
});
