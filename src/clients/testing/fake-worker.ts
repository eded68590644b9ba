// Workers for tests of the page's side: each is an object that answers calls in the same thread.
import './with-resolvers.ts';
import { expose } from 'comlink';
import { vi } from 'vitest';

/** What answers the calls of a worker; the file name of its entry tells which is started. */
export type Calls = (entry: string, worker: FakeWorker) => object;

/** A Worker (https://html.spec.whatwg.org/multipage/workers.html#worker) whose other side is a MessageChannel away. */
export class FakeWorker extends EventTarget {
  readonly entry: string;
  readonly #ports = new MessageChannel();
  #isTerminated = false;

  constructor(url: URL, calls: Calls) {
    super();
    this.entry = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
    const { port1, port2 } = this.#ports;
    port1.addEventListener('message', ({ data }: MessageEvent) => {
      if (!this.#isTerminated) this.dispatchEvent(new MessageEvent('message', { data }));
    });
    port1.start();
    expose(calls(this.entry, this), port2);
  }

  get isTerminated(): boolean {
    return this.#isTerminated;
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.#isTerminated) this.#ports.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.#isTerminated = true;
    this.#ports.port1.close();
  }

  /** What the other side does to tell a listener (workers/telling.ts). */
  tell(listener: number, event: unknown): void {
    this.#ports.port2.postMessage({ listener, event });
  }

  /** What a browser does when an error in the worker was caught by nobody. */
  die(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

/** Puts fakes in the place of Worker until vi.unstubAllGlobals(); the list grows as they are started. */
export function fakeWorkers(calls: Calls): readonly FakeWorker[] {
  const started: FakeWorker[] = [];
  vi.stubGlobal(
    'Worker',
    class extends FakeWorker {
      constructor(url: URL) {
        super(url, calls);
        started.push(this);
      }
    },
  );
  return started;
}

/** Those that run. */
export function running(workers: readonly FakeWorker[]): FakeWorker[] {
  return workers.filter((worker) => !worker.isTerminated);
}
