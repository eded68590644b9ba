// Builds many targets together: the choice, the builds that go on, and what they gave.
import type { ProjectFile } from '../project/file.ts';
import type { Settings } from '../project/settings.ts';
import type { Target } from '../project/target.ts';
import { BinaryStore, type DiskKind } from '../storage/binary-store.ts';
import { ArchiveClient } from '../clients/archive-client.ts';
import { buildAll, type PoolGroup } from '../clients/build-pool.ts';
import type { Builder } from '../clients/builder.ts';
import { removeAbandoned } from '../storage/disk-blobs.ts';
import { checksumList, nameAmongTargets, type ArchiveFormat } from '../export/archive.ts';
import type { ArchiveEntry } from '../export/archive-entry.ts';
import { describeError } from './build-state.svelte.ts';
import { SetBuild, type SetBinary, type SetInput } from './set-build.svelte.ts';

const TICK = 200;

/** Binaries of a set that the browser does not keep any more. */
export class MissingBinaries extends Error {
  override readonly name = 'MissingBinaries';

  constructor(readonly rows: readonly SetBuild[]) {
    super(`not kept any more: ${rows.map(({ name }) => name).join(', ')}`);
  }
}

/** A binary of a set as it lies in an archive. */
export interface NamedBinary {
  readonly name: string;
  readonly target: Target;
  readonly sha256: string;
  readonly settings: Settings;
  /** What it was built from. */
  readonly files: readonly ProjectFile[];
  readonly content: Blob;
}

/** What an archive holds, where that is not just the binaries under their usual names. */
export interface ArchiveContents {
  /** The name of a binary; every one has another. May throw. */
  nameOf(binary: string, target: Target, isStripped: boolean): string;
  /** What lies beside the binaries; it is in SHA256SUMS too. */
  beside(binaries: readonly NamedBinary[]): Promise<readonly (ArchiveEntry & { sha256: string })[]>;
}

const usual: ArchiveContents = { nameOf: nameAmongTargets, beside: async () => [] };

/** One set at a time. Its rows stay until the next one starts. */
export class SetState {
  /** Also build each target with -s -w. */
  alsoStripped = $state(false);
  /** The chosen targets by name. */
  chosen: ReadonlySet<string> = $state.raw(new Set());

  readonly #builder: Builder;
  readonly #store: BinaryStore;
  readonly #archives: ArchiveClient;
  #abort: AbortController | undefined;
  #queue: PoolGroup[] = [];
  #startedAt = 0;

  #rows: readonly SetBuild[] = $state.raw([]);
  #isRunning = $state(false);
  #elapsed = $state(0);
  #disk: DiskKind = $state('opfs');

