// Tests which range holds a byte.
import { expect, it } from 'vitest';
import { fieldRanges, rangeAt } from './byte-ranges.ts';

const field = (name: string, offset: number, size: number) => ({
  name,
  offset,
  size,
  value: 0,
  meaning: '',
  specification: '',
  sentence: '',
});

const ranges = fieldRanges({
  headers: [
    { name: 'late', offset: 100, size: 8, fields: [field('c', 104, 4), field('b', 100, 4)] },
    { name: 'early', offset: 4, size: 4, fields: [field('a', 4, 4)] },
  ],
  omitted: 0,
});

it.each([
  [0, undefined],
  [3, undefined],
  [4, 'a, early'],
  [7, 'a, early'],
  [8, undefined],
  [100, 'b, late'],
  [103, 'b, late'],
  [107, 'c, late'],
  [108, undefined],
])('byte %i belongs to %s', (offset, label) => {
  expect(rangeAt(ranges, offset)?.label).toBe(label);
});
