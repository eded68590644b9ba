// Tests how processes start and end, on modules of a few bytes.
import { ToolchainError } from '../../src/project/toolchain-error.ts';
import { wasi } from '@bjorn3/browser_wasi_shim';
import { describe, expect, it, vi } from 'vitest';
import { MemoryPool } from './memory-pool.ts';
import { ProcessTable, toolFolder, type ProcessOptions } from './process.ts';
import { inputOf, InputStream, OutputStream } from '../wasi/descriptors.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** A section of a module. */
const section = (id: number, ...content: number[]) => [id, content.length, ...content];
const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];

/**
 * A module with a memory, one import of WASI with so many parameters (i32) and results as function 0, and `code` as the
 * body of _start, which is function 1 (https://webassembly.github.io/spec/core/binary/modules.html).
 */
function importing(
  call: string,
  parameters: number,
  results: number,
  ...code: number[]
): Uint8Array<ArrayBuffer> {
  return importingFrom('wasi_snapshot_preview1', call, parameters, results, ...code);
}

function importingFrom(
  module: string,
  call: string,
  parameters: number,
  results: number,
  ...code: number[]
): Uint8Array<ArrayBuffer> {
  const body = [0, ...code, 0x0b];
  const i32 = (count: number) => [count, ...Array<number>(count).fill(0x7f)];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 2, 0x60, ...i32(parameters), ...i32(results), 0x60, 0, 0),
    ...section(2, 1, ...name(module), ...name(call), 0, 0),
    ...section(3, 1, 1),
    ...section(5, 1, 0, 1),
    ...section(7, 2, ...name('_start'), 0, 1, ...name('memory'), 2, 0),
    ...section(10, 1, body.length, ...body),
  ]);
}

const program = (...code: number[]) => importing('proc_exit', 1, 0, ...code);

const exit = (code: number) => program(0x41, code, 0x10, 0); // i32.const code; call proc_exit
const trap = program(0x00); // unreachable
const recursion = program(0x10, 1); // call _start
const silent = program();

function table(executable: Uint8Array | undefined, options: Partial<ProcessOptions> = {}) {
  const root = new Folder();
  if (executable) root.put('bin/program', new RegularFile(executable));
  const none = () => undefined;
  const processes = new ProcessTable({ root, tool: none, versionLine: none, ...options });
  let output = '';
  const stream = new OutputStream((bytes) => void (output += new TextDecoder().decode(bytes)));
  const run = (path = '/bin/program', argv = ['program']) =>
    processes.run({ path, argv, env: [], cwd: '/', fds: [inputOf(new Uint8Array()), stream, stream] });
  return { processes, run, output: () => output };
}

/**
 * A tool as preparation leaves it, on an imported memory: traps unless the i32 at 16 is 0, sets it, and tells that 32 bytes
 * are in use.
 */
const borrowing = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, 2, 0x60, 1, 0x7f, 0, 0x60, 0, 0),
  ...section(2, 2, ...name('proc'), ...name('brk'), 0, 0, ...name('proc'), ...name('memory'), 2, 0, 1),
  ...section(3, 1, 1),
  ...section(7, 2, ...name('_start'), 0, 1, ...name('memory'), 2, 0),
  ...section(
    10,
    1,
    22,
    ...[0, 0x41, 16, 0x28, 2, 0, 0x04, 0x40, 0x00, 0x0b],
    ...[0x41, 16, 0x41, 7, 0x36, 2, 0, 0x41, 32, 0x10, 0, 0x0b],
  ),
]);

