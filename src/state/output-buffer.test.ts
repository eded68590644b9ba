// Tests that the output stays bounded, ordered and whole at its end.
import { expect, test } from 'vitest';
import { OutputBuffer } from './output-buffer.ts';

const textOf = (buffer: OutputBuffer) => buffer.chunks.map((chunk) => chunk.text).join('');

test('streams stay apart and in order, and neighbours of one stream join', () => {
  const buffer = new OutputBuffer(1000);
  buffer.append('stdout', 'a');
  buffer.append('stdout', 'b');
  buffer.append('stderr', 'c');
  buffer.append('stdout', 'd');
  expect(buffer.chunks.map(({ stream, text }) => [stream, text])).toEqual([
    ['stdout', 'ab'],
    ['stderr', 'c'],
    ['stdout', 'd'],
  ]);
  expect(buffer.dropped).toBe(0);
});

test('a program that prints in a loop is held to the limit, and the end is kept', () => {
  const buffer = new OutputBuffer(20_000);
  let written = 0;
  for (let n = 0; n < 10_000; n++) {
    const line = `line ${n}\n`;
    written += line.length;
    buffer.append('stdout', line);
  }
  const text = textOf(buffer);
  expect(text.length).toBeLessThanOrEqual(20_000);
  expect(text.length).toBeGreaterThan(15_000);
  expect(text.endsWith('line 9998\nline 9999\n')).toBe(true);
  expect(buffer.dropped + text.length).toBe(written);
});

test('one huge piece is cut to its end', () => {
  const buffer = new OutputBuffer(10_000);
  buffer.append('stderr', 'x'.repeat(50_000) + 'end');
  expect(textOf(buffer)).toHaveLength(10_000);
  expect(textOf(buffer).endsWith('xend')).toBe(true);
  expect(buffer.dropped).toBe(40_003);
});

test('many tiny alternating pieces stay bounded too', () => {
  const buffer = new OutputBuffer(100);
  for (let n = 0; n < 1000; n++) buffer.append(n % 2 ? 'stderr' : 'stdout', 'x');
  expect(buffer.chunks.length).toBeLessThanOrEqual(100);
});
