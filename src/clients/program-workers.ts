// Go commands that start programs of the project: each in a worker of its own, which is thrown away afterwards.
import type { GoCommand, GoEvent, GoResult, KeptBundle } from '../../workers/protocol/go.ts';
import { BuildClient, type Modules } from './build-client.ts';
import type { Site } from './site.ts';
import { untilAborted } from './until-aborted.ts';

/** Where the workers begin. */
export interface ProgramWorkersOptions {
  site: Site;
  /** Tools that are compiled already. */
  modules: () => Modules;
}

/** A worker that waits for the next command, with what the last one needed. */
interface Spare {
  client: BuildClient;
  target: string;
  abort: AbortController;
}

/**
 * Runs commands whose programs are foreign code: tests, `go run`, generators. Nothing of a worker is used after one, but for
 * what go itself has compiled there, which programs cannot reach (workers/process/confinement.ts). The page's own build worker
 * is left alone.
 */
export class ProgramWorkers {
  readonly #options: ProgramWorkersOptions;
  #spare: Spare | undefined;
  /** What the commands so far have compiled. */
  readonly #compiled: KeptBundle[] = [];

  constructor(options: ProgramWorkersOptions) {
    this.#options = options;
  }

  /** Runs a command. Rejects with an AbortError when stopped, whatever goes on, and with ToolchainError. */
  async run(
    command: Omit<GoCommand, 'programs'>,
    { signal, onEvent }: { signal: AbortSignal; onEvent: (event: GoEvent) => void },
  ): Promise<GoResult> {
    signal.throwIfAborted();
    const confined: GoCommand = { ...command, programs: 'confined' };
    const { client, abort } = await untilAborted(this.#take(confined), signal);
    const stop = () => abort.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      const result = await untilAborted(client.run(confined, onEvent), signal);
      await this.#takeCompiled(client);
      return result;
    } finally {
      signal.removeEventListener('abort', stop);
      client.close();
      if (!signal.aborted) this.#prepare(confined);
    }
  }

  /** Ends the worker that waits. */
  close(): void {
    this.#spare?.client.close();
    this.#spare = undefined;
  }

  async #take(command: GoCommand): Promise<Spare> {
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare?.target === nameOf(command)) return spare;
    spare?.client.close();
    return this.#start(command);
  }

  async #start(command: GoCommand): Promise<Spare> {
    const { site, modules } = this.#options;
    const manifest = await site.manifestFor(command.target);
    const abort = new AbortController();
    const folder = site.folder(manifest);
    const client = new BuildClient({
      folder,
      manifest,
      modules: modules(),
      signal: abort.signal,
      onNotKept() {},
    });
    if (this.#compiled.length > 0) await client.mount(this.#compiled);
    return { client, target: nameOf(command), abort };
  }

  /** What was compiled saves time and nothing else: a worker that cannot tell ends without. */
  async #takeCompiled(client: BuildClient): Promise<void> {
    const bundle = await client.compiled().catch(() => undefined);
    if (bundle) this.#compiled.push(bundle);
  }

  /** Has a worker fetch what such a command needs. What fails will be told by the command that takes it. */
  #prepare(command: GoCommand): void {
    this.#start(command)
      .then(async (spare) => {
        this.#spare?.client.close();
        this.#spare = spare;
        await spare.client.prefetch(command, () => {});
      })
      .catch(() => {});
  }
}

function nameOf({ target: { goos, goarch, variant } }: GoCommand): string {
  return `${goos}/${goarch}/${variant?.value ?? ''}`;
}
