// Tests how sizes and times are written.
import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatSize } from './numbers.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [1234567, '1.23 MB'],
  [999_900, '1.00 MB'],
  [45_600_000, '45.6 MB'],
  [168_000_000, '168 MB'],
])('%i bytes', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test('counts, bytes in full and durations', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(formatCount(2n ** 53n)).toBe('9,007,199,254,740,992');
  expect(formatBytes(1234567)).toBe('1,234,567 bytes');
  expect(formatBytes(1)).toBe('1 byte');
  expect(formatDuration(349.6)).toBe('350 ms');
  expect(formatDuration(2412)).toBe('2.41 s');
  expect(formatDuration(61_000)).toBe('61.0 s');
});
