// The storage worker's entry: what this browser keeps of the site, and fetching ahead.
import { DEFAULT_SETTINGS } from '../src/project/settings.ts';
import { targetName, type Target } from '../src/project/target.ts';
import type { Listener } from './protocol/listener.ts';
import type { OrProblem } from './protocol/problem.ts';
import type { AheadRequest, AheadResult, AheadSize, StorageCalls } from './protocol/storage.ts';
import { expose } from 'comlink';
import { telling } from './telling.ts';
import type { FileRef, ToolRef } from '../toolchain/manifest.ts';
import { planOf, wholePlan } from './go/plan.ts';
import { BundleStore } from './storage/bundle-store.ts';
import { FetchSource } from './toolchain/fetch-source.ts';
import { clearKeptFiles, keptFilesSize, keptUrls } from './storage/kept-files.ts';
import { orProblem } from './toolchain/or-problem.ts';
import { emptyRoot } from './process/root.ts';
import { Toolchain, type Plan } from './toolchain/toolchain.ts';

/** Files fetched at once. */
const parallelFetches = 8;

class StorageWorker implements StorageCalls {
  readonly #compiled = new BundleStore();

  async sizes(): Promise<{ toolchain: number; compiled: number }> {
    return { toolchain: await keptFilesSize(), compiled: await this.#compiled.size() };
  }

  async clear(kind: 'toolchain' | 'compiled'): Promise<void> {
    await (kind === 'toolchain' ? clearKeptFiles() : this.#compiled.clear());
  }

  aheadSize(request: AheadRequest): Promise<OrProblem<AheadSize>> {
    return orProblem(async () => {
      const ahead = new AheadFetch(request);
      const project = await ahead.files(false);
      const whole = await ahead.files(true);
      const kept = await keptUrls();
      const missing = (refs: FileRef[]) =>
        sum(refs.filter((ref) => !kept.has(ahead.source.url(ref).href)).map(wireSize));
      return {
        project: { size: sum(project.map(wireSize)), missing: missing(project) },
        whole: { size: sum(whole.map(wireSize)), missing: missing(whole) },
      };
    });
  }

  fetchAhead(
    request: AheadRequest,
    whole: boolean,
    onBytes: Listener<number>,
  ): Promise<OrProblem<AheadResult>> {
    return orProblem(async () => {
      const ahead = new AheadFetch(request);
      return (await ahead.fetch(await ahead.files(whole), telling(onBytes))) ? 'kept' : 'refused';
    });
  }
}

/** What building a project needs for several targets, fetched before anybody asks for it. */
class AheadFetch {
  readonly source: FetchSource;
  readonly #toolchain: Toolchain;

  constructor(readonly request: AheadRequest) {
    this.source = new FetchSource(request.folder);
    this.#toolchain = new Toolchain(request.manifest, this.source, emptyRoot());
  }

  /** The files, each once: for the packages that the project needs, or for all that the packs hold. */
  async files(whole: boolean): Promise<FileRef[]> {
    const refs = new Map<string, FileRef>();
    for (const target of this.request.targets) {
      const name = targetName(target);
      await this.#toolchain.mount(name);
      for (const plan of this.#plans(target, whole))
        for (const ref of this.#toolchain.files(plan)) refs.set(ref.path, ref);
      this.#toolchain.forget(name);
    }
    return [...refs.values()];
  }

  #plans({ goos, goarch }: Target, whole: boolean): Plan[] {
    const target = { goos, goarch };
    const build = { args: ['build', '.'], files: this.request.files, target, settings: DEFAULT_SETTINGS };
    const project = planOf(this.#toolchain, build);
    return whole ? [project, wholePlan(this.#toolchain, target)] : [project];
  }

  /** Resolves false when the browser refuses to keep a file. */
  async fetch(refs: FileRef[], onBytes: (count: number) => void): Promise<boolean> {
    const pending = [...refs];
    let refused = false;
    const next = async (): Promise<void> => {
      for (let ref = pending.pop(); ref && !refused; ref = pending.pop()) {
        const scale = wireSize(ref) / ref.size;
        if (!(await this.source.fetchAhead(ref, (count) => onBytes(count * scale)))) refused = true;
      }
    };
    await Promise.all(Array.from({ length: parallelFetches }, next));
    return !refused;
  }
}

/** Bytes over the wire: tools are stored raw and travel compressed. */
function wireSize(ref: FileRef | ToolRef): number {
  return 'gzipSize' in ref ? ref.gzipSize : ref.size;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

expose(new StorageWorker());
