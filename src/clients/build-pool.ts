// Builds of many targets at once, spread over several build workers.
import type { Manifest } from '../../toolchain/manifest.ts';
import type { BuildEvent, BuildRequest, BuildResult } from './build.ts';
import { BuildClient, type Modules } from './build-client.ts';
import type { Site } from './site.ts';
import { untilAborted } from './until-aborted.ts';
import { targetName } from '../project/target.ts';

/** One of many builds. */
export interface PoolTask {
  request: BuildRequest;
  onStart: () => void;
  onEvent: (event: BuildEvent) => void;
  /**
   * The result, or the error that kept it from one: a ToolchainError, or the death of the worker. The pool's worker waits
   * with its next build until what this returns is settled; it must not reject.
   */
  onEnd: (end: { result: BuildResult } | { error: unknown }) => void | Promise<void>;
}

/**
 * Builds for one target, one after the other on the same worker: a later one finds in the cache what an earlier one
 * compiled. When one gives no binary the rest is left out.
 */
export type PoolGroup = readonly PoolTask[];

/** More workers than this gain nothing and hold some 300 MB each. */
const maximumWorkers = 8;

/** As many workers as there are cores and work for them. */
export function workerCount(groups: number): number {
  return Math.max(1, Math.min(groups, navigator.hardwareConcurrency || 2, maximumWorkers));
}

/** One more than there are cores, each with one target at a time: while it waits for files, the others build. */
function poolSize(groups: number): number {
  return Math.min(groups, workerCount(groups) + 1);
}

/**
 * Takes groups from the front of `queue` until it is empty, on a pool of workers that lives as long as this call; more may
 * be added meanwhile. A group that fails leaves the others alone. Abort ends every worker at once and rejects with an
 * AbortError; tasks that were not told of an end have none.
 */
export async function buildAll(
  site: Site,
  modules: Modules,
  queue: PoolGroup[],
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const tools = new SharedTools(modules);
  const workers = Array.from({ length: poolSize(queue.length) }, () => new PoolWorker(site, tools, signal));
  try {
    await untilAborted(Promise.all(workers.map((worker) => worker.work(queue))), signal);
  } finally {
    for (const worker of workers) worker.close();
  }
}

/** The compiled tools of a pool: when there are none yet, the first worker fetches and compiles them for all. */
class SharedTools {
  #modules: Promise<Modules> | undefined;

  constructor(modules: Modules) {
    if (modules.length > 0) this.#modules = Promise.resolve(modules);
  }

  /** The tools to start with; the worker that is given `share` hands on what it has compiled. */
  async take(): Promise<{ modules: Modules; share?: (modules: Modules) => void }> {
    if (this.#modules) return { modules: await this.#modules };
    const { promise, resolve } = Promise.withResolvers<Modules>();
    this.#modules = promise;
    return { modules: [], share: resolve };
  }
}

/** One place of the pool: a build worker, replaced when it dies. */
class PoolWorker {
  #client: BuildClient | undefined;

  constructor(
    readonly site: Site,
    readonly tools: SharedTools,
    readonly signal: AbortSignal,
  ) {}

  async work(queue: PoolGroup[]): Promise<void> {
    while (!this.signal.aborted) {
      const group = queue.shift();
      if (!group) return;
      for (const task of group) if (!(await this.#build(task))) break;
      await this.#forget(group);
    }
  }

  /** Reports whether there is a binary. */
  async #build({ request, onStart, onEvent, onEnd }: PoolTask): Promise<boolean> {
    onStart();
    try {
      const client = await this.#open(request, onEvent);
      const result = await client.build(request, onEvent);
      await onEnd({ result });
      return result.status === 'exit' && result.binary !== undefined;
    } catch (error) {
      if (!this.signal.aborted) await onEnd({ error });
      return false;
    }
  }

  /** A set has dozens of packs of 30 MB and more; none is needed twice. */
  async #forget([task]: PoolGroup): Promise<void> {
    if (task) await this.#client?.forget(targetName(task.request.target)).catch(() => {}); // A dead worker holds nothing.
  }

  async #open(request: BuildRequest, onEvent: (event: BuildEvent) => void): Promise<BuildClient> {
    const manifest = await this.site.manifestFor(request.target);
    const client = this.#client ?? (await this.#start(manifest, request, onEvent));
    await client.update(manifest);
    return client;
  }

  async #start(
    manifest: Manifest,
    request: BuildRequest,
    onEvent: (event: BuildEvent) => void,
  ): Promise<BuildClient> {
    const { modules, share } = await this.tools.take();
    try {
      const client = this.#newClient(manifest, modules);
      if (share) {
        await client.load(request, (loaded, total) =>
          onEvent({ type: 'progress', progress: { phase: 'fetch', loaded, total } }),
        );
      }
      return client;
    } finally {
      share?.((await this.#client?.modules()) ?? []);
    }
  }

  /** Throws an AbortError when the builds were stopped while this worker waited for its turn. */
  #newClient(manifest: Manifest, modules: Modules): BuildClient {
    const { site, signal } = this;
    const client = new BuildClient({
      folder: site.folder(manifest),
      manifest,
      modules,
      signal,
      onDeath: () => (this.#client = undefined),
      onNotKept: () => {},
    });
    this.#client = client;
    return client;
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
  }
}
