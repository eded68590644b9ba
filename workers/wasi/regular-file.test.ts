// Tests what files keep: shared bytes, lazy bytes, growth, digests.
import { describe, expect, it, vi } from 'vitest';
import { RegularFile } from './regular-file.ts';

const text = (file: RegularFile) => new TextDecoder().decode(file.bytes);
const bytes = (content: string) => new TextEncoder().encode(content);

describe('a file that is a view into a fetched blob', () => {
  const blob = () => bytes('before|content|after');
  const view = (whole: Uint8Array) => new RegularFile(whole.subarray(7, 14));

  it('shares the bytes until it is written to', () => {
    const whole = blob();
    expect(view(whole).bytes.buffer).toBe(whole.buffer);
  });

  it.each([
    ['written to', (file: RegularFile) => file.write(bytes('CON'), 0), 'CONtent'],
    ['appended to', (file: RegularFile) => file.write(bytes('!'), 7), 'content!'],
    ['cut', (file: RegularFile) => file.resize(3), 'con'],
    ['lengthened', (file: RegularFile) => file.resize(8), 'content\0'],
  ])('leaves the blob as it was when %s', (_, change, expected) => {
    const whole = blob();
    const file = view(whole);
    change(file);
    expect(text(file)).toBe(expected);
    expect(whole).toEqual(blob());
  });
});

describe('a lazy file', () => {
  it('knows its size without loading, and loads once', () => {
    const load = vi.fn(() => bytes('content'));
    const file = RegularFile.lazy(7, load, 5n);
    expect(file.size).toBe(7);
    expect(file.stat().size).toBe(7n);
    expect(load).not.toHaveBeenCalled();
    expect([text(file), text(file)]).toEqual(['content', 'content']);
    expect(load).toHaveBeenCalledTimes(1);
    expect(file.modified).toBe(5n);
  });

  it('asks again when loading failed', () => {
    const load = vi.fn(() => bytes('content'));
    load.mockImplementationOnce(() => {
      throw new Error('offline');
    });
    const file = RegularFile.lazy(7, load);
    expect(() => file.bytes).toThrow('offline');
    expect(text(file)).toBe('content');
  });

  it('is loaded before part of it is written, and not at all when it is replaced', () => {
    const load = vi.fn(() => bytes('content'));
    const written = RegularFile.lazy(7, load);
    written.write(bytes('C'), 0);
    expect(text(written)).toBe('Content');
    const replaced = RegularFile.lazy(7, load);
    replaced.bytes = bytes('new');
    expect([text(replaced), replaced.size]).toEqual(['new', 3]);
    expect(load).toHaveBeenCalledTimes(1);
  });
});

it.each([
  ['write', (file: RegularFile) => file.write(bytes('x'), 0)],
  ['resize', (file: RegularFile) => file.resize(1)],
  ['replacement', (file: RegularFile) => void (file.bytes = bytes('x'))],
  [
    'truncating open',
    (file: RegularFile) => void file.open({ read: false, write: true, truncate: true, append: false }),
  ],
])('forgets digest and time at a %s', (_, change) => {
  const file = new RegularFile(bytes('content'), 5n);
  file.digest = () => new Uint8Array(32);
  change(file);
  expect(file.digest).toBeUndefined();
  expect(file.modified).toBeGreaterThan(5n);
});

it('takes 64 MiB in small appends without copying them over and over', () => {
  const chunk = new Uint8Array(4096).fill(1);
  const file = new RegularFile();
  const copied = countCopiedBytes(() => {
    for (let i = 0; i < 16384; i++) file.write(chunk, file.size);
  });
  expect(file.size).toBe(64 << 20);
  expect(file.bytes.at(-1)).toBe(1);
  expect(copied).toBeLessThan(3 * (64 << 20));
});

/** The bytes that typed arrays copied with set() during `work`. */
function countCopiedBytes(work: () => void): number {
  const prototype = Object.getPrototypeOf(Uint8Array.prototype) as { set: Uint8Array['set'] };
  const { set } = prototype;
  let copied = 0;
  prototype.set = function (this: Uint8Array, source: ArrayLike<number>, offset?: number) {
    copied += source.length;
    set.call(this, source, offset);
  };
  try {
    work();
  } finally {
    prototype.set = set;
  }
  return copied;
}

it('reads zeros where nothing was written, also after it was cut and lengthened again', () => {
  const file = new RegularFile();
  file.write(bytes('abcdef'), 0);
  file.resize(2);
  file.write(bytes('z'), 4);
  expect(text(file)).toBe('ab\0\0z');
});
