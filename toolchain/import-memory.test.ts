// Tests that a module whose memory is imported does the same on the memory it is given.
import { describe, expect, it } from 'vitest';
import { importMemory } from './import-memory.ts';

const section = (id: number, ...content: number[]) => [id, content.length, ...content];
const name = (text: string) => [text.length, ...Buffer.from(text)];

/** Exports its memory, and `add`, which adds what `env.value` returns to the i32 at address 8. */
const adding = (memory: number[] = section(5, 1, 0, 1)) =>
  new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 2, 0x60, 0, 1, 0x7f, 0x60, 0, 0),
    ...section(2, 1, ...name('env'), ...name('value'), 0, 0),
    ...section(3, 1, 1),
    ...memory,
    ...section(7, 2, ...name('add'), 0, 1, ...name('memory'), 2, 0),
    ...section(10, 1, 15, 0, 0x41, 8, 0x41, 8, 0x28, 2, 0, 0x10, 0, 0x6a, 0x36, 2, 0, 0x0b),
  ]);

describe('importMemory', () => {
  it('leaves the code alone and exports the memory that was given', () => {
    const module = new WebAssembly.Module(
      importMemory(adding(), 'proc', 'memory') as Uint8Array<ArrayBuffer>,
    );
    const memory = new WebAssembly.Memory({ initial: 3 });
    const env = { value: () => 5 };
    const { exports } = new WebAssembly.Instance(module, { env, proc: { memory } });
    (exports['add'] as () => void)();
    (exports['add'] as () => void)();
    expect(exports['memory']).toBe(memory);
    expect(new Int32Array(memory.buffer)[2]).toBe(10);
  });

  it('keeps the smallest size that the module was linked for', () => {
    const module = new WebAssembly.Module(
      importMemory(adding(section(5, 1, 0, 2)), 'proc', 'memory') as Uint8Array<ArrayBuffer>,
    );
    const memory = new WebAssembly.Memory({ initial: 1 });
    const start = () => new WebAssembly.Instance(module, { env: { value: () => 0 }, proc: { memory } });
    expect(start).toThrow(WebAssembly.LinkError);
  });

  it('refuses a module without a memory of its own', () => {
    expect(() => importMemory(adding([]), 'proc', 'memory')).toThrow('define one memory');
  });
});
