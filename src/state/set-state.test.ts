// Tests that a set can be stopped whenever it was started, and that a row is done only when its binary is kept.
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Builder } from '../clients/builder.ts';
import { fakeSite, turns } from '../clients/testing/fake-site.ts';
import { running } from '../clients/testing/fake-worker.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { BinaryStore } from '../storage/binary-store.ts';
import type { SetInput } from './set-build.svelte.ts';
import { SetState } from './set-state.svelte.ts';

// The turns below are no time to load a module in: what describes a binary is there before.
beforeAll(() => import('./describe.ts'));
afterEach(() => vi.unstubAllGlobals());

const linux = { goos: 'linux', goarch: 'amd64' };
const windows = { goos: 'windows', goarch: 'arm64' };
const input = (alsoStripped = false): SetInput => ({
  files: [],
  revision: 1,
  settings: DEFAULT_SETTINGS,
  alsoStripped,
});

/** A store whose writes wait until the test lets them go on, or fail. */
class SlowStore extends BinaryStore {
  readonly waiting: { go: () => void; fail: (error: Error) => void }[] = [];

  constructor() {
    super(1000, []);
  }

  override async put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await new Promise<void>((go, fail) => this.waiting.push({ go, fail }));
    await super.put(key, bytes);
  }
}

function setUp(store = new BinaryStore(1000, [])) {
  const site = fakeSite();
  const builder = new Builder({ onLoad: () => {} });
  return { ...site, state: new SetState(builder, store) };
}

test('of two quick starts the second one counts, and Stop stops all there is', async () => {
  const { network, workers, state } = setUp();
  network.isQuick = false;
  const starts = [state.start([linux], input()), state.start([linux, windows], input())];
  for (let i = 0; i < 3; i++) await turns().then(() => i < 2 && network.settle());
  expect(state.rows.map(({ name }) => name)).toEqual(['linux/amd64', 'windows/arm64']);
  state.stop();
  await Promise.all(starts);
  expect(running(workers)).toEqual([]);
  expect(state.isRunning).toBe(false);
  expect(state.rows.map(({ now }) => now.status)).toEqual(['stopped', 'stopped']);
});

test('Stop before the first row is there keeps the set from starting', async () => {
  const { workers, state } = setUp();
  const start = state.start([linux], input());
  state.stop();
  await start;
  expect(state.rows).toEqual([]);
  expect(workers).toEqual([]);
});

test('a row is done when all its binaries are kept', async () => {
  const store = new SlowStore();
  const { state } = setUp(store);
  const start = state.start([linux], input(true));
  await vi.waitFor(() => expect(store.waiting).toHaveLength(1));
  await turns();
  expect(store.waiting).toHaveLength(1); // the stripped build waits for its turn
  store.waiting[0]!.go();
  await vi.waitFor(() => expect(store.waiting).toHaveLength(2));
  expect(state.rows[0]!.now.status).toBe('building');
  store.waiting[1]!.go();
  await start;
  expect(state.rows[0]!.now).toEqual({ status: 'done' });
  expect(state.rows[0]!.binary).toMatchObject({ name: 'hello', size: 1 });
  expect(state.rows[0]!.strippedBinary).toMatchObject({ key: 'linux/amd64-stripped' });
});

test('a binary that cannot be kept is a failure of its row, and of no other', async () => {
  const store = new SlowStore();
  const { state } = setUp(store);
  const start = state.start([linux, windows], input());
  await vi.waitFor(() => expect(store.waiting).toHaveLength(2));
  store.waiting[0]!.fail(new RangeError('no memory left'));
  store.waiting[1]!.go();
  await start;
  expect(state.rows.map(({ now }) => now.status).sort()).toEqual(['done', 'failed']);
  const [failed] = state.failed;
  expect(failed!.output).toContain('could not be kept');
  expect(failed!.output).toContain('no memory left');
});

test('an archive is refused when a binary is no longer there', async () => {
  const store = new BinaryStore(1000, []);
  const { state } = setUp(store);
  await state.start([linux], input());
  await store.remove('linux/amd64');
  await expect(state.archive('tar.gz', new Date(0))).rejects.toThrow('linux/amd64');
});
