// Tests what belongs to a process as a whole: argv, environment, preopen, refusals.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { expect, it } from 'vitest';
import { NullDescriptor } from './descriptors.ts';
import { Folder } from './folder.ts';
import { NullDevice } from './null-device.ts';
import { RegularFile } from './regular-file.ts';
import { TestGuest } from './test-guest.ts';

/** Calls *_sizes_get and *_get as a guest does, with a guard behind the buffer. */
function strings(guest: TestGuest, call: 'args' | 'environ'): string[] {
  const sizes = guest.allocate(8);
  expect(guest.call(`${call}_sizes_get`, sizes, sizes + 4)).toBe(0);
  const [count, size] = [guest.uint32(sizes), guest.uint32(sizes + 4)];
  const pointers = guest.allocate(4 * count);
  const buffer = guest.allocate(size + 8);
  guest.bytes(buffer + size, 8).fill(0xaa);
  expect(guest.call(`${call}_get`, pointers, buffer)).toBe(0);
  expect(guest.bytes(buffer + size, 8).every((byte) => byte === 0xaa)).toBe(true);
  expect(guest.uint32(pointers)).toBe(buffer);
  const text = new TextDecoder().decode(guest.bytes(buffer, size));
  expect(text.endsWith('\0')).toBe(true);
  return text.slice(0, -1).split('\0');
}

it('counts and writes non-ASCII arguments in UTF-8', () => {
  const argv = ['größe', '', '世界', '🙂'];
  expect(strings(new TestGuest({ argv }), 'args')).toEqual(argv);
});

it('counts and writes a non-ASCII environment in UTF-8', () => {
  const env = ['A=1', 'PFAD=/äöü', '🙂=世界'];
  expect(strings(new TestGuest({ env }), 'environ')).toEqual(env);
});

it('answers ENOTDIR for descriptors that are no preopen, and EBADF behind the last: Go panics on anything else', () => {
  const file = new RegularFile();
  const fds = [new NullDescriptor(new NullDevice()), undefined, undefined, file.open(readOnly)];
  const guest = new TestGuest({ fds });
  const prestat = guest.allocate(8);
  const answers = [0, 1, 3, 4, 5].map((fd) => guest.call('fd_prestat_get', fd, prestat));
  expect(answers).toEqual([wasi.ERRNO_NOTDIR, wasi.ERRNO_BADF, 0, wasi.ERRNO_NOTDIR, wasi.ERRNO_BADF]);
});

it('has one preopen, "/": with a second one Go would confuse /tmp and /tmpdir', () => {
  const root = new Folder();
  root.put('tmp/file', new RegularFile(new Uint8Array(1)));
  root.put('tmpdir/file', new RegularFile(new Uint8Array(2)));
  const guest = new TestGuest({ root });
  const [prestat, name] = [guest.allocate(8), guest.allocate(1)];
  expect(guest.call('fd_prestat_get', 3, prestat)).toBe(0);
  expect(guest.uint32(prestat + 4)).toBe(1);
  expect(guest.call('fd_prestat_dir_name', 3, name, 1)).toBe(0);
  expect(guest.bytes(name, 1)[0]).toBe('/'.charCodeAt(0));
  const stat = guest.allocate(64);
  const sizes = ['tmp/file', 'tmpdir/file'].map((path) => {
    expect(guest.call('path_filestat_get', 3, 0, ...guest.string(path), stat)).toBe(0);
    return guest.uint64(stat + 32);
  });
  expect(sizes).toEqual([1n, 2n]);
});

it('refuses sockets and signals with an errno instead of ending the guest', () => {
  const guest = new TestGuest();
  for (const name of ['sock_accept', 'sock_recv', 'sock_send', 'sock_shutdown', 'proc_raise'])
    expect(guest.call(name, 0, 0, 0, 0, 0, 0)).toBe(wasi.ERRNO_NOTSUP);
});

it('sees the memory after it has grown', () => {
  const guest = new TestGuest();
  const pointer = guest.allocate(8);
  expect(guest.call('clock_time_get', 0, 0n, pointer)).toBe(0);
  guest.memory.grow(10);
  const high = guest.memory.buffer.byteLength - 8;
  expect(guest.call('clock_time_get', 0, 0n, high)).toBe(0);
  expect(guest.uint64(high)).toBeGreaterThan(0n);
});

it('answers EFAULT for a buffer outside the memory', () => {
  const guest = new TestGuest();
  expect(guest.call('path_unlink_file', 3, 0xffff_fff0, 100)).toBe(wasi.ERRNO_FAULT);
});

it('answers EILSEQ for a path that is not UTF-8', () => {
  const guest = new TestGuest();
  const pointer = guest.allocate(1);
  guest.bytes(pointer, 1)[0] = 0xff;
  expect(guest.call('path_create_directory', 3, pointer, 1)).toBe(wasi.ERRNO_ILSEQ);
});

const readOnly = { read: true, write: false, truncate: false, append: false };
