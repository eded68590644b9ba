// This file is responsible for builds one at a time: it keeps one build worker warm, and ends it to cancel.
import type { Manifest } from '../../toolchain/manifest.ts';
import type { BuildEvent, BuildRequest, BuildResult, ToolchainProblem } from '../../workers/protocol.ts';
import { BuildClient, type Modules } from './build-client.ts';
import { Site } from './site.ts';
import { ToolchainError } from './toolchain-error.ts';

/** How far the tools and packs are, for the page to show. */
export type ToolchainLoad =
  /** Bytes over the wire. */
  | { status: 'loading'; loaded: number; total: number }
  | { status: 'ready' }
  /** A prepared file is missing or damaged; retry() tries again. */
  | { status: 'failed'; problem: ToolchainProblem };

/** Builds until the tools run at their full speed: the first takes seven times as long as the sixth. */
const warmUpRounds = 5;

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

  /** The browser makes the tools faster as they run; that takes a few builds, and the user is still reading or typing. */
  async #warmUp(client: BuildClient, request: BuildRequest): Promise<void> {
    for (let round = 0; round < warmUpRounds; round++) {
      if (request !== this.#wanted || this.#cancelRunning || this.#client !== client) return;
      await client.warmUp(request, round);
    }
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
    const result = await client.build(request, onEvent);
    void client.modules().then((modules) => (this.#modules = modules));
    this.#ready(client);
    return result;
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

  #start(manifest: Manifest): BuildClient {
    return new BuildClient({
      folder: this.site.folder(manifest),
      manifest,
      modules: this.#modules,
      onDeath: () => this.#terminate(),
      onNotKept: this.#onNotKept,
    });
  }

  #terminate(): void {
    this.#client?.terminate();
    this.#client = undefined;
  }
}
