// The build worker's entry: what the page can ask of it, exposed with comlink.
import { targetName, type Target } from '../src/project/target.ts';
import type { ProjectFile } from '../src/project/file.ts';
import type { Listener } from './protocol/listener.ts';
import type { OrProblem } from './protocol/problem.ts';
import { expose, transfer } from 'comlink';
import type { Manifest } from '../toolchain/manifest.ts';
import { fetchPlan, planOf } from './go/plan.ts';
import { runCommand } from './go/run-command.ts';
import { BundleStore } from './storage/bundle-store.ts';
import { FetchSource } from './toolchain/fetch-source.ts';
import { dropOtherFiles } from './storage/kept-files.ts';
import type {
  BundleRecord,
  FetchProgress,
  GoCalls,
  GoCommand,
  GoEvent,
  GoResult,
  KeptBundle,
  StalePackage,
} from './protocol/go.ts';
import { telling } from './telling.ts';
import { orProblem } from './toolchain/or-problem.ts';
import { emptyRoot } from './process/root.ts';
import { compilePackages, stalePackages } from './go/stale-packages.ts';
import { cacheFolder, Toolchain } from './toolchain/toolchain.ts';
import { cacheNames, mountBundles, newBundle, trimWritten } from './storage/go-cache.ts';
import { openingsSoFar } from './wasi/regular-file.ts';

/** What a command must have taken, in milliseconds, for its compiled packages to be worth keeping for the next visit. */
const worthKeeping = 2000;

/**
 * Bytes of what was compiled here that are held beyond what the latest command has used: the std of three variants, or
 * hundreds of edits.
 */
const compiledBudget = 256 << 20;

/** One toolchain, one command at a time. The page ends it; until then what was fetched and compiled is held. */
class BuildWorker implements GoCalls {
  #toolchain: Toolchain | undefined;
  #store: BundleStore | undefined;
  #mounted: Promise<void> | undefined;
  /** Whether the next build has only the rest to compile of what took long. */
  #compiledAhead = false;
  /** Names of what was in GOCACHE before the first command. */
  #atStart = new Set<string>();
  /** Kept bundles that were read since they were last touched. */
  readonly #read = new Set<BundleRecord>();

  open(
    folder: string,
    manifest: Manifest,
    modules: [string, WebAssembly.Module][],
    notKept: Listener<void>,
  ): void {
    const onNotKept = telling(notKept);
    const source = new FetchSource(folder, onNotKept);
    this.#toolchain = new Toolchain(manifest, source, emptyRoot(), modules);
    this.#store = new BundleStore(onNotKept);
    this.#mounted = this.#mountKept(this.#store, manifest.release);
  }

  async #mountKept(store: BundleStore, release: string): Promise<void> {
    mountBundles(this.#cache, await store.load(release), (bundle) => this.#read.add(bundle));
    this.#atStart = cacheNames(this.#cache);
  }

  get #cache() {
    return this.#opened.root.folder(cacheFolder);
  }

  update(manifest: Manifest): void {
    this.#opened.manifest = manifest;
  }

  load(command: GoCommand, onProgress: Listener<FetchProgress>): Promise<OrProblem<void>> {
    const toolchain = this.#opened;
    return orProblem(() => fetchPlan(toolchain, planOf(toolchain, command), telling(onProgress)));
  }

  async warmUp(command: GoCommand, round: number): Promise<void> {
    const toolchain = this.#opened;
    const plan = planOf(toolchain, command);
    await toolchain.mount(plan.target);
    // Compiling std in the background would make the user wait for what he did not ask for.
    if (toolchain.unprepared(plan).length > 0) return;
    const changed = { ...command, isTraced: false, files: edited(command.files, round) };
    // Nobody builds the changed programs again.
    await orProblem(() => this.#run(changed, () => {}, { forgets: round > 0 }));
  }

  stale(command: GoCommand, onEvent: Listener<GoEvent>): Promise<OrProblem<StalePackage[]>> {
    return orProblem(async () => {
      await this.#mounted;
      return stalePackages(this.#opened, command, telling(onEvent));
    });
  }

  compile(
    command: GoCommand,
    packages: string[],
    onEvent: Listener<GoEvent>,
  ): Promise<OrProblem<KeptBundle | undefined>> {
    return orProblem(async () => {
      await this.#mounted;
      const before = cacheNames(this.#cache);
      await compilePackages(this.#opened, command, packages, telling(onEvent));
      const bundle = newBundle(this.#cache, before, this.#opened.manifest.release);
      if (bundle) void this.#store?.keep(bundle);
      this.#compiledAhead = true;
      return bundle;
    });
  }

  compiled(): KeptBundle | undefined {
    return newBundle(this.#cache, this.#atStart, this.#opened.manifest.release);
  }

  mount(bundles: KeptBundle[]): void {
    mountBundles(this.#cache, bundles, (bundle) => this.#read.add(bundle));
  }

  forget(target: string): void {
    this.#opened.forget(target);
  }

  async dropOthers(): Promise<void> {
    const { manifest, source } = this.#opened;
    if (source instanceof FetchSource) await dropOtherFiles(source.base, manifest);
    await this.#store?.dropOthers(manifest.release);
  }

  gorootFile(path: string): Promise<OrProblem<Uint8Array<ArrayBuffer> | undefined>> {
    return orProblem(() => this.#opened.gorootFile(path));
  }

  importable(target: Target): Promise<OrProblem<string[]>> {
    return orProblem(async () => {
      await this.#opened.mount(targetName(target));
      return this.#opened.importable;
    });
  }

  modules(): [string, WebAssembly.Module][] {
    return [...this.#opened.modules];
  }

  async run(command: GoCommand, onEvent: Listener<GoEvent>): Promise<OrProblem<GoResult>> {
    const result = await orProblem(() => this.#run(command, telling(onEvent)));
    const files = 'ok' in result && result.ok.status === 'exit' ? result.ok.files : [];
    return transfer(
      result,
      files.flatMap((file) => (file.change === 'removed' ? [] : [file.bytes.buffer])),
    );
  }

  async #run(
    command: GoCommand,
    onEvent: (event: GoEvent) => void,
    { forgets = false } = {},
  ): Promise<GoResult> {
    await this.#mounted;
    const before = cacheNames(this.#cache);
    const since = openingsSoFar();
    const result = await runCommand(this.#opened, command, onEvent, { forgets });
    if (result.status === 'exit' && !forgets) void this.#keep(before, result.times.run);
    trimWritten(this.#cache, compiledBudget, since);
    return result;
  }

  /** Keeps what took long to compile, and notes what was of use. */
  async #keep(before: Set<string>, milliseconds: number): Promise<void> {
    const isWorth = this.#compiledAhead || milliseconds >= worthKeeping;
    this.#compiledAhead = false;
    const bundle = isWorth ? newBundle(this.#cache, before, this.#opened.manifest.release) : undefined;
    if (bundle) await this.#store?.keep(bundle);
    const read = [...this.#read];
    this.#read.clear();
    if (read.length > 0) await this.#store?.touch(read);
  }

  get #opened(): Toolchain {
    if (!this.#toolchain) throw new Error('BuildWorker.open was not called');
    return this.#toolchain;
  }
}

/** The same program, with so many empty lines more that the compiler has to look at it again. */
function edited(files: readonly ProjectFile[], lines: number): ProjectFile[] {
  return files.map(({ path, content }) => {
    const isGo = path.endsWith('.go') && typeof content === 'string';
    return { path, content: isGo ? content + '\n'.repeat(lines) : content };
  });
}

expose(new BuildWorker());
