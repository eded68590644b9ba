// Tests that nothing is left waiting for a worker, however it ends.
import { afterEach, expect, test, vi } from 'vitest';
import { fakeWorkers, running, type FakeWorker } from './testing/fake-worker.ts';
import type { Listener } from '../../workers/protocol/listener.ts';
import { WorkerClient } from './worker-client.ts';

/** Calls of a worker that answers, throws, tells, or never answers. */
class Calls {
  constructor(readonly worker: FakeWorker) {}
  double(number: number): number {
    return number * 2;
  }
  refuse(): void {
    throw new Error('no');
  }
  count(to: number, listener: Listener<number>): string {
    for (let i = 1; i <= to; i++) this.worker.tell(listener, i);
    return 'done';
  }
  wait(): Promise<never> {
    return new Promise(() => {});
  }
}

afterEach(() => vi.unstubAllGlobals());

function setUp(options: { signal?: AbortSignal; onDeath?: () => void } = {}) {
  const workers = fakeWorkers((_, worker) => new Calls(worker));
  const start = () => new Worker(new URL('file:///some.worker.ts'));
  const open = () => new WorkerClient<Calls>({ name: 'some worker', start, ...options });
  return { workers, open };
}

const abortError = expect.objectContaining({ name: 'AbortError' });

test('answers and errors come through, and a closed worker is asked nothing more', async () => {
  const { workers, open } = setUp();
  const client = open();
  expect(await client.ask((remote) => remote.double(21))).toBe(42);
  await expect(client.ask((remote) => remote.refuse())).rejects.toThrow('no');
  const waiting = client.ask((remote) => remote.wait());
  client.close();
  client.close();
  await expect(waiting).rejects.toEqual(abortError);
  await expect(client.ask((remote) => remote.double(1))).rejects.toEqual(abortError);
  expect(running(workers)).toEqual([]);
});

test('the signal ends the worker and all that was asked of it; none starts after it', async () => {
  const abort = new AbortController();
  const { workers, open } = setUp({ signal: abort.signal });
  const client = open();
  const waiting = [client.ask((remote) => remote.wait()), client.ask((remote) => remote.double(1))];
  abort.abort();
  for (const call of waiting) await expect(call).rejects.toEqual(abortError);
  expect(open).toThrow(abortError);
  expect(workers).toHaveLength(1);
  expect(running(workers)).toEqual([]);
});

test('a worker that dies rejects what it was asked with its error, and tells once', async () => {
  const onDeath = vi.fn();
  const { workers, open } = setUp({ onDeath });
  const client = open();
  const waiting = client.ask((remote) => remote.wait());
  workers[0]!.die('out of memory');
  workers[0]!.die('again');
  await expect(waiting).rejects.toThrow('out of memory');
  await expect(client.ask((remote) => remote.double(1))).rejects.toThrow('out of memory');
  client.close();
  expect(onDeath).toHaveBeenCalledOnce();
  expect(running(workers)).toEqual([]);
});

test('what a worker tells during a call arrives in order and before the answer, as it comes by the same port', async () => {
  const { open } = setUp();
  const client = open();
  vi.stubGlobal('MessageChannel', undefined);
  const told: string[] = [];
  const count = (to: number, name: string) =>
    client
      .ask(
        (remote, listener: Listener<number>) => remote.count(to, listener),
        (i) => told.push(name + i),
      )
      .then((answer) => told.push(name + answer));
  await Promise.all([count(3, 'a'), count(2, 'b')]);
  const of = (name: string) => told.filter((text) => text.startsWith(name));
  expect([of('a'), of('b')]).toEqual([
    ['a1', 'a2', 'a3', 'adone'],
    ['b1', 'b2', 'bdone'],
  ]);
  client.close();
});

test('a listener hears nothing once its call was answered; one of its own until the end', async () => {
  const { workers, open } = setUp();
  const client = open();
  const [told, kept] = [vi.fn(), vi.fn()];
  const own = client.listen(kept);
  let number = 0;
  await client.ask((remote, listener: Listener<number>) => remote.double((number = listener)), told);
  workers[0]!.tell(number, 'late');
  workers[0]!.tell(own, 'now');
  await client.ask((remote) => remote.double(1));
  expect(told).not.toHaveBeenCalled();
  expect(kept).toHaveBeenCalledExactlyOnceWith('now');
  client.close();
});
