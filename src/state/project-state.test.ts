// Tests that files are added, removed and brought back, and one is always open.
import { expect, test } from 'vitest';
import { ProjectState } from './project-state.svelte.ts';

const draft = {
  files: [
    { path: 'main.go', content: 'package main\n' },
    { path: 'go.mod', content: 'module example.com/hello\n' },
  ],
  openPath: 'go.mod',
};
const paths = (project: ProjectState) => project.files.map((file) => file.path);

test('a draft comes back with its open file; without one there is the first example', () => {
  expect(new ProjectState(draft).open.path).toBe('go.mod');
  expect(new ProjectState({ ...draft, openPath: 'gone.go' }).open.path).toBe('main.go');
  expect(paths(new ProjectState())).toEqual(['main.go', 'go.mod']);
});

test('a removed file comes back to its place, under another name if its own is taken', () => {
  const project = new ProjectState(draft);
  const undo = project.remove(project.files[0]!.id);
  expect(project.open.path).toBe('go.mod');
  project.add('main.go');
  undo!();
  expect(paths(project)).toEqual(['restored-main.go', 'go.mod', 'main.go']);
  expect(project.open.content).toBe('package main\n');
});

test('the last file stays', () => {
  const project = new ProjectState({ files: [draft.files[0]!], openPath: '' });
  expect(project.remove(project.open.id)).toBeUndefined();
  expect(paths(project)).toEqual(['main.go']);
});

test('ids are never used again, so that no editor mistakes one file for another', () => {
  const project = new ProjectState(draft);
  const before = project.files.map((file) => file.id);
  project.replace(draft.files);
  expect(project.files.some((file) => before.includes(file.id))).toBe(false);
});

test('every change of the sources counts, opening a file does not', () => {
  const project = new ProjectState(draft);
  const { revision } = project;
  project.openFile(project.files[0]!.id);
  expect(project.revision).toBe(revision);
  project.edit(project.open.id, 'package main // changed\n');
  expect(project.revision).toBe(revision + 1);
});

test('what a command has changed comes in file by file, and goes back whole', () => {
  const project = new ProjectState({
    files: [
      { path: 'main.go', content: 'a' },
      { path: 'old.go', content: 'b' },
      { path: 'same.go', content: 'c' },
    ],
    openPath: 'old.go',
  });
  const [main, old, same] = project.files;
  const changes = new Map<string, string | undefined>([
    ['main.go', 'A'],
    ['old.go', undefined],
    ['same.go', 'c'],
    ['new.go', 'd'],
  ]);
  const undo = project.apply([...changes].map(([path, content]) => ({ path, content })));
  expect(project.files.map(({ path, content }) => [path, content])).toEqual([
    ['main.go', 'A'],
    ['same.go', 'c'],
    ['new.go', 'd'],
  ]);
  expect(project.files[0]!.id).toBe(main!.id);
  expect(project.files[1]).toBe(same);
  expect(project.open.path).toBe('main.go');
  undo!();
  expect(project.files).toEqual([main, old, same]);
  const { revision } = project;
  expect(project.apply([{ path: 'main.go', content: 'a' }])).toBeUndefined();
  expect(project.revision).toBe(revision);
});
