// Tests what the queue to the screen keeps and drops.
import { expect, it } from 'vitest';
import { OutputQueue } from './output-queue.ts';

const encoder = new TextEncoder();
const text = (bytes?: Uint8Array) => new TextDecoder().decode(bytes);

it('gives back what was pushed, in pieces', () => {
  const queue = new OutputQueue(100);
  queue.push(encoder.encode('abc'));
  queue.push(encoder.encode('defg'));
  expect(text(queue.take(5)?.bytes)).toBe('abcde');
  expect(text(queue.take(5)?.bytes)).toBe('fg');
  expect(queue.take(5)).toBeUndefined();
});

it('drops whole lines from the front when it is full, and counts them once', () => {
  const queue = new OutputQueue(12);
  for (let line = 0; line < 10; line++) queue.push(encoder.encode(`line ${line}\n`));
  const piece = queue.take(100);
  expect(text(piece?.bytes)).toBe('line 9\n');
  expect(piece?.dropped).toBe(9 * 7);
  queue.push(encoder.encode('more'));
  expect(queue.take(100)?.dropped).toBe(0);
});

it('keeps the end of a piece that is too long by itself', () => {
  const queue = new OutputQueue(8);
  queue.push(encoder.encode('one\ntwo\nthree\nfour\n'));
  expect(text(queue.take(100)?.bytes)).toBe('four\n');
  expect(queue.length).toBe(0);
});
