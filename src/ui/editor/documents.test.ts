// Tests that an editor hears of what changed elsewhere, and of nothing that it said itself.
import { expect, test } from 'vitest';
import { ProjectState } from '../../state/project-state.svelte.ts';
import type { CodeEditor } from './code-editor.ts';
import { Documents } from './documents.ts';

/** An editor that writes down what it is told. */
function listening() {
  const calls: string[] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) =>
      void calls.push([name, ...args].join(' ').trim());
  const editor = new Proxy({} as CodeEditor, { get: (_, name) => note(String(name)) });
  const heard = () => calls.splice(0);
  return { documents: new Documents(editor), heard };
}

function opened(
  files = [
    { path: 'main.go', content: 'main' },
    { path: 'go.mod', content: 'mod' },
  ],
) {
  const project = new ProjectState({ files, openPath: 'main.go' });
  const { documents, heard } = listening();
  const follow = () => documents.follow(project.files, project.open.id);
  follow();
  const before = heard();
  return { project, documents, heard, follow, before };
}

test('a project is told once', () => {
  const { before, follow, heard } = opened();
  expect(before).toEqual(['add 1 main.go main', 'add 2 go.mod mod', 'show 1']);
  follow();
  expect(heard()).toEqual([]);
});

test('what the user types is not told back, nor anything of other files', () => {
  const { project, documents, heard, follow } = opened();
  for (const text of ['main!', 'main!!', 'main!!!']) {
    documents.edited(1, text);
    project.edit(1, text);
    follow();
  }
  expect(heard()).toEqual([]);
});

test('a change from elsewhere is told of its own file only', () => {
  const { project, heard, follow } = opened();
  project.edit(2, 'module x');
  follow();
  expect(heard()).toEqual(['setText 2 module x']);
  project.rename(1, 'cmd.go');
  follow();
  expect(heard()).toEqual(['setPath 1 cmd.go']);
});

test('a deleted file comes back by Undo, and the others stay as they were', () => {
  const { project, heard, follow } = opened();
  const undo = project.remove(1);
  follow();
  expect(heard()).toEqual(['show 2', 'remove 1']);
  undo?.();
  follow();
  expect(heard()).toEqual(['add 1 main.go main', 'show 1']);
});

test('an example takes the place of all files', () => {
  const { project, heard, follow } = opened();
  project.replace([{ path: 'a.go', content: 'a' }]);
  follow();
  expect(heard()).toEqual(['add 3 a.go a', 'show 3', 'remove 1', 'remove 2']);
});

test('bytes have no document, and get one when they become text', () => {
  const png = { path: 'x.png', content: Uint8Array.of(0x89, 0) };
  const { project, before, heard, follow } = opened([{ path: 'main.go', content: 'main' }, png as never]);
  expect(before).toEqual(['add 1 main.go main', 'show 1']);
  project.openFile(2);
  follow();
  expect(heard()).toEqual([]);
  project.edit(2, 'text now');
  follow();
  expect(heard()).toEqual(['add 2 x.png text now', 'show 2']);
  project.edit(2, Uint8Array.of(0));
  follow();
  expect(heard()).toEqual(['remove 2']);
});
