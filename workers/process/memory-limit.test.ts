// Tests that a module's memory cannot grow beyond what is written into it.
import { expect, it } from 'vitest';
import { limitMemory } from './memory-limit.ts';

const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const exported = [7, 5, 1, 1, 0x6d, 2, 0];

/** A module that exports a memory "m" of these limits. */
const moduleWith = (...limits: number[]) =>
  new Uint8Array([...header, 5, 1 + limits.length, 1, ...limits, ...exported]);

async function memoryOf(bytes: Uint8Array | undefined): Promise<WebAssembly.Memory> {
  const { instance } = await WebAssembly.instantiate(bytes as Uint8Array<ArrayBuffer>, {});
  return instance.exports['m'] as WebAssembly.Memory;
}

it('lets a memory grow to the limit and no further', async () => {
  const memory = await memoryOf(limitMemory(moduleWith(0, 2), 5 * 65_536));
  expect(memory.grow(3)).toBe(2);
  expect(() => memory.grow(1)).toThrow(RangeError);
});

it('leaves a smaller maximum of the module', async () => {
  const memory = await memoryOf(limitMemory(moduleWith(1, 1, 3), 2 ** 32));
  memory.grow(2);
  expect(() => memory.grow(1)).toThrow(RangeError);
});

it('writes numbers of several bytes', async () => {
  const memory = await memoryOf(limitMemory(moduleWith(0, 1), 2 ** 30));
  expect(() => memory.grow(2 ** 14)).toThrow(RangeError);
  expect(memory.grow(2 ** 14 - 1)).toBe(1);
});

it('refuses what needs more at once, and what is no module', () => {
  expect(limitMemory(moduleWith(0, 9), 8 * 65_536)).toBeUndefined();
  expect(limitMemory(new Uint8Array([1, 2, 3]), 65_536)).toBeUndefined();
  expect(limitMemory(new Uint8Array([...header, 5, 200, 200]), 65_536)).toBeUndefined();
  expect(limitMemory(new Uint8Array(header), 65_536)).toBeUndefined();
});
