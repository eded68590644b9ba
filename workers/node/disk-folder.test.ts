// Tests real folders in the mounted tree: what reaches the disk, when, and what never does.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasi } from '@bjorn3/browser_wasi_shim';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenFile, Descriptor } from '../wasi/descriptors.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';
import { Symlink } from '../wasi/symlink.ts';
import { TestGuest } from '../wasi/test-guest.ts';
import { flush } from './disk-file.ts';
import { DiskFolder } from './disk-folder.ts';

const asRoot = process.getuid?.() === 0;
const bytes = (content: string) => new TextEncoder().encode(content);

let disk: string;
let root: DiskFolder;
let guest: TestGuest;

beforeEach(() => {
  disk = fs.mkdtempSync(join(tmpdir(), 'disk-folder-'));
  fs.writeFileSync(join(disk, 'file'), 'content');
  fs.mkdirSync(join(disk, 'dir'));
  fs.writeFileSync(join(disk, 'dir', 'inner'), 'inner content');
  root = new DiskFolder(disk);
  guest = new TestGuest({ root });
});

afterEach(() => {
  flush();
  fs.rmSync(disk, { recursive: true, force: true });
});

const real = (path: string) => fs.readFileSync(join(disk, path), 'utf8');
const exists = (path: string) => fs.existsSync(join(disk, path));
const mode = (path: string) => fs.statSync(join(disk, path)).mode & 0o777;

/** Opens a file through the guest. */
function open(path: string, oflags = 0): OpenFile {
  const fd = guest.open(path, oflags);
  expect(fd).toBeGreaterThanOrEqual(0);
  return guest.preview1.table.get(fd) as OpenFile;
}

function content(descriptor: Descriptor): string {
  const target = new Uint8Array(100);
  return new TextDecoder().decode(target.subarray(0, descriptor.pread(target, 0)));
}

function rename(from: string, to: string): number {
  return guest.call('path_rename', 3, ...guest.string(from), 3, ...guest.string(to));
}

describe('reading', () => {
  it('lists, measures and reads what is on the disk', () => {
    fs.symlinkSync('dir/inner', join(disk, 'link'));
    expect([...root.entries].map(([name]) => name).sort()).toEqual(['dir', 'file', 'link']);
    expect(root.file('file')?.size).toBe(7);
    expect(content(open('link'))).toBe('inner content');
    expect(root.file('file')?.modified).toBe(fs.statSync(join(disk, 'file'), { bigint: true }).mtimeNs);
  });

  it('sees what is mounted over the disk and keeps it off the disk', () => {
    fs.mkdirSync(join(disk, 'gotmp'));
    fs.writeFileSync(join(disk, 'gotmp', 'real'), '');
    const mounted = new DiskFolder(disk, new Map([['gotmp', new Folder()]]));
    mounted.put('gotmp/x', new RegularFile(bytes('x')));
    expect(fs.readdirSync(join(disk, 'gotmp'))).toEqual(['real']);
    guest = new TestGuest({ root: mounted });
    expect(rename('gotmp', 'other')).toBe(wasi.ERRNO_BUSY);
    expect(guest.call('path_unlink_file', 3, ...guest.string('gotmp/x'))).toBe(0);
    expect(guest.call('path_remove_directory', 3, ...guest.string('gotmp'))).toBe(wasi.ERRNO_BUSY);
    expect(fs.readdirSync(join(disk, 'gotmp'))).toEqual(['real']);
  });

  it.skipIf(asRoot)('takes an unreadable folder for empty and refuses an unreadable file', () => {
    fs.chmodSync(join(disk, 'dir'), 0);
    fs.chmodSync(join(disk, 'file'), 0o200);
    expect(root.folder('dir').entries.size).toBe(0);
    expect(guest.open('file')).toBe(-wasi.ERRNO_ACCES);
    fs.chmodSync(join(disk, 'dir'), 0o755);
  });

  it('takes a folder that vanished for empty', () => {
    const { entries } = root;
    const dir = entries.get('dir') as DiskFolder;
    fs.rmSync(join(disk, 'dir'), { recursive: true });
    expect(dir.entries.size).toBe(0);
  });
});

