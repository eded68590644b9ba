// Builds one at a time: it keeps one build worker warm, and ends it to cancel.
import { ToolchainError, type ToolchainProblem } from '../project/toolchain-error.ts';
import type { Manifest } from '../../toolchain/manifest.ts';
import type { BuildEvent, BuildRequest, BuildResult } from '../../workers/protocol/build.ts';
import { BuildClient, type Modules } from './build-client.ts';
import { workerCount } from './build-pool.ts';
import { compileStd } from './compile-std.ts';
import { Site } from './site.ts';

/** How far the tools and packs are, for the page to show. */
export type ToolchainLoad =
  /** Bytes over the wire. */
  | { status: 'loading'; loaded: number; total: number }
  | { status: 'ready' }
  /** A prepared file is missing or damaged; retry() tries again. */
  | { status: 'failed'; problem: ToolchainProblem };

/**
 * Builds after which the tools run at their full speed, because the browser has compiled anew what they use most; the
 * first takes seven times as long as the last.
 */
const warmUpRounds = 12;

/** A warm-up that takes longer would make the user wait for it. In milliseconds. */
const longestRound = 4000;

/** After a build, who edits and builds again at once does not meet a warm-up. In milliseconds. */
const idleTime = 1500;

/** Std has no more to do at the same time than this many workers can. */
const mostWorkers = 4;

