// Tests what folders keep, and links.
import { expect, it } from 'vitest';
import { Folder } from './folder.ts';
import { RegularFile } from './regular-file.ts';
import { Symlink } from './symlink.ts';

it('lists entries in their order and finds files by path', () => {
  const root = new Folder();
  const file = new RegularFile();
  root.put('a/b/c.txt', file);
  root.put('/a/link', new Symlink('b/c.txt'));
  expect(root.file('a/b/c.txt')).toBe(file);
  expect(root.file('/a//b/c.txt')).toBe(file);
  expect([root.file('a/b'), root.file('a/x'), root.file('a/b/c.txt/d')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([...root.folder('a').entries.keys()]).toEqual(['b', 'link']);
});

it('counts a change of entries as a change of the folder', () => {
  for (const change of [
    (folder: Folder) => folder.create('new'),
    (folder: Folder) => folder.remove('old'),
    (folder: Folder) => folder.move('old', folder, 'new'),
  ]) {
    const folder = new Folder(5n);
    folder.entries.set('old', new RegularFile());
    change(folder);
    expect(folder.modified).toBeGreaterThan(5n);
  }
});

it('measures a link in bytes', () => {
  expect(new Symlink('größe').size).toBe(7);
});
