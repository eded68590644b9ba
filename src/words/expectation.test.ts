// Tests that each thing a reader expected is told with its values.
import { expect, it } from 'vitest';
import type { Expectation } from '../binary/read/expectation.ts';
import { expectationSentence, problemSentence } from './expectation.ts';

it.each<[Expectation, string]>([
  [{ code: 'one of', values: ['4', '8'] }, '4 or 8'],
  [{ code: 'one of', values: ['0x1eb', '0x647', '0x8a97'] }, '0x1eb, 0x647, or 0x8a97'],
  [{ code: 'range', least: 0, most: 4 }, '0 to 4'],
  [{ code: 'range', least: 1, most: 64, of: 'slices' }, '1 to 64 slices'],
  [{ code: 'at most', most: 100, of: 'load commands' }, 'at most 100 load commands'],
  [{ code: 'at most', most: 1, of: 'entries' }, 'at most 1 entry'],
  [{ code: 'bytes inside', size: 1, room: 0 }, '1 byte within the 0 that there are'],
  [{ code: 'bytes inside', size: 64, room: 40 }, '64 bytes within the 40 that there are'],
  [{ code: 'entry size', least: 64, found: 8 }, 'entries of at least 64 bytes, not 8'],
  [{ code: 'zeros', count: 1 }, 'a zero byte before the end of the table'],
  [{ code: 'zeros', count: 2 }, '2 zero bytes before the end of the table'],
  [{ code: 'number', base: 'octal' }, 'an octal number'],
  [{ code: 'magic number', format: 'Mach-O' }, 'the magic number of Mach-O'],
  [{ code: 'unpacked', size: 5 }, 'no more than 5 bytes unpacked'],
  [{ code: 'unpacked', size: 5, files: 2 }, 'no more than 5 bytes and 2 files unpacked'],
  [{ code: 'unbroken', message: 'invalid block type' }, 'an unbroken file (invalid block type)'],
  [{ code: 'distinct names' }, 'names that do not repeat the table over and over'],
])('%o', (expected, sentence) => {
  expect(expectationSentence(expected)).toBe(sentence);
});

it('names the field and where it stands', () => {
  const problem = { field: 'e_shoff', offset: 40, expected: { code: 'page hashes' } } as const;
  expect(problemSentence(problem)).toBe('e_shoff at offset 0x28: expected one per page');
});
