// One prepared release: its manifest, its tools, and GOROOT and packs in the mounted tree.
import { own } from '../../src/project/own-name.ts';
import type { FileRef, GorootIndex, Manifest, PackIndex, ToolRef } from '../../toolchain/manifest.ts';
import { allSettled, loadBlobs, type ContentBlob } from './content-blob.ts';
import { Goroot } from './goroot.ts';
import { closure } from '../../src/project/go-imports.ts';
import { MemoryPool } from '../process/memory-pool.ts';
import { Pack } from './pack.ts';
import { toolFolder } from '../process/process.ts';
import type { OnBytes, ToolchainSource } from './source.ts';
import type { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** Where GOCACHE is mounted. */
export const cacheFolder = '/gocache';

/** Packages that every link needs, whatever the program imports (cmd/go/internal/load LinkerDeps). */
const linkerDependencies = ['runtime', 'math'];

/** What a command will open. */
export interface Plan {
  tools: readonly string[];
  /** Import paths of std packages that the command names itself. */
  imports: Iterable<string>;
  /** For example linux/amd64; its pack is used when `prepared`. */
  target: string;
  /** False for a variant or flags that no pack serves: std is then compiled from source. */
  prepared: boolean;
  /** What is read of these packages and of all they import: see workers/go/verbs.ts. */
  reads: 'archives' | 'summaries' | 'nothing';
  /** Whether it links. */
  links: boolean;
}

/** A prepared release, mounted. It grows with the targets mounted; whoever is done with one calls `forget`. */
export class Toolchain {
  readonly #modules = new Map<string, WebAssembly.Module>();
  readonly #packs = new Map<string, Pack>();
  readonly #modified: bigint;
  /** What is on its way, so that nothing is fetched twice when a build starts while the page still loads. */
  readonly #pending = new Map<string, Promise<void>>();
  /** Analyzers of what vet has found so far; see workers/go/analyzer-names.ts. */
  readonly analyzers = new Map<string, string>();
  /** For the processes of every build with this toolchain. */
  readonly memories = new MemoryPool();
  #goroot: Goroot | undefined;

  constructor(
    /** Replaced when more packs have been prepared; tools and GOROOT stay the same for a release. */
    public manifest: Manifest,
    readonly source: ToolchainSource,
    readonly root: Folder,
    modules: Iterable<[string, WebAssembly.Module]> = [],
  ) {
    this.#modules = new Map(modules);
    this.#modified = BigInt(Date.parse(manifest.releaseTime)) * 1_000_000n;
    root.folder(cacheFolder);
    for (const name of Object.keys(manifest.tools)) {
      const folder = name === 'go' || name === 'gofmt' ? '/goroot/bin' : toolFolder;
      root.put(`${folder}/${name}`, new RegularFile(undefined, this.#modified));
    }
  }

  /** The tools compiled so far, to hand to a fresh worker. */
  get modules(): Map<string, WebAssembly.Module> {
    return this.#modules;
  }

  /** A compiled tool; fetched there and then if nothing foresaw that it would be needed. Throws ToolchainError. */
  tool(name: string): WebAssembly.Module | undefined {
    const ref = own(this.manifest.tools, name);
    if (ref && !this.#modules.has(name)) this.#modules.set(name, this.source.moduleSync(ref));
    return this.#modules.get(name);
  }

  versionLine(name: string): string | undefined {
    return own(this.manifest.tools, name)?.versionLine || undefined;
  }

  /** Tells go that its cache was trimmed just now, so that it does not look through 256 folders for entries to drop. */
  touchCache(): void {
    const seconds = Math.floor(Date.now() / 1000);
    this.root.put(`${cacheFolder}/trim.txt`, new RegularFile(new TextEncoder().encode(String(seconds))));
  }

  /** Mounts GOROOT, and the target's pack if there is one. Throws ToolchainError. */
  async mount(target: string, onBytes?: OnBytes): Promise<void> {
    const packRef = own(this.manifest.packs, target);
    await allSettled([
      this.#once('goroot', () => this.#mountGoroot(onBytes)),
      ...(packRef ? [this.#once(target, () => this.#mountPack(target, packRef, onBytes))] : []),
    ]);
  }

  /** A copy of a file of GOROOT, for example lib/wasm/wasm_exec.js; undefined when the release has none there. Throws ToolchainError. */
  async gorootFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    await this.#once('goroot', () => this.#mountGoroot());
    const file = this.root.file(`goroot/${path}`);
    return file && new Uint8Array(file.bytes);
  }

  /** Takes a pack out of the tree again; its content can then be freed. */
  forget(target: string): void {
    this.#packs.get(target)?.unmount();
    this.#packs.delete(target);
  }

  #once(what: string, start: () => Promise<void>): Promise<void> {
    const pending = this.#pending.get(what) ?? start().finally(() => this.#pending.delete(what));
    this.#pending.set(what, pending);
    return pending;
  }

  async #mountGoroot(onBytes?: OnBytes): Promise<void> {
    if (this.#goroot) return;
    const index = await this.#index<GorootIndex>(this.manifest.goroot, onBytes);
    const { root, source } = this;
    this.#goroot ??= new Goroot(
      root.folder('goroot'),
      root.folder(cacheFolder),
      index,
      source,
      this.#modified,
    );
  }

  async #mountPack(target: string, ref: FileRef, onBytes?: OnBytes): Promise<void> {
    if (this.#packs.has(target)) return;
    const index = await this.#index<PackIndex>(ref, onBytes);
    this.#packs.set(target, new Pack(this.root.folder(cacheFolder), index, this.source, this.#modified));
  }

  async #index<T>(ref: FileRef, onBytes?: OnBytes): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.source.read(ref, onBytes))) as T;
  }

  /** Std packages that a build by this plan has to compile, because no pack holds them. */
  unprepared(plan: Plan): string[] {
    return [...this.#packages(plan)].filter((path) => !this.#pack(plan)?.imports(path));
  }

  /**
   * Fetches what the plan says and is not there yet. `onTotal` is called first, with the bytes that will travel. What was
   * fetched for a target stays until `forget`; tools and GOROOT stay as long as the toolchain. Throws ToolchainError.
   */
  async fetch(plan: Plan, onTotal: (bytes: number) => void, onBytes: OnBytes): Promise<void> {
    await this.mount(plan.target);
    const tools = plan.tools
      .filter((name) => !this.#modules.has(name))
      .flatMap((name): [string, ToolRef][] => {
        const ref = own(this.manifest.tools, name);
        return ref ? [[name, ref]] : [];
      });
    const blobs = this.#blobs(plan).filter((blob) => !blob.loaded);
    onTotal(sum(tools.map(([, ref]) => ref.gzipSize)) + sum(blobs.map((blob) => blob.ref.size)));
    const loads = tools.map(([name, ref]) => this.#once(name, () => this.#loadTool(name, ref, onBytes)));
    await allSettled([...loads, loadBlobs(blobs, onBytes)]);
  }

  /** Every file that `fetch` would have, there or not, indexes included. The target must be mounted. */
  files(plan: Plan): FileRef[] {
    const { tools, goroot, packs } = this.manifest;
    const named = [goroot, own(packs, plan.target), ...plan.tools.map((name) => own(tools, name))];
    return [...named.filter((ref) => ref !== undefined), ...this.#blobs(plan).map((blob) => blob.ref)];
  }

  /** Import paths of all packages in a mounted pack. */
  prepared(target: string): string[] {
    return this.#packs.get(target)?.packages ?? [];
  }

  /** Import paths of the packages of std that programs may import. GOROOT must be mounted. */
  get importable(): string[] {
    const isOurs = (path: string) =>
      !/^(cmd|vendor)(\/|$)|(^|\/)(internal|testdata|_[^/]*)(\/|$)|^builtin$/.test(path);
    return ['unsafe', ...(this.#goroot?.packages ?? [])].filter(isOurs).sort();
  }

  async #loadTool(name: string, ref: ToolRef, onBytes: OnBytes): Promise<void> {
    this.#modules.set(name, await this.source.module(ref, onBytes));
  }

  #pack({ target, prepared }: Plan): Pack | undefined {
    return prepared ? this.#packs.get(target) : undefined;
  }

  #packages(plan: Plan): Set<string> {
    const pack = this.#pack(plan);
    const start = [...plan.imports, ...(plan.links ? linkerDependencies : [])];
    return closure(start, (path) => pack?.imports(path) ?? this.#goroot?.imports(path));
  }

  #blobs(plan: Plan): ContentBlob[] {
    const goroot = this.#goroot;
    if (!goroot) return [];
    if (plan.reads === 'nothing') return goroot.blobs('', false);
    const pack = this.#pack(plan);
    // unsafe is in no closure: it has nothing to compile, but go looks at its directory.
    const blobs = ['', 'src', 'src/vendor', 'src/unsafe'].flatMap((path) => goroot.blobs(path, false));
    for (const path of this.#packages(plan)) {
      const prepared = plan.reads === 'archives' ? pack?.blob(path) : undefined;
      const isSummary = plan.reads === 'summaries' || prepared !== undefined;
      blobs.push(...goroot.blobs(`src/${path}`, isSummary), ...(prepared ? [prepared] : []));
    }
    if (plan.tools.includes('asm')) blobs.push(...goroot.blobsBelow('pkg/include'));
    return [...new Set(blobs)];
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
