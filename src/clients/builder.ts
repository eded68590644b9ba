// Builds one at a time: it keeps one build worker warm, and ends it to cancel.
import { faultOf, ToolchainError, type ToolchainProblem } from '../project/toolchain-error.ts';
import type { Target } from '../project/target.ts';
import type { Manifest } from '../../toolchain/manifest.ts';
import type { BuildEvent, BuildRequest, BuildResult } from './build.ts';
import type { GoCommand, GoEvent, GoResult } from '../../workers/protocol/go.ts';
import type { BuildClient, Modules } from './build-client.ts';
import { workerCount } from './build-pool.ts';
import { BuildSession } from './build-session.ts';
import { compileStd } from './compile-std.ts';
import { Site } from './site.ts';
import { untilAborted } from './until-aborted.ts';
import { WarmUp } from './warm-up.ts';

/** How far the tools and packs are, for the page to show. */
export type ToolchainLoad =
  /** Bytes over the wire. */
  | { status: 'loading'; loaded: number; total: number }
  | { status: 'ready' }
  /** A prepared file is missing or damaged; startAnew() and load() try again. */
  | { status: 'failed'; problem: ToolchainProblem };

/** Std has no more to do at the same time than this many workers can. */
const mostWorkers = 4;

/** What a build is told, and whom it tells. */
export interface BuildOptions {
  /** Ends the build, and the worker with all that goes on in it. */
  signal: AbortSignal;
  onEvent: (event: BuildEvent) => void;
}

/** What a command is told, and whom it tells. */
export interface CommandOptions {
  signal: AbortSignal;
  onEvent: (event: GoEvent) => void;
}

/** Builds projects, one at a time. */
export class Builder {
  readonly site: Site;
  readonly #onLoad: (load: ToolchainLoad) => void;
  readonly #onNotKept: () => void;
  readonly #warmUp = new WarmUp();
  #session: BuildSession | undefined;
  #modules: Modules = [];
  /** What was asked for last: only of that is told how far it is. */
  #wanted: BuildRequest | undefined;
  /** The session of the build that goes on. */
  #building: BuildSession | undefined;
  #isKept = false;

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
    this.#warmUp.reset();
    if (this.#building) return;
    const session = this.#open();
    this.#load(session, request).catch((error: unknown) => {
      if (!session.signal.aborted) this.#tell(request, { status: 'failed', problem: problemOf(error) });
    });
  }

  /**
   * Drops all that is being fetched, loaded or built, whether it has failed or will: what is asked for next meets nothing
   * of it. A build that goes on rejects with an AbortError.
   */
  startAnew(): void {
    this.#end(this.#session);
    this.site.startAnew();
  }

  /**
   * Builds. A second call while one runs cancels the first. Rejects with an AbortError when cancelled, with
   * ToolchainError when a prepared file is missing or damaged.
   */
  async build(request: BuildRequest, { signal, onEvent }: BuildOptions): Promise<BuildResult> {
    this.#end(this.#building);
    signal.throwIfAborted();
    this.#warmUp.pause();
    const session = (this.#building = this.#open());
    const stop = () => this.#end(session);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await untilAborted(this.#build(session, request, onEvent), session.signal);
    } finally {
      signal.removeEventListener('abort', stop);
      if (this.#building === session) this.#building = undefined;
    }
  }

  /** A file of GOROOT, from the worker that builds `request`. Throws ToolchainError, or an AbortError when that is ended. */
  async gorootFile(request: BuildRequest, path: string): Promise<Uint8Array | undefined> {
    const client = await this.#open().open(request);
    return client.gorootFile(path);
  }

  /**
   * Runs another go command with the tools that builds have warmed up; it starts nothing but tools. Rejects with an AbortError
   * when stopped, and then ends the worker unless a build goes on in it; with ToolchainError as build() does.
   */
  async run(command: GoCommand, { signal, onEvent }: CommandOptions): Promise<GoResult> {
    signal.throwIfAborted();
    this.#warmUp.pause();
    const session = this.#open();
    const stop = () => this.#building !== session && this.#end(session);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await untilAborted(
        this.#run(session, command, onEvent),
        AbortSignal.any([signal, session.signal]),
      );
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Import paths of the packages of std that programs may import. Throws ToolchainError. */
  async importable(target: Target): Promise<readonly string[]> {
    const client = await this.#open().open({ target });
    return client.importable(target);
  }

  async #run(
    session: BuildSession,
    command: GoCommand,
    onEvent: (event: GoEvent) => void,
  ): Promise<GoResult> {
    const client = await session.open(command);
    const result = await client.run(command, onEvent);
    void this.#takeModules(client);
    return result;
  }

  async #load(session: BuildSession, request: BuildRequest): Promise<void> {
    const client = await session.open(request);
    await client.load(request, (loaded, total) => this.#tell(request, { status: 'loading', loaded, total }));
    await this.#takeModules(client);
    if (this.#session !== session || this.#wanted !== request) return;
    this.#ready(client);
    if (!this.#building) await this.#warmUp.run(client, request);
  }

  async #build(
    session: BuildSession,
    request: BuildRequest,
    onEvent: (event: BuildEvent) => void,
  ): Promise<BuildResult> {
    const client = await session.open(request);
    const began = performance.now();
    const compiled = await this.#compileStd(session, client, request, onEvent);
    const ahead = compiled > 0 ? performance.now() - began : 0;
    const result = withTime(ahead, await client.build(request, counting(compiled, onEvent)));
    void this.#takeModules(client);
    session.forgetOthers(request).catch(() => {}); // A worker that has ended holds nothing.
    this.#ready(client);
    this.#wanted = request;
    this.#warmUp.runLater(client, request);
    return result;
  }

  /** With other cores, where std has to be compiled. What keeps them from it, the build itself will meet and tell. */
  async #compileStd(
    session: BuildSession,
    main: BuildClient,
    request: BuildRequest,
    onEvent: (event: BuildEvent) => void,
  ): Promise<number> {
    try {
      const open = await session.openerBeside(request);
      return await compileStd({ main, open, most: workerCount(mostWorkers) }, request, onEvent);
    } catch {
      return 0;
    }
  }

  /** The first time, what is there is kept for visits without a network, in place of what an older manifest names. */
  #ready(client: BuildClient): void {
    this.#onLoad({ status: 'ready' });
    if (this.#isKept) return;
    this.#isKept = true;
    this.site
      .keep()
      .then(() => client.dropOthers())
      .catch(() => {}); // What an older manifest names stays until the next visit.
  }

  #tell(request: BuildRequest, load: ToolchainLoad): void {
    if (request === this.#wanted) this.#onLoad(load);
  }

  async #takeModules(client: BuildClient): Promise<void> {
    const modules = await client.modules();
    if (modules.length > 0) this.#modules = modules;
  }

  #open(): BuildSession {
    const { site } = this;
    const session = (this.#session ??= new BuildSession({
      site,
      modules: () => this.#modules,
      onNotKept: this.#onNotKept,
      onDeath: () => this.#leave(session),
    }));
    return session;
  }

  #end(session: BuildSession | undefined): void {
    session?.end();
    this.#leave(session);
  }

  /** A session that has ended gives way to the next one. */
  #leave(session: BuildSession | undefined): void {
    if (this.#building === session) this.#building = undefined;
    if (this.#session === session) this.#session = undefined;
  }
}

function problemOf(error: unknown): ToolchainProblem {
  if (error instanceof ToolchainError) return error.problem;
  return { file: 'build worker', fault: faultOf(error) };
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
