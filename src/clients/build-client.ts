// One build worker, seen from the page: its start, its calls, and its end.
import { unwrap } from './unwrap.ts';
import { WorkerClient } from './worker-client.ts';
import type { Remote } from 'comlink';
import type { Target } from '../project/target.ts';
import type { Manifest } from '../../toolchain/manifest.ts';
import { buildCommand, buildEvents, buildResult } from './build-command.ts';
import type { BuildEvent, BuildRequest, BuildResult } from './build.ts';
import type { Listener } from '../../workers/protocol/listener.ts';
import type {
  FetchProgress,
  GoCalls,
  GoCommand,
  GoEvent,
  GoResult,
  KeptBundle,
  StalePackage,
} from '../../workers/protocol/go.ts';

/** Compiled tools by name. They outlive a worker: a fresh one starts with them. */
export type Modules = [name: string, module: WebAssembly.Module][];

/** What a build worker starts with. */
export interface BuildClientOptions {
  /** URL of the release's folder. */
  folder: string;
  manifest: Manifest;
  modules: Modules;
  /** Ends the worker with all that was asked of it. */
  signal: AbortSignal;
  /** Told when the worker dies of an error of its own. */
  onDeath?: () => void;
  /** Told when the browser refuses to keep files or compiled packages for the next visit. */
  onNotKept: () => void;
}

/**
 * A running build worker, until close() or the signal ends it; calls without an answer then reject with an AbortError, or
 * with an Error when the worker died by itself.
 */
export class BuildClient {
  readonly #worker: WorkerClient<GoCalls>;
  readonly #opened: Promise<void>;
  #manifest: Manifest;

  /** Throws an AbortError when the signal has fired. */
  constructor({ folder, manifest, modules, signal, onDeath, onNotKept }: BuildClientOptions) {
    this.#manifest = manifest;
    const start = () =>
      new Worker(new URL('../../workers/build.worker.ts', import.meta.url), { type: 'module' });
    this.#worker = new WorkerClient({ name: 'build worker', start, signal, onDeath });
    // DataCloneError: some browsers do not post Modules; the worker then fetches the tools itself.
    const notKept = this.#worker.listen<void>(onNotKept);
    const open = (tools: Modules) =>
      this.#worker.ask((remote) => remote.open(folder, manifest, tools, notKept));
    this.#opened = open(modules).catch(() => open([]));
    this.#opened.catch(() => {}); // Every call waits for it, and tells.
  }

  /** Fetches what the request needs. Throws ToolchainError. */
  load(request: BuildRequest, onProgress: (loaded: number, total: number) => void): Promise<void> {
    return this.prefetch(buildCommand(request), onProgress);
  }

  /** Fetches what a command needs. Throws ToolchainError. */
  async prefetch(command: GoCommand, onProgress: (loaded: number, total: number) => void): Promise<void> {
    const onFetch = ({ loaded, total }: FetchProgress) => onProgress(loaded, total);
    unwrap(await this.#ask((remote, listener) => remote.load(command, listener), onFetch));
  }

  /** Runs a go command. Throws ToolchainError. */
  async run(command: GoCommand, onEvent: (event: GoEvent) => void): Promise<GoResult> {
    return unwrap(await this.#ask((remote, listener) => remote.run(command, listener), onEvent));
  }

  /** Builds. Throws ToolchainError. */
  async build(request: BuildRequest, onEvent: (event: BuildEvent) => void): Promise<BuildResult> {
    return buildResult(await this.run(buildCommand(request), buildEvents(onEvent)));
  }

  /** Builds the request, changed a little in rounds after the first, and throws the result away. */
  async warmUp(request: BuildRequest, round: number): Promise<void> {
    await this.#ask((remote) => remote.warmUp(buildCommand(request), round));
  }

  /** What of std the build would have to compile. Throws ToolchainError. */
  async stale(request: BuildRequest, onEvent: (event: BuildEvent) => void): Promise<StalePackage[]> {
    const command = buildCommand(request);
    return unwrap(
      await this.#ask((remote, listener) => remote.stale(command, listener), buildEvents(onEvent)),
    );
  }

  /** Compiles packages of std; see GoCalls. Throws ToolchainError. */
  async compile(
    request: BuildRequest,
    packages: string[],
    onEvent: (event: BuildEvent) => void,
  ): Promise<KeptBundle | undefined> {
    const command = buildCommand(request);
    return unwrap(
      await this.#ask(
        (remote, listener) => remote.compile(command, packages, listener),
        buildEvents(onEvent),
      ),
    );
  }

  /** What was compiled since the worker was opened; undefined when nothing was. */
  compiled(): Promise<KeptBundle | undefined> {
    return this.#ask((remote) => remote.compiled());
  }

  /** Takes over what other workers have compiled. */
  async mount(bundles: KeptBundle[]): Promise<void> {
    await this.#ask((remote) => remote.mount(bundles));
  }

  /** Drops what is held of a target's pack. */
  async forget(target: string): Promise<void> {
    await this.#ask((remote) => remote.forget(target));
  }

  /** Drops kept files and compiled packages that the manifest has no use for: those of older releases. */
  async dropOthers(): Promise<void> {
    await this.#ask((remote) => remote.dropOthers());
  }

  /** A file of GOROOT; undefined when the release has none there. Throws ToolchainError. */
  async gorootFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return unwrap(await this.#ask((remote) => remote.gorootFile(path)));
  }

  /** The compiled tools; none where the browser does not post Modules, or when the worker has ended. */
  async modules(): Promise<Modules> {
    try {
      return await this.#ask((remote) => remote.modules());
    } catch {
      return [];
    }
  }

  /** Tells the worker of packs that were prepared since. */
  async update(manifest: Manifest): Promise<void> {
    if (manifest === this.#manifest) return;
    this.#manifest = manifest;
    await this.#ask((remote) => remote.update(manifest));
  }

  /** Import paths of the packages of std that programs may import. Throws ToolchainError. */
  async importable(target: Target): Promise<string[]> {
    return unwrap(await this.#ask((remote) => remote.importable(target)));
  }

  /** Ends the worker, whatever it does. */
  close(): void {
    this.#worker.close();
  }

  /** Nothing is asked before the worker was opened, with Modules or without. */
  async #ask<P extends Promise<unknown>, Event>(
    call: (remote: Remote<GoCalls>, listener: Listener<Event>) => P,
    onEvent?: (event: Event) => void,
  ): Promise<Awaited<P>> {
    await this.#opened;
    return this.#worker.ask(call, onEvent);
  }
}