  readonly done = $derived(this.#rows.filter(({ now }) => now.status === 'done'));
  readonly failed = $derived(this.#rows.filter(({ now }) => now.status === 'failed'));
  readonly ended = $derived(this.#rows.filter(({ isEnded }) => isEnded));
  /** Bytes of all binaries there are. */
  readonly bytes = $derived(this.#rows.flatMap(binariesOf).reduce((sum, { binary }) => sum + binary.size, 0));

  constructor(builder: Builder, store = new BinaryStore(), archives = new ArchiveClient()) {
    this.#builder = builder;
    this.#store = store;
    this.#archives = archives;
    void removeAbandoned();
  }

  /** One for each target of the latest set, in the order in which they were chosen. */
  get rows(): readonly SetBuild[] {
    return this.#rows;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Milliseconds from the start of the latest set to its end, or until now. */
  get elapsed(): number {
    return this.#elapsed;
  }

  /** Where binaries go that do not fit into memory. */
  get disk(): DiskKind {
    return this.#disk;
  }

  /**
   * Builds all targets. Resolves when every one ended, all were stopped, or a later call took the place of this one. Never
   * rejects: what went wrong is in the rows.
   */
  async start(targets: readonly Target[], input: SetInput): Promise<void> {
    this.stop();
    const abort = this.#begin();
    this.#rows = [];
    await this.#store.clear();
    if (abort.signal.aborted) return;
    this.#rows = targets.map((target) => new SetBuild(target, input, this.#store, this.#archives));
    await this.#build(this.#rows, abort);
  }

  /** Builds some of the targets again: in the set that goes on, or as one of their own. */
  async retry(rows: readonly SetBuild[], input: SetInput): Promise<void> {
    for (const row of rows) row.reset(input);
    const abort = this.#abort;
    if (this.#isRunning && abort) this.#queue.push(...rows.map((row) => row.tasks(abort.signal)));
    else await this.#build(rows, this.#begin());
  }

  /** Stops everything that goes on. What is done stays. */
  stop(): void {
    this.#abort?.abort();
    for (const row of this.#rows) row.stop();
    this.#isRunning = false;
  }

  /** Stops everything and forgets the binaries: the end of the set. */
  close(): void {
    this.stop();
    this.#rows = [];
    void this.#store.clear();
  }

  /** The bytes of a binary of the set, read from where they are kept. */
  async read(binary: SetBinary): Promise<Uint8Array<ArrayBuffer>> {
    const file = await this.#kept(binary);
    if (!file) throw new Error(`${binary.key} is not kept any more`);
    return new Uint8Array(await file.arrayBuffer());
  }

  /** The text of SHA256SUMS for everything that is done. */
  checksums({ nameOf }: Pick<ArchiveContents, 'nameOf'> = usual): string {
    return sortedSums(
      this.#rows.flatMap((row) =>
        binariesOf(row).map(({ binary, isStripped }) => ({
          name: nameOf(binary.name, row.target, isStripped),
          sha256: binary.sha256,
        })),
      ),
    );
  }

  /**
   * Everything that is done in one archive, with SHA256SUMS. `time` is the modification time of the files. Rejects with
   * MissingBinaries, naming the targets, when something is not kept any more: an archive is whole or not at all.
   */
  async archive(
    format: ArchiveFormat,
    time: Date,
    { nameOf, beside }: ArchiveContents = usual,
  ): Promise<Blob> {
    const missing = new Set<SetBuild>();
    const binaries: NamedBinary[] = [];
    for (const row of this.#rows)
      for (const { binary, isStripped } of binariesOf(row)) {
        const { target, files } = row;
        const { sha256, settings } = binary;
        const content = await this.#kept(binary);
        const name = nameOf(binary.name, target, isStripped);
        if (content) binaries.push({ name, target, sha256, settings, files, content });
        else missing.add(row);
      }
    if (missing.size > 0) throw new MissingBinaries([...missing]);
    const others = await beside(binaries);
    const sums = new Blob([sortedSums([...binaries, ...others])]);
    const entries: ArchiveEntry[] = [
      ...binaries.map(({ name, content }) => ({ name, isExecutable: true, content })),
      ...others.map(({ name, isExecutable, content }) => ({ name, isExecutable, content })),
      { name: 'SHA256SUMS', isExecutable: false, content: sums },
    ];
    return this.#archives.pack(format, entries, time.getTime());
  }

  /** The binary where it is kept; undefined when the browser has removed or cut it. */
  async #kept({ key, size }: SetBinary): Promise<Blob | undefined> {
    const file = await this.#store.get(key).catch(() => undefined);
    return file?.size === size ? file : undefined;
  }

  /** From here on stop() stops what is about to begin. */
  #begin(): AbortController {
    this.#abort = new AbortController();
    this.#queue = [];
    this.#isRunning = true;
    this.#startedAt = performance.now();
    return this.#abort;
  }

  async #build(rows: readonly SetBuild[], abort: AbortController): Promise<void> {
    const { signal } = abort;
    this.#queue.push(...rows.map((row) => row.tasks(signal)));
    const clock = setInterval(() => this.#tick(signal), TICK);
    try {
      await buildAll(this.#builder.site, this.#builder.modules, this.#queue, signal);
    } catch (error) {
      if (!signal.aborted) for (const row of rows) row.fail(describeError(error));
    } finally {
      clearInterval(clock);
      this.#tick(signal);
      if (this.#abort === abort) this.#isRunning = false;
    }
  }

  #tick(signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#elapsed = performance.now() - this.#startedAt;
    this.#disk = this.#store.disk;
  }
}

const sortedSums = (files: readonly { name: string; sha256: string }[]) =>
  checksumList([...files].sort((a, b) => (a.name < b.name ? -1 : 1)));

/** The binaries of a row. */
function binariesOf({ binary, strippedBinary }: SetBuild): { binary: SetBinary; isStripped: boolean }[] {
  return [
    ...(binary ? [{ binary, isStripped: false }] : []),
    ...(strippedBinary ? [{ binary: strippedBinary, isStripped: true }] : []),
  ];
}
