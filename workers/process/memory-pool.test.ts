// Tests that a memory is lent again, all zeros, and that a big one is not kept.
import { describe, expect, it } from 'vitest';
import { MemoryPool } from './memory-pool.ts';

describe('MemoryPool', () => {
  it('lends again what was given back, cleared as far as it was used', () => {
    const pool = new MemoryPool();
    const memory = pool.take();
    const bytes = new Uint8Array(memory.buffer);
    bytes.fill(1, 1000, 5000);
    pool.giveBack(memory, 5000);
    expect(pool.take()).toBe(memory);
    expect(bytes.subarray(0, 6000).every((byte) => byte === 0)).toBe(true);
  });

  it('never lends one memory to two processes', () => {
    const pool = new MemoryPool();
    expect(pool.take()).not.toBe(pool.take());
  });

  it('does not keep a memory of which a lot was used', () => {
    const pool = new MemoryPool();
    const memory = pool.take();
    pool.giveBack(memory, 257 * 1024 * 1024);
    expect(pool.take()).not.toBe(memory);
  });
});
