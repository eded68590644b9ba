// Tests how a run ends, also when it is stopped before what runs it has been loaded.
import { expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import type { FinishedBinary } from './build-state.svelte.ts';
import { RunState } from './run-state.svelte.ts';
import { TerminalState } from './terminal-state.svelte.ts';

const started = vi.hoisted(() => [] as string[][]);
const closed = vi.hoisted(() => ({ screens: 0 }));

vi.mock('./program-runs.ts', () => ({
  prepareRun: () => {},
  inputWay: () => Promise.resolve('messages'),
  openTypedInput: () => ({ input: { kind: 'prepared', bytes: new Uint8Array() }, close: () => {} }),
  ProgramScreen: class {
    takeInput(): void {}
    show(): void {}
    close(): void {
      closed.screens++;
    }
  },
  FramedProgram: class {},
  RunningProgram: class {
    readonly ended = Promise.resolve({ status: 'exit', exitCode: 3, memory: 5, files: [] });

    constructor({ argv }: { argv: string[] }) {
      started.push(argv);
    }
  },
}));

const finished: FinishedBinary = {
  name: 'hello.wasm',
  target: { goos: 'wasip1', goarch: 'wasm' },
  binary: { blob: new Blob(['bytes']), sha256: '' },
  description: '',
  times: { fetch: 0, build: 0, total: 0 },
  revision: 1,
  files: [],
  settings: DEFAULT_SETTINGS,
  builtAt: new Date(0),
};

function newRun(): RunState {
  return new RunState(new TerminalState(), () => Promise.resolve(undefined));
}

test('a program runs with its arguments and ends as it ends', async () => {
  const run = newRun();
  run.args = 'a "b c"';
  await run.start(finished, []);
  expect(started.at(-1)).toEqual(['hello.wasm', 'a', 'b c']);
  expect(run.latest).toMatchObject({ status: 'exit', exitCode: 3, memory: 5 });
  expect(closed.screens).toBe(1);
});

test('stopped before anything could start, nothing starts', async () => {
  const run = newRun();
  const before = started.length;
  const end = run.start(finished, []);
  run.stop();
  await end;
  expect(run.latest.status).toBe('cancelled');
  expect(started).toHaveLength(before);
});

test('a program for js/wasm without its runtime says so', async () => {
  const run = newRun();
  await run.start({ ...finished, target: { goos: 'js', goarch: 'wasm' } }, []);
  expect(run.latest).toEqual({ status: 'no runtime' });
});
