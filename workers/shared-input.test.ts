// Tests typed input through shared memory: what one side writes is what the other reads.
import { expect, it } from 'vitest';
import { SharedInputWriter } from '../src/clients/shared-input.ts';
import { RING_SIZE } from '../src/project/shared-ring.ts';
import { SharedInput } from './shared-input.ts';

it('gives what was written, in order, and then the end', () => {
  const writer = new SharedInputWriter();
  const told: boolean[] = [];
  const reader = new SharedInput(writer.input.buffer, (isWaiting) => told.push(isWaiting));
  writer.push(new Uint8Array([1, 2, 3]));
  const target = new Uint8Array(2);
  expect([reader.available, reader.take(target), [...target]]).toEqual([3, 2, [1, 2]]);
  writer.push(new Uint8Array([4]));
  expect([reader.take(target), [...target], reader.isEnded]).toEqual([2, [3, 4], false]);
  writer.end();
  reader.wait(Infinity);
  expect([reader.available, reader.isEnded]).toEqual([0, true]);
  expect(told).toEqual([true, false]);
});

it('carries more than the ring holds, around its end', async () => {
  const writer = new SharedInputWriter();
  const reader = new SharedInput(writer.input.buffer, () => {});
  const sent = Uint8Array.from({ length: 3 * RING_SIZE + 7 }, (_, i) => i % 251);
  writer.push(sent);
  writer.end();
  const got: number[] = [];
  while (!reader.isEnded || reader.available > 0) {
    const target = new Uint8Array(10_000);
    const count = reader.take(target);
    got.push(...target.subarray(0, count));
    if (count === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(got.length).toBe(sent.length);
  expect(Buffer.from(got).equals(Buffer.from(sent))).toBe(true);
  writer.close();
});
