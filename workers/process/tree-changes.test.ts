// Tests what is told of a tree that a process has worked in.
import { expect, it } from 'vitest';
import { DiskQuota } from '../wasi/disk-quota.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';
import { changesSince, stateOf } from './tree-changes.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function tree(): Folder {
  const root = new Folder();
  for (const path of ['work/same', 'work/changed', 'work/gone', 'work/rewritten'])
    root.put(path, new RegularFile(encoder.encode(path)));
  return root;
}

it('tells what is new, changed and gone, and not what was written back as it was', () => {
  const root = tree();
  const before = stateOf(root);
  root.file('work/changed')!.write(encoder.encode('X'), 0);
  root.file('work/rewritten')!.write(encoder.encode('w'), 0);
  root.folder('work').unlink('gone');
  root.put('tmp/new', new RegularFile(encoder.encode('new')));
  const changes = changesSince(before, root).map((change) =>
    'bytes' in change
      ? [change.path, change.change, decoder.decode(change.bytes)]
      : [change.path, change.change],
  );
  expect(changes).toEqual([
    ['/tmp/new', 'added', 'new'],
    ['/work/changed', 'changed', 'Xork/changed'],
    ['/work/gone', 'removed'],
  ]);
});

it('lets files grow within a quota, which has back what is cut or removed', () => {
  const root = tree();
  root.limit(new DiskQuota(10));
  const made = root.folder('work').create('made') as RegularFile;
  made.write(new Uint8Array(10), 0);
  expect(() => root.file('work/same')!.write(new Uint8Array(100), 0)).toThrow();
  expect(root.file('work/same')!.size).toBe('work/same'.length);
  made.resize(4);
  root.folder('work').createFolder('below');
  (root.folder('work/below').create('more') as RegularFile).write(new Uint8Array(6), 0);
  root.folder('work').unlink('made');
  made.write(new Uint8Array(1), 0);
});
