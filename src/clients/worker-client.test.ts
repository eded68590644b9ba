// Tests that nothing is left waiting for a worker, however it ends.
import { afterEach, expect, test, vi } from 'vitest';
import { fakeWorkers, running } from './testing/fake-worker.ts';
import { WorkerClient } from './worker-client.ts';

/** Calls of a worker that answers, throws, or never answers. */
class Calls {
  double(number: number): number {
    return number * 2;
  }
  refuse(): void {
    throw new Error('no');
  }
  wait(): Promise<never> {
    return new Promise(() => {});
  }
}

afterEach(() => vi.unstubAllGlobals());

function setUp(options: { signal?: AbortSignal; onDeath?: () => void } = {}) {
  const workers = fakeWorkers(() => new Calls());
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
