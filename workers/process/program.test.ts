// Tests how a program ends: by itself, by a trap, or not even started.
import { describe, expect, it } from 'vitest';
import { inputOf, OutputStream } from '../wasi/descriptors.ts';
import { runProgram } from './program.ts';
import { emptyRoot } from './root.ts';

const ascii = (text: string) => [text.length, ...Buffer.from(text)];

/** Bodies of functions without locals: the first import called with 3, and a trap. */
const call3 = [0, 0x41, 3, 0x10, 0, 0x0b];
const unreachable = [0, 0x00, 0x0b];

/** A module with a memory of two pages that imports one function of an i32. */
function moduleThat({
  from = 'wasi_snapshot_preview1',
  name = 'proc_exit',
  body = call3,
}: {
  from?: string;
  name?: string;
  body?: number[];
}): Uint8Array {
  const section = (id: number, ...content: number[]) => [id, content.length, ...content];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 2, 0x60, 1, 0x7f, 0, 0x60, 0, 0),
    ...section(2, 1, ...ascii(from), ...ascii(name), 0, 0),
    ...section(3, 1, 1),
    ...section(5, 1, 0, 2),
    ...section(7, 2, ...ascii('memory'), 2, 0, ...ascii('_start'), 0, 1),
    ...section(10, 1, body.length, ...body),
  ]);
}

function run(bytes: Uint8Array, memory = 2 ** 20) {
  const fds = [inputOf(new Uint8Array(0)), new OutputStream(() => {}), new OutputStream(() => {})];
  return runProgram({ bytes, argv: ['x'], env: [], cwd: '/work', fds, root: emptyRoot(), memory });
}

describe('runProgram', () => {
  it('gives the exit code and the memory', async () => {
    expect(await run(moduleThat({}))).toEqual({ status: 'exit', exitCode: 3, memory: 2 * 65_536 });
  });

  it('tells a trap from an exit', async () => {
    const end = await run(moduleThat({ body: unreachable }));
    expect(end).toMatchObject({ status: 'crash', message: expect.stringContaining('unreachable') });
  });

  it('starts nothing that imports more than WASI’s calls, needs more memory, or is no module', async () => {
    expect((await run(moduleThat({ from: 'gojs' }))).status).toBe('unusable');
    expect((await run(moduleThat({ name: 'fetch' }))).status).toBe('unusable');
    expect((await run(moduleThat({}), 65_536)).status).toBe('unusable');
    expect((await run(new Uint8Array([1, 2, 3]))).status).toBe('unusable');
  });
});