describe('writing', () => {
  it('makes a file at once and writes its content at the flush', () => {
    open('new', wasi.OFLAGS_CREAT).write(bytes('written'));
    expect(real('new')).toBe('');
    flush();
    expect(real('new')).toBe('written');
  });

  it('changes, cuts and extends a file in place, keeping its mode', () => {
    fs.chmodSync(join(disk, 'file'), 0o640);
    open('file').write(bytes('CON'));
    flush();
    expect([real('file'), mode('file')]).toEqual(['CONtent', 0o640]);
    open('file', wasi.OFLAGS_TRUNC).write(bytes('x'));
    flush();
    expect(real('file')).toBe('x');
    open('file').resize(0);
    flush();
    expect(real('file')).toBe('');
  });

  it('does not touch what was only read', () => {
    fs.utimesSync(join(disk, 'file'), 1000, 1000);
    content(open('file'));
    flush();
    expect(fs.statSync(join(disk, 'file')).mtimeMs).toBe(1_000_000);
  });

  it.each([
    ['ELF', [0x7f, 0x45, 0x4c, 0x46]],
    ['PE', [0x4d, 0x5a, 0x90, 0]],
    ['Mach-O', [0xcf, 0xfa, 0xed, 0xfe]],
    ['WebAssembly', [0, 0x61, 0x73, 0x6d]],
  ])('makes %s executable, written or moved here, and nothing else', (_, magic) => {
    open('made', wasi.OFLAGS_CREAT).write(new Uint8Array(magic));
    root.set('moved', new RegularFile(new Uint8Array(magic)));
    open('text', wasi.OFLAGS_CREAT).write(bytes('#!text'));
    open('file', wasi.OFLAGS_TRUNC).write(new Uint8Array(magic));
    flush();
    expect([mode('made') & 0o100, mode('moved') & 0o100, mode('text') & 0o111, mode('file') & 0o111]).toEqual(
      [0o100, 0o100, 0, 0],
    );
  });

  it('makes folders and links at once', () => {
    expect(guest.call('path_create_directory', 3, ...guest.string('made'))).toBe(0);
    open('made/file', wasi.OFLAGS_CREAT).write(bytes('x'));
    expect(guest.call('path_symlink', ...guest.string('made/file'), 3, ...guest.string('link'))).toBe(0);
    flush();
    expect([real('link'), fs.readlinkSync(join(disk, 'link'))]).toEqual(['x', 'made/file']);
  });

  it('gives the errno of the disk', () => {
    fs.rmSync(join(disk, 'dir'), { recursive: true });
    expect(root.entries.get('dir')).toBeUndefined();
    fs.writeFileSync(join(disk, 'appeared'), 'mine');
    expect(guest.open('appeared', wasi.OFLAGS_CREAT)).toBe(-wasi.ERRNO_EXIST);
    expect(real('appeared')).toBe('mine');
  });

  it('refuses a second name for a real file', () => {
    const link = guest.call('path_link', 3, 0, ...guest.string('file'), 3, ...guest.string('hard'));
    expect([link, exists('file'), exists('hard')]).toEqual([wasi.ERRNO_PERM, true, false]);
  });
});

