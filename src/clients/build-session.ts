// A build worker with all that goes on in it and beside it, under one token that ends everything.
import type { BuildRequest } from './build.ts';
import { targetName } from '../project/target.ts';
import type { Manifest } from '../../toolchain/manifest.ts';
import { BuildClient, type Modules } from './build-client.ts';
import type { Site } from './site.ts';

/**
 * Packs that stay with the worker: the latest target's and those of the targets before it. A pack holds some 10 MB of a
 * small program's packages; to come back to one that was dropped takes what its files take from the HTTP cache.
 */
const keptPacks = 3;

/** What the workers of a session start with. */
export interface SessionOptions {
  site: Site;
  /** Tools that are compiled already. */
  modules: () => Modules;
  onNotKept: () => void;
  /** Told when the worker that builds dies of an error of its own: the session is then of no more use. */
  onDeath: () => void;
}

/** From the start of a build worker until something ends it: a stop, a retry, its own death. */
export class BuildSession {
  readonly #abort = new AbortController();
  readonly #options: SessionOptions;
  #client: BuildClient | undefined;
  /** Names of the targets whose packs the worker may hold, the latest last. */
  #targets: string[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Fires when the session is ended: whatever was awaited for it is then of no use. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /**
   * The worker that builds, started at the first call, with a manifest that has the request's target. Throws
   * ToolchainError, or an AbortError once the session is ended: no worker starts after that.
   */
  async open({ target }: Pick<BuildRequest, 'target'>): Promise<BuildClient> {
    const manifest = await this.#options.site.manifestFor(target);
    this.signal.throwIfAborted();
    const { onDeath } = this.#options;
    this.#client ??= this.#start(manifest, onDeath);
    await this.#client.update(manifest);
    return this.#client;
  }

  /** One more worker beside it, which ends with the session; who opens it closes it. The call it leaves unanswered rejects. */
  async openerBeside({ target }: BuildRequest): Promise<() => BuildClient> {
    const manifest = await this.#options.site.manifestFor(target);
    return () => this.#start(manifest);
  }

  /** Notes which target was built, and has the worker forget packs that were not used for long. */
  async forgetOthers({ target }: BuildRequest): Promise<void> {
    const name = targetName(target);
    const targets = [...this.#targets.filter((other) => other !== name), name];
    this.#targets = targets.slice(-keptPacks);
    for (const old of targets.slice(0, -keptPacks)) await this.#client?.forget(old);
  }

  /** Ends every worker of the session, and all that was asked of them with an AbortError. */
  end(): void {
    this.#abort.abort();
  }

  #start(manifest: Manifest, onDeath = () => {}): BuildClient {
    const { site, modules, onNotKept } = this.#options;
    const folder = site.folder(manifest);
    return new BuildClient({ folder, manifest, modules: modules(), signal: this.signal, onDeath, onNotKept });
  }
}