describe('a process', () => {
  it('is given WASI and the calls of processes, and with them no way to a network', () => {
    const { Instance } = WebAssembly;
    let given: WebAssembly.Imports = {};
    const spied = vi.spyOn(WebAssembly, 'Instance').mockImplementation(function (module, imports) {
      given = imports!;
      return new Instance(module, imports);
    });
    table(exit(0)).run();
    spied.mockRestore();
    expect(Object.keys(given).sort()).toEqual(['proc', 'wasi_snapshot_preview1']);
    expect(Object.keys(given['proc']!).sort()).toEqual(['file_hash', 'pipe', 'spawn', 'wait']);
    // What WASI has of sockets answers ENOTSUP, see preview1.test.ts.
    const kinds = Object.keys(given['wasi_snapshot_preview1']!).map((call) => call.replace(/_.*/, ''));
    expect([...new Set(kinds)].sort()).toEqual([
      'args',
      'clock',
      'environ',
      'fd',
      'path',
      'poll',
      'proc',
      'random',
      'sched',
      'sock',
    ]);
  });

  it('of a tool finds its memory empty, though the process before has used it', () => {
    const tool = new WebAssembly.Module(borrowing);
    const memories = new MemoryPool();
    const lent: WebAssembly.Memory[] = [];
    const take = memories.take.bind(memories);
    memories.take = () => {
      lent.push(take());
      return lent.at(-1)!;
    };
    const { run } = table(undefined, { tool: () => tool, memories });
    const path = `${toolFolder}/link`;
    expect([run(path, ['link']), run(path, ['link'])]).toEqual([0, 0]);
    expect(lent[1]).toBe(lent[0]);
  });

  it('ends with the code it gives to proc_exit, or 0', () => {
    expect([table(exit(7)).run(), table(exit(0)).run(), table(silent).run()]).toEqual([7, 0, 0]);
  });

  it.each([
    ['a trap', trap, 'unreachable'],
    ['endless recursion', recursion, 'Maximum call stack size exceeded'],
  ])('that ends with %s counts as crashed, and says so on stderr', (_, module, message) => {
    const { processes, run, output } = table(module);
    expect(run()).toBe(2);
    expect(processes.crashes).toMatchObject([
      { argv: ['program'], message: expect.stringContaining(message) },
    ]);
    expect(output()).toMatch(/^program: crashed: .*\n$/);
  });

  it.each([
    ['nothing there', undefined, wasi.ERRNO_NOENT],
    ['a script', new TextEncoder().encode('#!/bin/sh\n'), wasi.ERRNO_NOEXEC],
    ['an empty file', new Uint8Array(), wasi.ERRNO_NOEXEC],
  ])('is not started when there is %s', (_, content, code) => {
    expect(errno(() => table(content).run())).toEqual({ code });
  });

  // `go run` of a file that is damaged or made for another host: a matter of that file, not of the parent's.
  it.each([
    ['damaged module', exit(0).slice(0, -4)],
    ['module that imports what we have not', importing('no_such_call', 0, 0)],
    ['module for another host, such as js/wasm', importingFrom('gojs', 'runtime.wasmExit', 1, 0)],
  ])('is not started from a %s', (_, content) => {
    expect(errno(() => table(content).run())).toEqual({ code: wasi.ERRNO_NOEXEC });
  });

  it('is not started from any file where only tools run', () => {
    expect(errno(() => table(exit(0), { programs: 'refused' }).run())).toEqual({ code: wasi.ERRNO_ACCES });
  });

  it('that is confined is given WASI only: who may start a tool could have it write anywhere', () => {
    const starting = importingFrom('proc', 'spawn', 5, 1);
    expect(table(starting, { programs: 'free' }).run()).toBe(0);
    expect(errno(() => table(starting, { programs: 'confined' }).run())).toEqual({ code: wasi.ERRNO_NOEXEC });
    expect(table(exit(7), { programs: 'confined' }).run()).toBe(7);
  });

  it('that is confined may crash: that is how it ends, and nobody else', () => {
    const { processes, run, output } = table(trap, { programs: 'confined' });
    expect([run(), processes.crashes]).toEqual([2, []]);
    expect(output()).toMatch(/^program: crashed: .*unreachable.*\n$/);
  });

  it('is overheard where its owner wants to, and is passed on', () => {
    // fd_write(1, 0, 1, 8): the bytes 16..19, as an iovec at 0 says, which the code puts there.
    const storing = [0x41, 0, 0x41, 16, 0x36, 2, 0, 0x41, 4, 0x41, 3, 0x36, 2, 0];
    const writing = importing(
      'fd_write',
      4,
      1,
      ...storing,
      0x41,
      1,
      0x41,
      0,
      0x41,
      1,
      0x41,
      8,
      0x10,
      0,
      0x1a,
    );
    const heard: [path: string, length: number][] = [];
    const overhear = (path: string) => (bytes: Uint8Array) => void heard.push([path, bytes.length]);
    const { run, output } = table(writing, { overhear });
    run();
    expect([heard, output()]).toEqual([[['/bin/program', 3]], '\0\0\0']);
    const { run: again } = table(writing, { overhear: () => undefined });
    again();
    expect(heard).toHaveLength(1);
  });

  // The page offers to fetch such a file again; for a crash it offers a report.
  it('did not crash when a prepared file that it reads cannot be had', () => {
    const problem = new ToolchainError({
      file: 'blobs/x.bin',
      fault: { code: 'status', status: 404, text: '' },
    });
    const reading = importing('fd_read', 4, 1, 0x41, 0, 0x41, 0, 0x41, 1, 0x41, 0, 0x10, 0, 0x1a); // fd_read(0, 0, 1, 0)
    const { processes } = table(reading);
    const input = new InputStream(() => {
      throw problem;
    });
    expect(() => processes.run({ path: '/bin/program', argv: [], env: [], cwd: '/', fds: [input] })).toThrow(
      problem,
    );
  });

  it('is told of before and after', () => {
    const seen: unknown[] = [];
    const { run } = table(exit(3), {
      onSpawn: (argv) => void seen.push(argv),
      onExit: (argv, code, _, memory) => void seen.push([argv, code, memory]),
    });
    run();
    expect(seen).toEqual([['program'], [['program'], 3, 65536]]);
  });
});

describe('a tool', () => {
  const path = `${toolFolder}/compile`;
  const module = new WebAssembly.Module(exit(5));

  it('is taken by its name, from its folder only', () => {
    const { run } = table(exit(1), { tool: (tool) => (tool === 'compile' ? module : undefined) });
    expect([run(path), run('/bin/program')]).toEqual([5, 1]);
    expect(errno(() => run(`${toolFolder}/missing`))).toEqual({ code: wasi.ERRNO_NOENT });
  });

  it('need not start to tell its version', () => {
    const { run, output } = table(undefined, {
      tool: () => module,
      versionLine: (tool) => `${tool} version x\n`,
    });
    expect([run(path, ['compile', '-V=full']), output()]).toEqual([0, 'compile version x\n']);
    expect(run(path, ['compile', '-V=full', 'more'])).toBe(5);
  });

  it('that cannot be had is a problem of the toolchain, not an exit', () => {
    const problem = new ToolchainError({
      file: 'tools/compile.wasm',
      fault: { code: 'status', status: 404, text: '' },
    });
    const { run } = table(undefined, {
      tool: () => {
        throw problem;
      },
    });
    expect(() => run(path)).toThrow(problem);
  });
});

function errno(call: () => unknown): unknown {
  try {
    return call();
  } catch (thrown) {
    return thrown;
  }
}
