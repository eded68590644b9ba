// A site and its build workers for tests: what is fetched ends when the test says so, as the network was when it began.
import { vi } from 'vitest';
import type { Manifest, TargetInfo } from '../../../toolchain/manifest.ts';
import type { GoCommand, GoResult } from '../../../workers/protocol/go.ts';
import { faultOf } from '../../project/toolchain-error.ts';
import { fakeWorkers, type FakeWorker } from './fake-worker.ts';

const targets: TargetInfo[] = [
  { goos: 'linux', goarch: 'amd64' },
  { goos: 'windows', goarch: 'arm64' },
].map((target) => ({ ...target, firstClass: true, cgoSupported: true, state: { kind: 'builds' } }));

/** A manifest with the parts that the page reads. */
export const manifest = {
  schema: 2,
  release: 'go1.99.1',
  releaseTime: '2026-01-01T00:00:00Z',
  targets,
  tools: {},
  packs: { 'linux/amd64': {}, 'windows/arm64': {} },
} as unknown as Manifest;

/** The result of a build command that gave a binary of a few bytes. */
export const built = (size = 1): GoResult => ({
  status: 'exit',
  exitCode: 0,
  output: '',
  stdout: '',
  diagnostics: [],
  files: [
    { change: 'made', place: 'out', path: 'hello', bytes: new Uint8Array(size), sha256: 'ab'.repeat(32) },
  ],
  times: { fetch: 1, run: 1, total: 2 },
});

/** Requests that wait for settle(). */
export class FakeNetwork {
  isUp = true;
  /** Whether requests end by themselves. */
  isQuick = true;
  /** The prepared file that build workers want next. */
  file = 'some.bin';
  #waiting: (() => void)[] = [];

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Ends all requests that wait: each as the network was when it began. */
  settle(): void {
    for (const end of this.#waiting.splice(0)) end();
  }

  request(file: string, signal?: AbortSignal | null): Promise<void> {
    const { isUp } = this;
    return new Promise((resolve, reject) => {
      const end = () => (isUp ? resolve() : reject(new TypeError(`${file}: connection refused`)));
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
      if (this.isQuick) end();
      else this.#waiting.push(end);
    });
  }
}

/** Answers a build worker's calls; what several calls need is fetched once for all, as in the real one. */
export class FakeBuildWorker {
  readonly calls: string[] = [];
  #fetching: Promise<void> | undefined;
  #has = false;

  constructor(readonly network: FakeNetwork) {}

  open(): void {}
  update(): void {}
  modules(): [] {
    return [];
  }
  mount(): void {}
  dropOthers(): void {}
  async warmUp(): Promise<void> {
    await new Promise(() => {});
  }
  forget(target: string): void {
    this.calls.push(`forget ${target}`);
  }
  load(): Promise<unknown> {
    return this.#fetched(undefined);
  }
  stale(): Promise<unknown> {
    return this.#fetched([]);
  }
  run({ programs }: Partial<GoCommand> = {}): Promise<unknown> {
    if (programs) this.calls.push(`run ${programs}`);
    return this.#fetched(built());
  }
  compiled(): undefined {
    this.calls.push('compiled');
  }

  async #fetched<T>(answer: T): Promise<unknown> {
    const { file } = this.network;
    try {
      if (!this.#has) await (this.#fetching ??= this.#fetch());
      return { ok: answer };
    } catch (error) {
      return { problem: { file: `/toolchain/blobs/${file}`, fault: faultOf(error) } };
    }
  }

  async #fetch(): Promise<void> {
    try {
      await this.network.request(this.network.file);
      this.#has = true;
    } finally {
      this.#fetching = undefined;
    }
  }
}

/** Puts fakes in the place of fetch, Worker and what else the clients find in a page, until vi.unstubAllGlobals(). */
export function fakeSite() {
  const network = new FakeNetwork();
  const builds: FakeBuildWorker[] = [];
  const workers: readonly FakeWorker[] = fakeWorkers(() => {
    const calls = new FakeBuildWorker(network);
    builds.push(calls);
    return calls;
  });
  vi.stubGlobal('document', { baseURI: 'https://anyport.example/' });
  vi.stubGlobal('location', { hash: '', pathname: '/', search: '' });
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
  const respond = async (url: URL, { signal }: RequestInit) => {
    await network.request(url.pathname, signal);
    return Response.json(url.pathname.endsWith('releases.json') ? { default: 'go1.99.1' } : manifest);
  };
  vi.stubGlobal('fetch', vi.fn(respond));
  return { network, workers, builds };
}

/** Resolves when everything that needs no more from the test has happened: calls and answers travel as this does. */
export async function turns(count = 8): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });
    port1.close();
  }
}
