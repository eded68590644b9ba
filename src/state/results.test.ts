// Tests which cards stand for what has happened, and in which order.
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import type { Target } from '../project/target.ts';
import type { BuildStatus, FinishedBinary } from './build-state.svelte.ts';
import type { CommandState } from './command-state.svelte.ts';
import type { TestState } from './test-state.svelte.ts';
import { cardsOf, type Results } from './results.ts';

const linux: Target = { goos: 'linux', goarch: 'amd64' };
const wasm: Target = { goos: 'wasip1', goarch: 'wasm' };
const times = { fetch: 0, build: 1, total: 1 };
const exit = (exitCode: number, output = '', target = linux): BuildStatus => {
  return { status: 'exit', target, exitCode, output, hasBinary: exitCode === 0, advice: [], times };
};

function finished(target: Target, revision = 1): FinishedBinary {
  return {
    name: 'hello',
    target,
    binary: { blob: new Blob(), sha256: '' },
    description: '',
    times,
    revision,
    files: [],
    settings: DEFAULT_SETTINGS,
    builtAt: new Date(0),
  };
}

const before: Results = {
  latest: { status: 'idle' },
  diagnostics: [],
  finished: [],
  fresh: undefined,
  next: { target: linux, revision: 1, settings: DEFAULT_SETTINGS },
  obstacle: undefined,
  stdFromSource: undefined,
  problem: undefined,
  buildStarted: 0,
  checks: { vet: command(), format: command(), fix: command(), testPrograms: command(), testing: testing() },
};

function command(status: 'idle' | 'running' | 'failed' = 'idle', at = 0) {
  const latest = status === 'failed' ? { status: 'exit', at, exitCode: 1 } : { status, at };
  return { latest } as CommandState;
}

function testing(status: 'idle' | 'running' = 'idle', at = 0, isOpen = status !== 'idle') {
  return { command: command(status, at), isOpen } as TestState;
}

const kinds = (results: Partial<Results>) => cardsOf({ ...before, ...results }).map(({ kind }) => kind);

it('puts checks before the build when they are newer, and behind its binaries when they are older', () => {
  const checks = {
    ...before.checks,
    vet: command('running', 30),
    fix: command('running', 5),
    format: command('running', 40),
    testing: testing('running', 20),
  };
  const latest = exit(0, 'note\n');
  expect(kinds({ checks, latest, finished: [finished(linux)], buildStarted: 10 })).toEqual([
    ...['vet', 'test', 'messages', 'binary', 'fix'],
  ]);
  // Of what was formatted only a failure is told; the fields for tests come before all, until some were run.
  const failed = { ...before.checks, format: command('failed', 40), testing: testing('idle', 0, true) };
  expect(kinds({ checks: failed, buildStarted: 50 })).toEqual(['test', 'format']);
});

it('has no cards when nothing has happened', () => {
  expect(kinds({})).toEqual([]);
});

it('puts what go said before the binaries of earlier builds', () => {
  const latest = exit(1, 'main.go:3:2: undefined: x\n');
  const diagnostic = {
    file: 'main.go',
    line: 3,
    column: 2,
    message: 'undefined: x',
    severity: 'error' as const,
  };
  const old = finished(linux);
  expect(kinds({ latest, diagnostics: [diagnostic], finished: [old] })).toEqual(['messages', 'binary']);
  expect(cardsOf({ ...before, latest, finished: [old] })[1]).toMatchObject({
    staleness: { why: 'superseded', builtAt: old.builtAt },
  });
});

it('shows the newest binary, the run of the newest that runs here, and those before', () => {
  const all = [finished(linux), finished(wasm), finished({ goos: 'plan9', goarch: '386' })];
  const cards = cardsOf({ ...before, latest: exit(0), finished: all, fresh: all[0] });
  expect(cards.map(({ kind }) => kind)).toEqual(['binary', 'run', 'earlier']);
  expect(cards[1]).toMatchObject({ finished: { target: wasm } });
  expect(cards[2]).toMatchObject({ finished: all.slice(1) });
});

it('says whether a binary is still what the project gives', () => {
  const fresh = finished(linux, 1);
  const staleness = (change: Partial<Results>) => {
    const card = cardsOf({ ...before, latest: exit(0), finished: [fresh], fresh, ...change })[0];
    return card?.kind === 'binary' ? card.staleness?.why : 'no binary';
  };
  expect(staleness({})).toBeUndefined();
  expect(staleness({ next: { ...before.next, revision: 2 } })).toBe('sources');
  expect(staleness({ next: { ...before.next, settings: { ...DEFAULT_SETTINGS } } })).toBe('settings');
  const building: BuildStatus = { status: 'building', target: linux, output: '' };
  expect(staleness({ latest: building, fresh: undefined })).toBe('rebuilding');
  expect(staleness({ latest: { status: 'cancelled', target: linux }, fresh: undefined })).toBe('superseded');
});

it('names what stands in the way first, and an obstacle only until go has said it itself', () => {
  const problem = { file: 'tools/link.wasm', fault: { code: 'not kept' } } as const;
  expect(kinds({ problem, obstacle: 'requires cgo', stdFromSource: 'this target' })).toEqual([
    'missing',
    'obstacle',
    'std-from-source',
  ]);
  expect(kinds({ obstacle: 'requires cgo', latest: exit(1, 'requires cgo\n') })).toEqual(['messages']);
  expect(kinds({ obstacle: 'requires cgo', latest: exit(0, '', wasm) })).toEqual(['obstacle']);
  expect(kinds({ latest: { status: 'unavailable', target: linux, problem } })).toEqual(['missing']);
});

it('keeps what was printed before a crash', () => {
  const latest: BuildStatus = { status: 'crash', target: linux, message: 'unreachable', output: 'half' };
  expect(kinds({ latest })).toEqual(['crash', 'messages']);
});
