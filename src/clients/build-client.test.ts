// Tests the order in which a build worker is asked.
import { afterEach, expect, test, vi } from 'vitest';
import { BuildClient, type Modules } from './build-client.ts';
import { built, manifest } from './testing/fake-site.ts';
import { fakeWorkers, type FakeWorker } from './testing/fake-worker.ts';
import type { Listener } from '../../workers/protocol/listener.ts';
import type { GoCommand, GoEvent } from '../../workers/protocol/go.ts';

afterEach(() => vi.unstubAllGlobals());

const request = { files: [], target: { goos: 'linux', goarch: 'amd64' } };

/** Answers builds, and notes what was asked in which order. */
class Calls {
  readonly asked: string[] = [];

  constructor(readonly worker: FakeWorker) {}

  open(_folder: string, _manifest: unknown, modules: Modules): void {
    this.asked.push(`open with ${modules.length} modules`);
  }
  forget(target: string): void {
    this.asked.push(`forget ${target}`);
  }
  run({ args }: GoCommand, listener: Listener<GoEvent>): unknown {
    this.asked.push(`go ${args.join(' ')}`);
    const tell = (event: GoEvent) => this.worker.tell(listener, event);
    tell({ type: 'process', argv: ['compile'] });
    for (const text of ['one\n', 'two\n']) tell({ type: 'output', stream: 'stderr', text });
    return { ok: built() };
  }
}

function setUp(modules: Modules) {
  const calls: Calls[] = [];
  fakeWorkers((_, worker) => {
    calls.push(new Calls(worker));
    return calls.at(-1)!;
  });
  const { signal } = new AbortController();
  const client = new BuildClient({
    folder: 'https://anyport.example/toolchain/go1.99.1/',
    manifest,
    modules,
    signal,
    onNotKept: () => {},
  });
  return { client, asked: calls[0]!.asked };
}

/** What a browser that does not post Modules makes of one: a function cannot be posted anywhere. */
const unpostable = [['go', () => {}]] as unknown as Modules;

test.each([
  ['posts Modules', [] as Modules],
  ['does not', unpostable],
])('nothing is asked before the worker was opened, where the browser %s', async (_, modules) => {
  const { client, asked } = setUp(modules);
  await Promise.all([client.build(request, () => {}), client.forget('linux/amd64')]);
  expect(asked).toEqual(['open with 0 modules', 'go build .', 'forget linux/amd64']);
  client.close();
});

test('a build tells all of its output before its result, and of no process', async () => {
  const { client } = setUp([]);
  const told: unknown[] = [];
  await client.build(request, (event) => told.push(event.type === 'output' ? event.text : event.type));
  expect(told).toEqual(['one\n', 'two\n']);
  client.close();
});
