// Tests the fd_* calls that Go leans on: directory listings, file stats, numbers.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { expect, it } from 'vitest';
import { Folder } from './folder.ts';
import type { Node } from './node.ts';
import { RegularFile } from './regular-file.ts';
import { TestGuest } from './test-guest.ts';

/** A folder that counts how often its entries are asked for. */
class CountingFolder extends Folder {
  asked = 0;

  override get entries(): Map<string, Node> {
    this.asked++;
    return super.entries;
  }
}

/** Lists a directory as Go does: with a buffer of 8 KiB, again from the last whole entry. `between` runs after each call. */
function list(
  guest: TestGuest,
  fd: number,
  between: () => void = () => {},
): { names: string[]; calls: number } {
  const [buffer, used, size] = [guest.allocate(8192), guest.allocate(4), 8192];
  const names: string[] = [];
  let cookie = 0n;
  for (let calls = 1; ; calls++) {
    expect(guest.call('fd_readdir', fd, buffer, size, cookie, used)).toBe(0);
    const end = guest.uint32(used);
    for (let at = 0; at + 24 <= end;) {
      const next = at + 24 + guest.uint32(buffer + at + 16);
      if (next > end) break;
      names.push(new TextDecoder().decode(guest.bytes(buffer + at + 24, next - at - 24)));
      cookie = guest.uint64(buffer + at);
      at = next;
    }
    if (end < size) return { names, calls };
    between();
  }
}

function folderOf(count: number): CountingFolder {
  const folder = new CountingFolder();
  const entries = folder.entries;
  for (let i = 0; i < count; i++) entries.set(`entry-${i}`, new RegularFile());
  folder.asked = 0;
  return folder;
}

it('lists 10,000 entries by looking at the folder once', () => {
  const folder = folderOf(10_000);
  const guest = new TestGuest();
  guest.root.entries.set('big', folder);
  const fd = guest.open('big', wasi.OFLAGS_DIRECTORY);
  folder.asked = 0;
  const { names, calls } = list(guest, fd);
  expect(names).toHaveLength(10_000);
  expect(new Set(names).size).toBe(10_000);
  expect(calls).toBeGreaterThan(40);
  expect(folder.asked).toBe(1);
});

it('gives every entry once while others are made and removed', () => {
  const folder = folderOf(2000);
  const guest = new TestGuest();
  guest.root.entries.set('busy', folder);
  let step = 0;
  const { names } = list(guest, guest.open('busy', wasi.OFLAGS_DIRECTORY), () => {
    folder.remove(`entry-${step}`);
    folder.remove(`entry-${1999 - step}`);
    folder.create(`new-${step++}`);
  });
  expect(step).toBeGreaterThan(5);
  expect(names).toEqual(Array.from({ length: 2000 }, (_, i) => `entry-${i}`));
});

it('starts a new listing at cookie 0', () => {
  const guest = new TestGuest();
  const fd = guest.open('.', wasi.OFLAGS_DIRECTORY);
  guest.root.create('one');
  expect(list(guest, fd).names).toEqual(['one']);
  guest.root.create('two');
  expect(list(guest, fd).names).toEqual(['one', 'two']);
});

it('puts every field of filestat where WASI wants it', () => {
  const guest = new TestGuest();
  const file = new RegularFile(new Uint8Array(7));
  file.setTimes({ accessed: 0x1111_2222_3333_4444n, modified: 0x5555_6666_7777_8888n });
  guest.root.entries.set('file', file);
  const stat = guest.allocate(72);
  guest.bytes(stat, 72).fill(0xff);
  expect(guest.call('fd_filestat_get', guest.open('file'), stat)).toBe(0);
  const fields = Array.from({ length: 8 }, (_, i) => guest.uint64(stat + 8 * i));
  const { ino, modified } = file;
  expect(fields).toEqual([0n, ino, 4n, 1n, 7n, 0x1111_2222_3333_4444n, modified, modified]);
  expect(guest.uint64(stat + 64)).toBe(0xffff_ffff_ffff_ffffn);
});

it('gives the lowest free number', () => {
  const guest = new TestGuest();
  const open = () => guest.open('file', wasi.OFLAGS_CREAT);
  expect([open(), open()]).toEqual([0, 1]);
  expect([open(), open(), open()]).toEqual([2, 4, 5]);
  for (const fd of [4, 1]) expect(guest.call('fd_close', fd)).toBe(0);
  expect([open(), open(), open()]).toEqual([1, 4, 6]);
  expect(guest.call('fd_close', 99)).toBe(wasi.ERRNO_BADF);
});

it('does not end the guest on sizes and offsets that no file can have', () => {
  const guest = new TestGuest();
  const fd = guest.open('file', wasi.OFLAGS_CREAT);
  const iovec = guest.iovec(...guest.string('x'));
  const result = guest.allocate(8);
  expect(guest.call('fd_filestat_set_size', fd, 1n << 50n)).toBe(wasi.ERRNO_FBIG);
  expect(guest.call('fd_filestat_set_size', fd, -1n)).toBe(wasi.ERRNO_INVAL);
  expect(guest.call('fd_pwrite', fd, iovec, 1, -1n, result)).toBe(wasi.ERRNO_INVAL);
  expect(guest.call('fd_pread', fd, iovec, 1, -1n, result)).toBe(wasi.ERRNO_INVAL);
  expect(guest.call('fd_seek', fd, 1n << 50n, wasi.WHENCE_SET, result)).toBe(0);
  expect(guest.call('fd_write', fd, iovec, 1, result)).toBe(wasi.ERRNO_FBIG);
});
