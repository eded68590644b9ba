// Tests how a build ends, and that no end loses a finished binary.
import { ToolchainError } from '../project/toolchain-error.ts';
import { expect, test } from 'vitest';
import { BuildState, type BuildInput } from './build-state.svelte.ts';
import { BinaryStore } from '../storage/binary-store.ts';
import type { Builder } from '../clients/builder.ts';
import { createFiles } from '../project/project.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import type { BuildEvent, BuildRequest, BuildResult } from '../clients/build.ts';

const linux = { goos: 'linux', goarch: 'amd64' };
const windows = { goos: 'windows', goarch: 'amd64' };
const times = { fetch: 1, build: 2, total: 3 };

/** A builder whose builds end when the test says so. */
class ControlledBuilder {
  readonly requests: BuildRequest[] = [];
  readonly ends: { resolve: (result: BuildResult) => void; reject: (error: unknown) => void }[] = [];
  onEvent: ((event: BuildEvent) => void)[] = [];

  build(request: BuildRequest, options: Parameters<Builder['build']>[1]): Promise<BuildResult> {
    this.requests.push(request);
    this.onEvent.push(options.onEvent);
    return new Promise((resolve, reject) => {
      this.ends.push({ resolve, reject });
      options.signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    });
  }
}

function setUp(store = new BinaryStore(100, [])) {
  const builder = new ControlledBuilder();
  return { builder, state: new BuildState(builder as unknown as Builder, store) };
}

function input(target = linux): BuildInput {
  const files = createFiles([{ path: 'main.go', content: 'package main\n' }]);
  return { files, revision: 1, target, settings: DEFAULT_SETTINGS };
}

function success(name: string): BuildResult {
  const binary = { bytes: new Uint8Array([1]), sha256: '00', name };
  return { status: 'exit', exitCode: 0, output: '', diagnostics: [], binary, times };
}

const failure: BuildResult = {
  status: 'exit',
  exitCode: 1,
  output: './main.go:1:1: bad\n',
  diagnostics: [{ file: 'main.go', line: 1, column: 1, message: 'bad', severity: 'error' }],
  times,
};

test('a failed build keeps the binary of the one before, which is no longer fresh', async () => {
  const { builder, state } = setUp();
  const first = state.start(input());
  builder.ends[0]!.resolve(success('hello'));
  await first;
  expect(state.fresh?.name).toBe('hello');
  // One byte is no format: the inspector's trouble must not cost the binary.
  expect(state.fresh?.description).not.toBe('');
  const second = state.start(input());
  builder.ends[1]!.resolve(failure);
  await second;
  expect(state.latest).toMatchObject({ status: 'exit', exitCode: 1, hasBinary: false });
  expect(state.diagnostics).toHaveLength(1);
  expect(state.finished.map(({ name }) => name)).toEqual(['hello']);
  expect(state.fresh).toBeUndefined();
});

test('results stay per target, newest first, and a build replaces the one for its own target', async () => {
  const { builder, state } = setUp();
  for (const [index, [name, target]] of (
    [
      ['a', linux],
      ['b', windows],
      ['c', linux],
    ] as const
  ).entries()) {
    const build = state.start(input(target));
    builder.ends[index]!.resolve(success(name));
    await build;
  }
  expect(state.finished.map(({ name }) => name)).toEqual(['c', 'b.exe']);
});

test('the latest build wins: what an earlier one still says is not heard', async () => {
  const { builder, state } = setUp();
  const first = state.start(input(linux));
  const second = state.start(input(windows));
  builder.onEvent[0]!({ type: 'output', text: 'late' });
  builder.ends[0]!.resolve(success('late'));
  await first;
  expect(state.latest).toEqual({ status: 'building', target: windows, output: '' });
  builder.ends[1]!.resolve(success('hello'));
  await second;
  expect(state.finished.map(({ name }) => name)).toEqual(['hello.exe']);
});

test('stop, a missing file and a crash are three different ends', async () => {
  const { builder, state } = setUp();
  const stopped = state.start(input());
  state.stop();
  await stopped;
  expect(state.latest.status).toBe('cancelled');

  const missing = state.start(input());
  builder.ends[1]!.reject(
    new ToolchainError({ file: 'tools/go.wasm', fault: { code: 'status', status: 404, text: '' } }),
  );
  await missing;
  expect(state.latest).toMatchObject({ status: 'unavailable', problem: { file: 'tools/go.wasm' } });

  const crashed = state.start(input());
  builder.onEvent[2]!({ type: 'output', text: 'so far' });
  builder.ends[2]!.reject(new Error('out of memory'));
  await crashed;
  expect(state.latest).toMatchObject({ status: 'crash', output: 'so far' });
  expect(state.latest.status === 'crash' && state.latest.message).toContain('out of memory');
});

test('progress shows while the build goes on', () => {
  const { builder, state } = setUp();
  void state.start(input());
  const progress = { phase: 'compile', done: 1, total: 9, package: 'fmt' } as const;
  builder.onEvent[0]!({ type: 'progress', progress });
  expect(state.latest).toMatchObject({ status: 'building', progress });
});

test('a finished binary is read from where it is kept, and goes when another takes its place', async () => {
  const store = new BinaryStore(100, []);
  const { builder, state } = setUp(store);
  for (const [index, name] of ['a', 'b'].entries()) {
    const build = state.start(input(linux));
    builder.ends[index]!.resolve(success(name));
    await build;
  }
  expect(state.finished).toHaveLength(1);
  expect([...new Uint8Array(await state.finished[0]!.binary.blob.arrayBuffer())]).toEqual([1]);
  expect(store.bytesInMemory).toBe(1);
});

test('a binary that cannot be kept is said, and the one before stays', async () => {
  const store = new BinaryStore(100, []);
  const { builder, state } = setUp(store);
  const first = state.start(input());
  builder.ends[0]!.resolve(success('a'));
  await first;
  store.put = () => Promise.reject(new RangeError('no memory left'));
  const second = state.start(input());
  builder.ends[1]!.resolve(success('b'));
  await second;
  expect(state.latest).toMatchObject({ status: 'crash', message: expect.stringContaining('no memory left') });
  expect(state.finished.map(({ name }) => name)).toEqual(['a']);
});
