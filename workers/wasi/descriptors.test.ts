// Tests open files, streams and pipes.
import { wasi } from '@bjorn3/browser_wasi_shim';
import { expect, it } from 'vitest';
import { inputOf, OpenFile, OutputStream, Pipe, type Descriptor } from './descriptors.ts';
import { NullDevice } from './null-device.ts';
import { RegularFile } from './regular-file.ts';

const bytes = (content: string) => new TextEncoder().encode(content);
const both = { read: true, write: true, truncate: false, append: false };

/** Reads at most `size` bytes. */
function read(descriptor: Descriptor, size: number): string {
  const target = new Uint8Array(size);
  return new TextDecoder().decode(target.subarray(0, descriptor.read(target)));
}

it('shares the position of a description, as a child does that inherits it, but not that of another', () => {
  const file = new RegularFile(bytes('0123456789'));
  const [mine, other] = [new OpenFile(file, both), new OpenFile(file, both)];
  expect([read(mine, 4), read(mine, 4), read(other, 2)]).toEqual(['0123', '4567', '01']);
  mine.write(bytes('XY'));
  expect(read(other, 20)).toBe('234567XY');
});

it('does not move the position with pread and pwrite', () => {
  const open = new OpenFile(new RegularFile(bytes('0123456789')), both);
  open.seek(3, wasi.WHENCE_SET);
  open.pwrite(bytes('AB'), 5);
  const target = new Uint8Array(3);
  expect(open.pread(target, 4)).toBe(3);
  expect(new TextDecoder().decode(target)).toBe('4AB');
  expect(open.seek(0, wasi.WHENCE_CUR)).toBe(3);
});

it('refuses what the file was not opened for', () => {
  const file = new RegularFile(bytes('x'));
  const errno = (call: () => unknown) => {
    try {
      return call();
    } catch (thrown) {
      return thrown;
    }
  };
  const [reading, writing] = [
    new OpenFile(file, { ...both, write: false }),
    new OpenFile(file, { ...both, read: false }),
  ];
  expect(errno(() => reading.write(bytes('y')))).toEqual({ code: wasi.ERRNO_BADF });
  expect(errno(() => reading.resize(0))).toEqual({ code: wasi.ERRNO_INVAL });
  expect(errno(() => writing.read(new Uint8Array(1)))).toEqual({ code: wasi.ERRNO_BADF });
  expect(new TextDecoder().decode(file.bytes)).toBe('x');
});

it('queues what is written to a pipe, across reads of any size, and ends when it is empty', () => {
  const { reader, writer } = new Pipe();
  writer.write(bytes('hello '));
  writer.write(bytes('world'));
  expect([read(reader, 4), read(reader, 100), read(reader, 3), read(reader, 100), read(reader, 100)]).toEqual(
    ['hell', 'o ', 'wor', 'ld', ''],
  );
  writer.write(bytes('more'));
  expect(read(reader, 100)).toBe('more');
});

it('does not take a write of nothing for the end of a pipe', () => {
  const { reader, writer } = new Pipe();
  writer.write(new Uint8Array(0));
  writer.write(bytes('after'));
  expect(read(reader, 100)).toBe('after');
});

it('keeps what is written to a pipe when the writer reuses its buffer', () => {
  const { reader, writer } = new Pipe();
  const buffer = bytes('first');
  writer.write(buffer);
  buffer.set(bytes('other'));
  expect(read(reader, 100)).toBe('first');
});

it('takes 200,000 small writes to a pipe in time that grows with their number', () => {
  const { reader, writer } = new Pipe();
  const began = performance.now();
  for (let i = 0; i < 200_000; i++) writer.write(bytes('x'));
  let count = 0;
  while (read(reader, 1) !== '') count++;
  expect(count).toBe(200_000);
  expect(performance.now() - began).toBeLessThan(20_000);
});

it('reads given input to its end', () => {
  const input = inputOf(bytes('abcde'));
  expect([read(input, 3), read(input, 3), read(input, 3)]).toEqual(['abc', 'de', '']);
});

it('hands output on, and swallows what goes to /dev/null', () => {
  const written: string[] = [];
  new OutputStream((part) => void written.push(new TextDecoder().decode(part))).write(bytes('out'));
  expect(written).toEqual(['out']);
  const none = new NullDevice().open() as Descriptor;
  expect([none.write(bytes('gone')), read(none, 10)]).toEqual([4, '']);
  expect(none.stat().filetype).toBe(wasi.FILETYPE_CHARACTER_DEVICE);
});
