// Tests how tests are asked for, and that each run shows its own outcome and no other's.
import { expect, it } from 'vitest';
import type { GoCommand, GoEvent, GoResult } from '../../workers/protocol/go.ts';
import { createFiles } from '../project/project.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import type { CommandOptions } from '../clients/builder.ts';
import { coverageProfile } from './test-run.ts';
import { TestState } from './test-state.svelte.ts';

const input = {
  files: createFiles([{ path: 'go.mod', content: 'module example.com/hello\n' }]),
  revision: 1,
  settings: DEFAULT_SETTINGS,
};
const event = (action: string, test: string, more: object = {}) =>
  `${JSON.stringify({ Action: action, Package: 'example.com/hello', ...(test && { Test: test }), ...more })}\n`;

/** A state whose commands print `output` and end with `end`. */
function setUp(output: string, end: Partial<Extract<GoResult, { status: 'exit' }>> = {}) {
  const commands: GoCommand[] = [];
  const told: GoEvent[] = [{ type: 'output', stream: 'stdout', text: output }];
  const state = new TestState((command: GoCommand, { onEvent }: CommandOptions) => {
    commands.push(command);
    told.forEach(onEvent);
    const times = { fetch: 0, run: 1, total: 1 };
    const result = {
      status: 'exit' as const,
      exitCode: 0,
      output,
      stdout: output,
      diagnostics: [],
      files: [],
      times,
    };
    return Promise.resolve({ ...result, ...end });
  });
  return { state, commands, told };
}

it('asks with the flags that the fields say, for wasip1', async () => {
  const { state, commands } = setUp('');
  await state.start(input);
  Object.assign(state.options, {
    packages: './lib ./x',
    run: 'TestA|B',
    count: '3',
    short: true,
    shuffle: true,
  });
  Object.assign(state.options, { bench: '.', coverage: true, verbose: true, benchtime: '10x' });
  await state.start(input, ['-failfast']);
  expect(commands.map(({ args }) => args.join(' '))).toEqual([
    'test -json ./...',
    `test -json -run=TestA|B -bench=. -benchmem -benchtime=10x -count=3 -short -v -shuffle=on -coverprofile=${coverageProfile} -failfast ./lib ./x`,
  ]);
  expect(commands[0]!.target).toEqual({ goos: 'wasip1', goarch: 'wasm' });
});

it('runs again what failed, and nothing else', async () => {
  const failed =
    event('fail', 'TestA/one') + event('fail', 'TestA') + event('pass', 'TestB') + event('fail', '');
  const { state, commands } = setUp(failed, { exitCode: 1 });
  await state.start(input);
  await state.startFailed(input);
  expect(commands[1]!.args.slice(2)).toEqual(['-run=^TestA$/^one$', 'example.com/hello']);
});

it('shows coverage and what the tests have written, but not the profile itself', async () => {
  const bytes = new TextEncoder().encode('mode: set\nexample.com/hello/main.go:3.13,4.2 1 1\n');
  const made = { change: 'made', place: 'project', sha256: '' } as const;
  const files = [
    { ...made, path: coverageProfile, bytes },
    { ...made, path: 'golden.txt', bytes },
  ];
  const { state } = setUp(event('pass', 'TestA'), { files });
  await state.start(input);
  expect(state.coverage).toMatchObject([{ path: 'main.go', covered: 1, statements: 1 }]);
  expect(state.changes.map(({ path }) => path)).toEqual(['golden.txt']);
  state.options.coverage = false;
  const later = setUp(event('pass', 'TestA')).state;
  await later.start(input);
  expect([later.coverage, later.changes]).toEqual([[], []]);
});

it('keeps the benchmarks before, to compare with', async () => {
  const line = (value: number) =>
    event('output', '', { Output: `BenchmarkA-2 \t 100\t ${value} ns/op\n` }) + event('pass', '');
  const { state, told } = setUp(line(10));
  await state.start(input);
  expect(state.benchmarks.before).toEqual([]);
  told[0] = { type: 'output', stream: 'stdout', text: line(20) };
  await state.start(input);
  const values = [state.benchmarks.before, state.benchmarks.now].map(([first]) => first?.values.get('ns/op'));
  expect(values).toEqual([[10], [20]]);
  // Tests without benchmarks leave them.
  told[0] = { type: 'output', stream: 'stdout', text: event('pass', 'TestA') };
  await state.start(input);
  expect(state.benchmarks.now[0]?.values.get('ns/op')).toEqual([20]);
});

it('tells which test runs while it does, from what the program prints', async () => {
  const seen: string[] = [];
  const state = new TestState((_, { onEvent }) => {
    onEvent({ type: 'program', text: '\x16=== RUN   TestA\n\x16=== RUN   TestA/one\n' });
    seen.push(state.current);
    return Promise.reject(new DOMException('stopped', 'AbortError'));
  });
  await state.start(input);
  expect([seen, state.current, state.command.latest.status]).toEqual([['TestA/one'], '', 'cancelled']);
});