/** Builds projects, one at a time. */
export class Builder {
  readonly site: Site;
  readonly #onLoad: (load: ToolchainLoad) => void;
  readonly #onNotKept: () => void;
  #client: BuildClient | undefined;
  #modules: Modules = [];
  #wanted: BuildRequest | undefined;
  #cancelRunning: (() => void) | undefined;
  #isKept = false;
  /** Warm-ups of what is wanted now. */
  #rounds = 0;
  /** Workers that compile std together with the one that builds. */
  readonly #helpers: BuildClient[] = [];
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** `onNotKept` is told, once, when the browser keeps nothing for the next visit (private window, quota). */
  constructor(options: { onLoad: (load: ToolchainLoad) => void; onNotKept?: () => void; site?: Site }) {
    this.site = options.site ?? new Site();
    this.#onLoad = options.onLoad;
    let told = false;
    this.#onNotKept = () => {
      if (!told) options.onNotKept?.();
      told = true;
    };
  }

  /** What this site has: targets, tools, packs. Throws ToolchainError; a later call tries again. */
  manifest(): Promise<Manifest> {
    return this.site.manifest();
  }

  /** Tools compiled so far, for other workers to start with. */
  get modules(): Modules {
    return this.#modules;
  }

  /** Starts loading what building `request` will need, in the background; progress goes to onLoad. */
  load(request: BuildRequest): void {
    this.#wanted = request;
    this.#rounds = 0;
    if (this.#cancelRunning) return;
    this.#load(request).catch((error: unknown) => {
      if (error instanceof ToolchainError) this.#onLoad({ status: 'failed', problem: error.problem });
      else this.#onLoad({ status: 'failed', problem: { file: 'build worker', reason: String(error) } });
    });
  }

  /** Tries again after a failed load. */
  retry(): void {
    if (this.#wanted) this.load(this.#wanted);
  }

  async #load(request: BuildRequest): Promise<void> {
    const client = await this.#open(request);
    await client.load(request, (loaded, total) => this.#onLoad({ status: 'loading', loaded, total }));
    this.#modules = await client.modules();
    if (this.#client !== client) return;
    this.#ready(client);
    await this.#warmUp(client, request);
  }

  /**
   * Builds in the background while nobody else does. The round in which a build of the user's comes is the last until
   * that build has ended; marks "warm" on the page's timeline (User Timing) when all are done.
   */
  async #warmUp(client: BuildClient, request: BuildRequest): Promise<void> {
    while (this.#rounds < warmUpRounds) {
      if (request !== this.#wanted || this.#cancelRunning || this.#client !== client) return;
      const began = performance.now();
      await client.warmUp(request, this.#rounds++);
      if (performance.now() - began > longestRound) break;
    }
    performance.mark('warm');
  }

  /** Goes on with the warm-up when the user pauses after a build of `request`. */
  #warmUpLater(client: BuildClient, request: BuildRequest): void {
    clearTimeout(this.#idle);
    if (this.#rounds >= warmUpRounds) return;
    this.#wanted = request;
    this.#idle = setTimeout(() => void this.#warmUp(client, request).catch(() => {}), idleTime);
  }

  /**
   * Builds. A second call while one runs cancels the first. Rejects with an AbortError when cancelled, with
   * ToolchainError when a prepared file is missing or damaged.
   */
  async build(
    request: BuildRequest,
    { signal, onEvent }: { signal: AbortSignal; onEvent: (event: BuildEvent) => void },
  ): Promise<BuildResult> {
    this.#cancelRunning?.();
    signal.throwIfAborted();
    const { promise: cancelled, reject } = Promise.withResolvers<never>();
    const cancel = () => {
      this.#terminate();
      reject(new DOMException('The build was stopped.', 'AbortError'));
    };
    this.#cancelRunning = cancel;
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await Promise.race([this.#build(request, onEvent), cancelled]);
    } finally {
      signal.removeEventListener('abort', cancel);
      if (this.#cancelRunning === cancel) this.#cancelRunning = undefined;
    }
  }

  async #build(request: BuildRequest, onEvent: (event: BuildEvent) => void): Promise<BuildResult> {
    const client = await this.#open(request);
    const began = performance.now();
    const compiled = await this.#compileStd(client, request, onEvent);
    const ahead = compiled > 0 ? performance.now() - began : 0;
    const result = withTime(ahead, await client.build(request, counting(compiled, onEvent)));
    void client.modules().then((modules) => (this.#modules = modules));
    this.#ready(client);
    this.#warmUpLater(client, request);
    return result;
  }

  /** With other cores, where std has to be compiled. What keeps them from it, the build itself will meet and tell. */
  async #compileStd(
    client: BuildClient,
    request: BuildRequest,
    onEvent: (event: BuildEvent) => void,
  ): Promise<number> {
    const manifest = await this.site.manifestFor(request.target);
    const start = () => {
      const helper = this.#start(manifest, () => {}); // The call that it leaves unanswered rejects.
      this.#helpers.push(helper);
      return helper;
    };
    try {
      return await compileStd(client, start, workerCount(mostWorkers), request, onEvent);
    } catch {
      return 0;
    } finally {
      this.#endHelpers();
    }
  }

  #endHelpers(): void {
    for (const helper of this.#helpers.splice(0)) helper.terminate();
  }

  /** The first time, what is there is kept for visits without a network, in place of what an older manifest names. */
  #ready(client: BuildClient): void {
    this.#onLoad({ status: 'ready' });
    if (this.#isKept) return;
    this.#isKept = true;
    void this.site.keep().then(() => client.dropOthers());
  }

  async #open(request: BuildRequest): Promise<BuildClient> {
    const manifest = await this.site.manifestFor(request.target);
    this.#client ??= this.#start(manifest);
    await this.#client.update(manifest);
    return this.#client;
  }

  #start(manifest: Manifest, onDeath = () => this.#terminate()): BuildClient {
    return new BuildClient({
      folder: this.site.folder(manifest),
      manifest,
      modules: this.#modules,
      onDeath,
      onNotKept: this.#onNotKept,
    });
  }

  #terminate(): void {
    this.#endHelpers();
    this.#client?.terminate();
    this.#client = undefined;
  }
}

/** Packages that were compiled ahead count as done. */
function counting(compiled: number, onEvent: (event: BuildEvent) => void): (event: BuildEvent) => void {
  return (event) => {
    if (event.type !== 'progress' || event.progress.phase !== 'compile') return onEvent(event);
    const { done, total } = event.progress;
    const progress = {
      ...event.progress,
      done: done + compiled,
      total: Math.max(total, done + compiled + 1),
    };
    onEvent({ type: 'progress', progress });
  };
}

function withTime(ahead: number, result: BuildResult): BuildResult {
  if (result.status !== 'exit') return result;
  const { fetch, build, total } = result.times;
  return { ...result, times: { fetch, build: build + ahead, total: total + ahead } };
}
