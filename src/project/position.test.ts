// Tests byte columns against text that is not ASCII.
import { expect, test } from 'vitest';
import { offsetOf, utf16Column } from './position.ts';

test.each([
  ['abc', 1, 1],
  ['abc', 3, 3],
  ['abc', 4, 4],
  ['abc', 99, 4],
  ['é := x', 7, 6],
  ['"世界", x', 11, 7],
  ['"😀", x', 9, 7],
  ['世', 2, 1],
  ['', 5, 1],
])('%j at byte column %i', (line, byteColumn, column) => {
  expect(utf16Column(line, byteColumn)).toBe(column);
});

test('an offset counts lines and byte columns', () => {
  const text = 'a\n世界 x\nlast';
  expect(text[offsetOf(text, 2, 8)]).toBe('x');
  expect(offsetOf(text, 9, 1)).toBe(text.length);
  expect(offsetOf(text, 3, 1)).toBe(text.indexOf('last'));
});
