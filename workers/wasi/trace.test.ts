// Tests that a watched process's calls are told in words, with what they gave.
import { expect, it } from 'vitest';
import { inputOf, OutputStream } from './descriptors.ts';
import { TestGuest } from './test-guest.ts';
import { CallTrace, type WatchedCall } from './trace.ts';

/** A guest whose calls are watched. */
function watched() {
  const calls: WatchedCall[] = [];
  const fds = [
    inputOf(new TextEncoder().encode('hello\nworld')),
    new OutputStream(() => {}),
    new OutputStream(() => {}),
  ];
  const guest = new TestGuest({ fds });
  const trace = new CallTrace(guest.preview1.memory, (call) => calls.push(call));
  const imports = trace.watch(guest.preview1.wasiImport as WebAssembly.ModuleImports);
  const call = (name: string, ...args: (number | bigint)[]) =>
    (imports[name] as (...args: (number | bigint)[]) => number)(...args);
  const lines = () => calls.map(({ name, args, result }) => `${name}(${args}) = ${result}`);
  return { guest, call, lines };
}

it('tells a file that is made, written and closed, by its name', () => {
  const { guest, call, lines } = watched();
  const result = guest.allocate(4);
  const rights = 2n | 64n;
  expect(call('path_open', 3, 1, ...guest.string('a.txt'), 1, rights, 0n, 0, result)).toBe(0);
  const fd = guest.uint32(result);
  const [pointer, length] = guest.string('text\n');
  call('fd_write', fd, guest.iovec(pointer, length), 1, guest.allocate(4));
  call('fd_close', fd);
  call('fd_close', fd);
  expect(lines()).toEqual([
    'path_open(3</>, FOLLOW, "a.txt", CREAT, RDWR, 0) = 4',
    'fd_write(4</a.txt>, "text\\n") = 5',
    'fd_close(4</a.txt>) = 0',
    'fd_close(4) = EBADF',
  ]);
});

it('shows paths in full, and of what is written the beginning', () => {
  const { guest, call, lines } = watched();
  const long = 'a'.repeat(100);
  call('path_unlink_file', 3, ...guest.string(long));
  call('fd_write', 1, guest.iovec(...guest.string(long)), 1, guest.allocate(4));
  expect(lines()).toEqual([
    `path_unlink_file(3</>, "${long}") = ENOENT`,
    `fd_write(1<stdout>, "${'a'.repeat(48)}"… 100 bytes) = 100`,
  ]);
});

it('shows what was read, not what was in the buffer', () => {
  const { guest, call, lines } = watched();
  const buffer = guest.allocate(64);
  call('fd_read', 0, guest.iovec(buffer, 5), 1, guest.allocate(4));
  call('fd_read', 0, guest.iovec(buffer, 64), 1, guest.allocate(4));
  expect(lines()).toEqual(['fd_read(0<stdin>, "hello") = 5', 'fd_read(0<stdin>, "\\nworld") = 6']);
});

it('tells of a file that is not there, and of the exit', () => {
  const { guest, call, lines } = watched();
  call('path_filestat_get', 3, 1, ...guest.string('missing'), guest.allocate(64));
  expect(() => call('proc_exit', 3)).toThrow();
  expect(lines()).toEqual(['path_filestat_get(3</>, FOLLOW, "missing") = ENOENT', 'proc_exit(3) = ?']);
});

it('survives pointers that lead nowhere', () => {
  const { call, lines } = watched();
  expect(() => call('fd_write', 1, 0xffff_fff0, 3, 0xffff_fff0)).toThrow(RangeError);
  call('path_unlink_file', 3, 0xffff_ff00, 20);
  expect(lines().at(-1)).toMatch(/^path_unlink_file\(3<\/>, ""\) = E/);
});
