// The state of the storage place: what is kept, and targets that are fetched ahead.
import type { ProjectFile } from '../project/file.ts';
import type { Target } from '../project/target.ts';
import { faultOf, ToolchainError, type ToolchainProblem } from '../project/toolchain-error.ts';
import type { AheadRequest, AheadSize } from '../../workers/protocol/storage.ts';
import { fetchAhead, aheadSize } from '../clients/storage-client.ts';
import type { Site } from '../clients/site.ts';
import { clearStorage, measureStorage, type StorageUse, type KeptKind } from '../clients/usage.ts';

/** How far the chosen targets are. */
export type AheadStatus =
  | { status: 'none' }
  | { status: 'measuring' }
  | { status: 'measured'; size: AheadSize }
  /** Bytes over the wire. */
  | { status: 'fetching'; fetched: number; total: number }
  | { status: 'kept' }
  | { status: 'refused' }
  | { status: 'failed'; problem: ToolchainProblem };

/** What this browser keeps, and what it is asked to keep. */
export class StorageState {
  #use: StorageUse | undefined = $state.raw();
  #ahead: AheadStatus = $state.raw({ status: 'none' });
  #targets: readonly Target[] = [];
  #abort: AbortController | undefined;

  /** `files` gives the project as it is. */
  constructor(
    readonly site: Site,
    readonly files: () => ProjectFile[],
  ) {}

  /** Undefined until it is measured. */
  get use(): StorageUse | undefined {
    return this.#use;
  }

  get ahead(): AheadStatus {
    return this.#ahead;
  }

  async measure(): Promise<void> {
    this.#use = await measureStorage();
  }

  async clear(kind: KeptKind): Promise<void> {
    await clearStorage(kind);
    await this.measure();
    if (kind === 'toolchain') await this.choose(this.#targets);
  }

  /** Asks the browser not to remove by itself what is kept. It may ask the user, or decide alone. */
  async persist(): Promise<void> {
    await navigator.storage?.persist?.();
    await this.measure();
  }

  /** Chooses the targets to fetch ahead and finds out what that takes. */
  async choose(targets: readonly Target[]): Promise<void> {
    this.#targets = targets;
    if (targets.length === 0) {
      this.cancel();
      this.#ahead = { status: 'none' };
      return;
    }
    await this.#work({ status: 'measuring' }, async (request, signal) => {
      return { status: 'measured', size: await aheadSize(request, signal) };
    });
  }

  /** Fetches the chosen targets: what the project needs, or all that is prepared. `total` bytes are missing. */
  async fetch(whole: boolean, total: number): Promise<void> {
    let fetched = 0;
    const onBytes = (count: number) => {
      fetched += count;
      if (this.#ahead.status === 'fetching') this.#ahead = { status: 'fetching', fetched, total };
    };
    await this.#work({ status: 'fetching', fetched, total }, async (request, signal) => {
      const status = await fetchAhead(request, whole, onBytes, signal);
      await this.site.keep();
      return { status };
    });
    await this.measure();
  }

  /** Stops what goes on; what was fetched so far stays. */
  cancel(): void {
    this.#abort?.abort();
  }

  async #work(
    meanwhile: AheadStatus,
    work: (request: AheadRequest, signal: AbortSignal) => Promise<AheadStatus>,
  ): Promise<void> {
    this.cancel();
    const abort = new AbortController();
    this.#abort = abort;
    this.#ahead = meanwhile;
    const end = await this.#request()
      .then((request) => work(request, abort.signal))
      .catch(failure);
    if (this.#abort !== abort) return;
    // After a stop, the sizes tell what is left.
    if (end) this.#ahead = end;
    else if (meanwhile.status === 'fetching') await this.choose(this.#targets);
  }

  async #request(): Promise<AheadRequest> {
    const manifest = await this.site.manifest();
    return { folder: this.site.folder(manifest), manifest, files: this.files(), targets: [...this.#targets] };
  }
}

/** Undefined when it was cancelled. */
function failure(error: unknown): AheadStatus | undefined {
  if (error instanceof DOMException && error.name === 'AbortError') return undefined;
  if (error instanceof ToolchainError) return { status: 'failed', problem: error.problem };
  return { status: 'failed', problem: { file: 'storage worker', fault: faultOf(error) } };
}
