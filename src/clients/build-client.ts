// One build worker, seen from the page: its start, its calls, and its end.
import { unwrap } from './unwrap.ts';
import { proxy, wrap, type Remote } from 'comlink';
import type { Manifest } from '../../toolchain/manifest.ts';
import type {
  BuildCalls,
  BuildEvent,
  BuildRequest,
  BuildResult,
  KeptBundle,
  StalePackage,
} from '../../workers/protocol/build.ts';

/** Compiled tools by name. They outlive a worker: a fresh one starts with them. */
export type Modules = [name: string, module: WebAssembly.Module][];

/** What a build worker starts with. */
export interface BuildClientOptions {
  /** URL of the release's folder. */
  folder: string;
  manifest: Manifest;
  modules: Modules;
  /** Told when the worker dies of an error of its own. */
  onDeath: () => void;
  /** Told when the browser refuses to keep files or compiled packages for the next visit. */
  onNotKept: () => void;
}

/** A running build worker. After terminate() its calls never settle: race them with something that does. */
export class BuildClient {
  readonly #worker: Worker;
  readonly #remote: Remote<BuildCalls>;
  /** Rejects when the worker dies of an error of its own (its script is missing, out of memory). */
  readonly #died: Promise<never>;
  readonly #opened: Promise<void>;
  #manifest: Manifest;

  constructor({ folder, manifest, modules, onDeath, onNotKept }: BuildClientOptions) {
    this.#manifest = manifest;
    this.#worker = new Worker(new URL('../../workers/build.worker.ts', import.meta.url), { type: 'module' });
    this.#remote = wrap<BuildCalls>(this.#worker);
    this.#died = new Promise<never>((_, reject) => {
      this.#worker.addEventListener('error', (event) => {
        this.terminate();
        onDeath();
        reject(new Error(event.message || 'the build worker could not be started'));
      });
    });
    this.#died.catch(() => {}); // Raced where it matters.
    // DataCloneError: some browsers do not post Modules; the worker then fetches the tools itself.
    const open = (tools: Modules) => this.#remote.open(folder, manifest, tools, proxy(onNotKept));
    this.#opened = open(modules).catch(() => open([]));
  }

  /** Fetches what the request needs. Throws ToolchainError. */
  async load(request: BuildRequest, onProgress: (loaded: number, total: number) => void): Promise<void> {
    unwrap(await this.#alive(this.#remote.load(request, proxy(onProgress))));
  }

  /** Builds. Throws ToolchainError. */
  async build(request: BuildRequest, onEvent: (event: BuildEvent) => void): Promise<BuildResult> {
    return unwrap(await this.#alive(this.#remote.build(request, proxy(onEvent))));
  }

  /** Builds the request, changed a little in rounds after the first, and throws the result away. */
  async warmUp(request: BuildRequest, round: number): Promise<void> {
    await this.#alive(this.#remote.warmUp(request, round));
  }

  /** What of std the build would have to compile. Throws ToolchainError. */
  async stale(request: BuildRequest, onEvent: (event: BuildEvent) => void): Promise<StalePackage[]> {
    return unwrap(await this.#alive(this.#remote.stale(request, proxy(onEvent))));
  }

  /** Compiles packages of std; see BuildCalls. Throws ToolchainError. */
  async compile(
    request: BuildRequest,
    packages: string[],
    onEvent: (event: BuildEvent) => void,
  ): Promise<KeptBundle | undefined> {
    return unwrap(await this.#alive(this.#remote.compile(request, packages, proxy(onEvent))));
  }

  /** Takes over what other workers have compiled. */
  async mount(bundles: KeptBundle[]): Promise<void> {
    await this.#alive(this.#remote.mount(bundles));
  }

  /** Drops what is held of a target's pack. */
  async forget(target: string): Promise<void> {
    await this.#alive(this.#remote.forget(target));
  }

  /** Drops kept files and compiled packages that the manifest has no use for: those of older releases. */
  async dropOthers(): Promise<void> {
    await this.#alive(this.#remote.dropOthers());
  }

  /** The compiled tools; none where the browser does not post Modules. */
  async modules(): Promise<Modules> {
    try {
      return await this.#alive(this.#remote.modules());
    } catch {
      return [];
    }
  }

  /** Tells the worker of packs that were prepared since. */
  async update(manifest: Manifest): Promise<void> {
    if (manifest === this.#manifest) return;
    this.#manifest = manifest;
    await this.#alive(this.#remote.update(manifest));
  }

  terminate(): void {
    this.#worker.terminate();
  }

  async #alive<P extends Promise<unknown>>(call: P): Promise<Awaited<P>> {
    await Promise.race([this.#opened, this.#died]);
    return Promise.race([call, this.#died]) as Promise<Awaited<P>>;
  }
}