describe('renaming', () => {
  it('moves a file that nobody has read yet, and it can still be read', () => {
    expect(rename('file', 'dir/moved')).toBe(0);
    expect([exists('file'), real('dir/moved'), content(open('dir/moved'))]).toEqual([
      false,
      'content',
      'content',
    ]);
  });

  it('writes what was changed before the move to the new place', () => {
    const file = open('file');
    file.write(bytes('CON'));
    expect(rename('file', 'moved')).toBe(0);
    file.write(bytes('TENT'));
    flush();
    expect([exists('file'), real('moved')]).toEqual([false, 'CONTENT']);
  });

  it('moves a folder with all it holds, changed files included', () => {
    const inner = open('dir/inner');
    inner.write(bytes('INNER'));
    expect(rename('dir', 'renamed')).toBe(0);
    open('renamed/new', wasi.OFLAGS_CREAT).write(bytes('new'));
    flush();
    expect([exists('dir'), real('renamed/inner'), real('renamed/new')]).toEqual([
      false,
      'INNER content',
      'new',
    ]);
    expect(rename('renamed/inner', 'out')).toBe(0);
    expect(real('out')).toBe('INNER content');
  });

  it('replaces a file, which lives on for who has it open', () => {
    const replaced = open('file');
    expect(rename('dir/inner', 'file')).toBe(0);
    expect([real('file'), content(replaced), content(open('file'))]).toEqual([
      'inner content',
      'content',
      'inner content',
    ]);
    replaced.write(bytes('to nowhere'));
    flush();
    expect(real('file')).toBe('inner content');
  });

  it('refuses to replace a folder that is not empty, and loses nothing', () => {
    fs.mkdirSync(join(disk, 'other'));
    expect(rename('other', 'dir')).toBe(wasi.ERRNO_NOTEMPTY);
    expect(rename('file', 'dir')).toBe(wasi.ERRNO_ISDIR);
    expect(rename('dir', 'dir/sub')).toBe(wasi.ERRNO_INVAL);
    expect([exists('other'), real('file'), real('dir/inner')]).toEqual([true, 'content', 'inner content']);
  });

  it('moves a link, not what it points to', () => {
    root.set('link', new Symlink('file'));
    expect(rename('link', 'dir/link')).toBe(0);
    expect([fs.readlinkSync(join(disk, 'dir', 'link')), exists('link'), real('file')]).toEqual([
      'file',
      false,
      'content',
    ]);
  });

  it('takes what comes from memory, and leaves going there to who can copy', () => {
    const tree = new Folder();
    const memory = new Folder();
    tree.entries.set('memory', memory);
    tree.entries.set('disk', root);
    memory.put('sub/built', new RegularFile(bytes('built')));
    guest = new TestGuest({ root: tree });
    expect(rename('memory/sub', 'disk/sub')).toBe(0);
    expect([real('sub/built'), memory.entries.size]).toEqual(['built', 0]);
    expect(rename('disk/file', 'memory/file')).toBe(wasi.ERRNO_XDEV);
    expect(real('file')).toBe('content');
  });
});

describe('removing', () => {
  it('removes a file, which lives on for who has it open, and is not written again', () => {
    const removed = open('file');
    removed.write(bytes('CON'));
    expect(guest.call('path_unlink_file', 3, ...guest.string('file'))).toBe(0);
    expect(exists('file')).toBe(false);
    removed.write(bytes('TENT'));
    expect(content(removed)).toBe('CONTENT');
    flush();
    expect(exists('file')).toBe(false);
  });

  it('removes empty folders only, also when the disk knows more than we do', () => {
    const rmdir = (path: string) => guest.call('path_remove_directory', 3, ...guest.string(path));
    expect(rmdir('dir')).toBe(wasi.ERRNO_NOTEMPTY);
    expect(guest.call('path_unlink_file', 3, ...guest.string('dir/inner'))).toBe(0);
    fs.writeFileSync(join(disk, 'dir', 'made by another program'), '');
    expect(rmdir('dir')).toBe(wasi.ERRNO_NOTEMPTY);
    expect(exists('dir/made by another program')).toBe(true);
    fs.rmSync(join(disk, 'dir', 'made by another program'));
    expect([rmdir('dir'), exists('dir')]).toEqual([0, false]);
  });

  it('removes a link, not what it points to', () => {
    fs.symlinkSync('file', join(disk, 'link'));
    expect(guest.call('path_unlink_file', 3, ...guest.string('link'))).toBe(0);
    expect([exists('link'), real('file')]).toEqual([false, 'content']);
  });
});
