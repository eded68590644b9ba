// Tests path walks and path_* calls; every errno of theirs is in workers/conformance.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { describe, expect, it } from 'vitest';
import { Folder } from './folder.ts';
import { RegularFile } from './regular-file.ts';
import { Symlink } from './symlink.ts';
import { existing, resolve } from './paths.ts';
import { TestGuest } from './test-guest.ts';

function tree(): Folder {
  const root = new Folder();
  root.put('dir/sub/file', new RegularFile(new TextEncoder().encode('content')));
  root.put('dir/link', new Symlink('sub'));
  root.put('dir/absolute', new Symlink('/dir/sub/file'));
  root.put('loop', new Symlink('loop'));
  root.put('out', new Symlink('../..'));
  return root;
}

/** The errno that walking a path ends with, or 0. */
function walk(path: string, follow = true): number {
  try {
    existing(tree(), path, follow);
    return wasi.ERRNO_SUCCESS;
  } catch (thrown) {
    return (thrown as { code: number }).code;
  }
}

describe('walking a path', () => {
  it.each([
    '.',
    'dir',
    'dir/',
    './dir//sub/./file',
    'dir/sub/../sub/file',
    'dir/link/file',
    'dir/link/..',
    'dir/absolute',
  ])('finds %s', (path) => expect(walk(path)).toBe(0));

  it.each([
    ['', wasi.ERRNO_NOENT],
    ['missing', wasi.ERRNO_NOENT],
    ['missing/x', wasi.ERRNO_NOENT],
    ['dir/sub/file/', wasi.ERRNO_NOTDIR],
    ['dir/sub/file/x', wasi.ERRNO_NOTDIR],
    ['..', wasi.ERRNO_PERM],
    ['dir/../..', wasi.ERRNO_PERM],
    ['out', wasi.ERRNO_PERM],
    ['loop', wasi.ERRNO_LOOP],
    ['dir\0', wasi.ERRNO_INVAL],
  ])('ends %j in errno %i', (path, errno) => expect(walk(path)).toBe(errno));

  it('does not follow the last link when told so, but follows those before', () => {
    const root = tree();
    expect(existing(root, 'dir/link', false)).toBeInstanceOf(Symlink);
    expect(existing(root, 'dir/link', true)).toBeInstanceOf(Folder);
    expect(existing(root, 'dir/link/file', false)).toBeInstanceOf(RegularFile);
    expect(existing(root, 'loop', false)).toBeInstanceOf(Symlink);
  });

  it('tells where a missing last name would go', () => {
    const root = tree();
    const place = resolve(root, 'dir/link/new', true);
    expect(place).toMatchObject({
      parent: root.folder('dir/sub'),
      name: 'new',
      node: undefined,
      mustBeFolder: false,
    });
    expect(resolve(root, 'dir/new/', true).mustBeFolder).toBe(true);
  });

  it('starts absolute links at the root, also from a folder below it', () => {
    const root = tree();
    expect(resolve(root.folder('dir'), 'absolute', true, root).node).toBe(root.file('dir/sub/file'));
  });
});

it('opens what exists, makes what does not, cuts what it is told to', () => {
  const root = tree();
  const guest = new TestGuest({ root });
  const {
    OFLAGS_CREAT: create,
    OFLAGS_EXCL: exclusive,
    OFLAGS_TRUNC: truncate,
    OFLAGS_DIRECTORY: directory,
  } = wasi;
  expect(guest.open('dir/sub/file', create | exclusive)).toBe(-wasi.ERRNO_EXIST);
  expect(guest.open('dir/sub/file', directory)).toBe(-wasi.ERRNO_NOTDIR);
  expect(guest.open('dir', truncate)).toBe(-wasi.ERRNO_ISDIR);
  expect(guest.open('missing')).toBe(-wasi.ERRNO_NOENT);
  expect(root.file('dir/sub/file')?.size).toBe(7);
  expect(guest.open('dir/sub/file', truncate)).toBeGreaterThanOrEqual(0);
  expect(root.file('dir/sub/file')?.size).toBe(0);
  expect(guest.open('made', create | exclusive)).toBeGreaterThanOrEqual(0);
  expect(root.file('made')?.size).toBe(0);
});

it('leaves both trees as they are when a rename is refused', () => {
  const root = tree();
  const guest = new TestGuest({ root });
  const rename = (from: string, to: string) =>
    guest.call('path_rename', 3, ...guest.string(from), 3, ...guest.string(to));
  expect(rename('dir', 'dir/sub/inside')).toBe(wasi.ERRNO_INVAL);
  expect(rename('dir/sub', 'dir')).toBe(wasi.ERRNO_NOTEMPTY);
  expect(rename('dir/sub/file', 'dir')).toBe(wasi.ERRNO_ISDIR);
  expect(rename('dir', 'dir/sub/file')).toBe(wasi.ERRNO_NOTDIR);
  expect(root.file('dir/sub/file')?.size).toBe(7);
  expect(rename('dir/sub', 'moved')).toBe(0);
  expect(root.file('moved/file')?.size).toBe(7);
  expect(root.file('dir/sub/file')).toBeUndefined();
});

it('cuts a link to the reader’s buffer', () => {
  const guest = new TestGuest({ root: tree() });
  const [buffer, used] = [guest.allocate(8), guest.allocate(4)];
  guest.bytes(buffer, 8).fill(0x2e);
  expect(guest.call('path_readlink', 3, ...guest.string('dir/absolute'), buffer, 4, used)).toBe(0);
  expect(guest.uint32(used)).toBe(4);
  expect(new TextDecoder().decode(guest.bytes(buffer, 8))).toBe('/dir....');
});
