// The state of the page as a whole: project, target, toolchain, build and run.
import { m } from '../words/compiled/notices.js';
import { exampleTitle } from '../words/example.ts';
import { ToolchainError } from '../project/toolchain-error.ts';
import { Checks } from './checks.svelte.ts';
import { eachOnce, type Diagnostic } from '../project/diagnostic.ts';
import { changedByCheck } from '../words/checks.ts';
import { BuildState, type FinishedBinary } from './build-state.svelte.ts';
import { Builder, type ToolchainLoad } from '../clients/builder.ts';
import type { Site } from '../clients/site.ts';
import type { Draft } from '../storage/draft.ts';
import type { ArchiveFormat } from '../export/archive.ts';
import { binaryName } from '../export/file-name.ts';
import { buildCommand } from '../export/shell-command.ts';
import { Inspection } from './inspection.svelte.ts';
import type { LinkedProject } from '../link/linked-project.ts';
import type { Example } from '../project/examples.ts';
import { contentOf } from '../project/file.ts';
import { withoutIds, type NewFile } from '../project/project.ts';
import { DEFAULT_SETTINGS, compilesStd, settingsFrom, type Settings } from '../project/settings.ts';
import { runSettingsFrom } from '../project/run-settings.ts';
import { commonSets } from '../project/target-set.ts';
import {
  DEFAULT_TARGET,
  RUN_TARGET,
  obstacle,
  runsInPage,
  targetLabel,
  targetName,
  type Target,
} from '../project/target.ts';
import { browserAddress, PlaceState } from './place.svelte.ts';
import { ProjectState, type Snapshot } from './project-state.svelte.ts';
import { cardsOf, type Card, type StdReason } from './results.ts';
import { RunState } from './run-state.svelte.ts';
import { SavedSets } from './saved-sets.svelte.ts';
import type { OpenedLink } from './opened-link.svelte.ts';
import { TerminalState } from './terminal-state.svelte.ts';
import type { TraceState } from './trace-state.svelte.ts';
import type { SetBinary, SetBuild, SetInput } from './set-build.svelte.ts';
import { SetState, type ArchiveContents } from './set-state.svelte.ts';
import type { Manifest } from '../../toolchain/manifest.ts';

/** A message about something that happened, with the way back where there is one. */
export interface Notice {
  text: string;
  undo?: () => void;
  /** What can be done about it. */
  action?: { caption: string; start: () => void };
}

/** What an undo brings back. */
interface UndoState extends Pick<Draft, 'target' | 'args' | 'stdin'> {
  project: Snapshot;
  settings: Settings;
}

const KEPT_NOTICES = 3;

/** All that the page shows and all that can be done in it. */
export class Playground {
  readonly project: ProjectState;
  readonly building: BuildState;
  /** The one terminal, in which programs run. */
  readonly terminal = new TerminalState();
  readonly running = new RunState(this.terminal, () => this.#wasmExec());
  /** Vet, format, fixes and tests. */
  readonly checks: Checks;
  /** Where the user is, which is what the address says. */
  readonly place = new PlaceState(browserAddress);
  readonly inspection: Inspection;
  /** Builds of many targets together. */
  readonly set: SetState;
  readonly savedSets = new SavedSets();
  /** The link that was opened last; undefined before there was one. */
  link: OpenedLink | undefined = $state.raw();
  readonly #builder: Builder;

  #settings: Settings = $state.raw(DEFAULT_SETTINGS);
  #target: Target = $state.raw(DEFAULT_TARGET);
  #manifest: Manifest | undefined = $state.raw();
  #toolchain: ToolchainLoad | undefined = $state.raw();
  #notices: readonly Notice[] = $state.raw([]);
  readonly #firstBuild = Promise.withResolvers<void>();

  /** The chosen target as the manifest knows it. */
  readonly targetInfo = $derived(
    this.#manifest?.targets.find((target) => targetName(target) === targetName(this.#target)),
  );
  /** Why go will refuse the chosen target, in Go's own words. */
  readonly obstacle = $derived(this.targetInfo && obstacle(this.targetInfo));
  /** What go calls the executable of the project, for the chosen target. */
  readonly binaryName = $derived.by(() => binaryName(this.project.modulePath, this.#target));
  /** The command that gives the same bytes anywhere; undefined until the release is known. */
  readonly command = $derived.by(
    () =>
      this.#manifest && buildCommand(this.#target, this.#settings, this.#manifest.release, this.binaryName),
  );
  /** Why std has to be compiled in the page before the program; undefined when it is prepared. */
  readonly stdFromSource: StdReason | undefined = $derived.by(() => {
    if (!this.#manifest || this.obstacle) return undefined;
    if (compilesStd(this.#settings, this.#target)) return 'these settings';
    const { variant } = this.#target;
    if (variant && variant.value !== this.targetInfo?.variants?.default) return 'this variant';
    return Object.hasOwn(this.#manifest.packs, targetName(this.#target)) ? undefined : 'this target';
  });
  /** What was done and what stands in the way, as the result pane lists it. */
  readonly cards: readonly Card[] = $derived.by(() =>
    cardsOf({
      latest: this.building.latest,
      diagnostics: this.building.diagnostics,
      finished: this.building.finished,
      fresh: this.building.fresh,
      next: { target: this.#target, revision: this.project.revision, settings: this.#settings },
      obstacle: this.obstacle,
      stdFromSource: this.stdFromSource,
      problem: this.#toolchain?.status === 'failed' ? this.#toolchain.problem : undefined,
      buildStarted: this.building.startedAt,
      checks: this.checks,
    }),
  );
  /** What builds and checks have found, each once, for the editor. */
  readonly diagnostics: readonly Diagnostic[] = $derived.by(() =>
    eachOnce([...this.building.diagnostics, ...this.checks.diagnostics]),
  );
  /** What comes back after a reload. */
  readonly draft: Draft = $derived.by(() => ({
    files: withoutIds(this.project.files),
    openPath: this.project.open.path,
    target: this.#target,
    args: this.running.args,
    stdin: this.running.stdin,
    running: this.running.settings,
    settings: this.#settings,
    chosenTargets: [...this.set.chosen],
  }));

  constructor(draft?: Draft) {
    this.#builder = new Builder({
      onLoad: (load) => (this.#toolchain = load),
      onNotKept: () => this.notify({ text: m.toolchain_not_kept() }),
    });
    this.inspection = new Inspection(this.#builder.site, this.place);
    this.project = new ProjectState(draft);
    this.building = new BuildState(this.#builder);
    this.set = new SetState(this.#builder);
    this.checks = new Checks({
      builder: this.#builder,
      project: this.project,
      next: () => ({ target: this.#target, settings: this.#settings }),
      onChange: (how, count, undo) => this.notify({ text: changedByCheck(how, count), undo }),
    });
    if (!draft) return;
    this.#target = draft.target;
    this.#settings = settingsFrom(draft.settings);
    this.set.chosen = new Set(draft.chosenTargets);
    this.running.args = draft.args;
    this.running.stdin = draft.stdin;
    this.running.settings = runSettingsFrom(draft.running);
  }

  get target(): Target {
    return this.#target;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** What is prepared, for all that fetches. */
  get site(): Site {
    return this.#builder.site;
  }

  /** Undefined until it is fetched. */
  get manifest(): Manifest | undefined {
    return this.#manifest;
  }

  /** How far the toolchain is loaded; undefined before anything asked for it. */
  get toolchain(): ToolchainLoad | undefined {
    return this.#toolchain;
  }

  /** Messages that were not dismissed, oldest first. */
  get notices(): readonly Notice[] {
    return this.#notices;
  }

  /** Fetches the list of targets. What goes wrong shows as a failed toolchain. */
  async loadManifest(): Promise<void> {
    try {
      this.#manifest = await this.#builder.manifest();
      if (!this.targetInfo) this.#leaveUnknownTarget();
      this.#chooseKnownTargets(this.#manifest);
    } catch (error) {
      if (!(error instanceof ToolchainError)) throw error;
      this.#toolchain = { status: 'failed', problem: error.problem };
    }
  }

  /** Loads the tools and what the project needs for the chosen target, ahead of the first build. */
  async loadTools(): Promise<void> {
    if (!this.#manifest) await this.loadManifest();
    if (this.#manifest) this.#builder.load(this.#request());
  }

  /** Tries again after a prepared file could not be had; a build that ended for that reason starts again. */
  async retry(): Promise<void> {
    const { status } = this.building.latest;
    this.#toolchain = undefined;
    this.#builder.startAnew();
    // A build that is under way may have met the fault already, and not said so yet.
    if (status === 'unavailable' || status === 'building')
      await Promise.all([this.build(), this.loadManifest()]);
    else await this.loadTools();
  }

  /** Chooses a target, in the release's default variant unless one is named. */
  chooseTarget(target: Target): void {
    this.#target = target;
    if (this.#toolchain) void this.loadTools();
  }

  /** Changes some settings of the builds to come. */
  changeSettings(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
  }

  async build(): Promise<void> {
    if (this.checks.choices.has('vetBeforeBuild')) await this.checks.runVet();
    const { trace } = this.running;
    await this.#buildFor(this.#target, trace.isOn ? trace : undefined);
  }

  /** Resolves when a build has ended for the first time since the page was opened, however it ended. */
  get firstBuild(): Promise<void> {
    return this.#firstBuild.promise;
  }

  /** Builds the chosen targets together, in the order of the release's list. */
  buildSet(): Promise<void> {
    const { chosen } = this.set;
    const targets = (this.#manifest?.targets ?? []).filter((target) => chosen.has(targetName(target)));
    return this.set.start(
      targets.map(({ goos, goarch }) => ({ goos, goarch })),
      this.#setInput(),
    );
  }

  /** Everything the set gave, in one archive whose files have the time of the release. */
  archiveOfSet(format: ArchiveFormat, contents?: ArchiveContents): Promise<Blob> {
    return this.set.archive(format, new Date(this.#manifest?.releaseTime ?? 0), contents);
  }

  /** Reports whether the standard library need not be compiled for a target, with the settings as they are. */
  isPrepared(name: string): boolean {
    const [goos = ''] = name.split('/');
    return !compilesStd(this.#settings, { goos }) && Object.hasOwn(this.#manifest?.packs ?? {}, name);
  }

  /** Builds some targets of the set again, from the project as it is now. */
  retryInSet(rows: readonly SetBuild[]): Promise<void> {
    return this.set.retry(rows, this.#setInput());
  }

  /** Puts a binary of the set among the finished ones, to be run and looked at there. */
  async openFromSet({ target, revision, files }: SetBuild, kept: SetBinary): Promise<FinishedBinary> {
    const { name, sha256, description, times, settings, builtAt } = kept;
    const facts = { name, target, description, times, revision, files, settings, builtAt };
    return this.building.add(facts, { bytes: await this.set.read(kept), sha256 });
  }

  /**
   * Runs the project in the page, whatever target is chosen: the binary there is if it is up to date, else the one that a
   * build for wasip1/wasm gives now.
   */
  async buildAndRun(): Promise<void> {
    const target = runsInPage(this.#target) ? this.#target : RUN_TARGET;
    if (target.goos === 'wasip1') this.running.prepare();
    const current = this.#current(target) ?? (await this.#buildFor(target));
    if (current) await this.run(current);
  }

  /** The binary for a target that is what the project would give now. */
  #current(target: Target): FinishedBinary | undefined {
    return this.building.finished.find(
      (finished) =>
        targetLabel(finished.target) === targetLabel(target) &&
        finished.revision === this.project.revision &&
        finished.settings === this.#settings,
    );
  }

  async #buildFor(target: Target, trace?: TraceState): Promise<FinishedBinary | undefined> {
    const { files, revision } = this.project;
    // What failed before is asked for anew, and told of if it fails again.
    if (this.#toolchain?.status === 'failed') this.#toolchain = undefined;
    await this.building.start({ files, revision, target, settings: this.#settings, trace });
    this.#firstBuild.resolve();
    const { fresh } = this.building;
    return fresh && targetLabel(fresh.target) === targetLabel(target) ? fresh : undefined;
  }

  run(finished: FinishedBinary): Promise<void> {
    return this.running.start(finished, this.project.files);
  }

  /** Does to the project what the latest run did to its copy of it; the notice offers the way back. */
  async takeRunFiles(): Promise<void> {
    const changes = await Promise.all(
      this.running.left
        .filter(({ path }) => !path.startsWith('/'))
        .map(async (file) => ({
          path: file.path,
          content:
            file.change === 'removed'
              ? undefined
              : contentOf(new Uint8Array(await file.content.arrayBuffer())),
        })),
    );
    const undo = this.project.apply(changes);
    if (undo) this.notify({ text: m.run_files_taken({ count: changes.length }), undo });
  }

  /** Puts an example in place of the project; the notice offers the way back. */
  openExample(example: Example): void {
    const { id, files, target, args, stdin } = example;
    this.openProject(files, m.example_opened({ title: exampleTitle(id) }));
    if (target) this.chooseTarget(target);
    if (args !== undefined) this.running.args = args;
    if (stdin !== undefined) this.running.stdin = stdin;
  }

  /** Puts the project of a link in place of the one in the editor, with its settings and its first target. */
  openLinked({ files, settings, targets }: LinkedProject): void {
    this.openProject(files, m.link_taken());
    this.#settings = settings;
    const [first] = targets;
    if (first) this.chooseTarget(first.target);
  }

  /** A set of builds of its own, beside the one of the project. */
  newSet(): SetState {
    return new SetState(this.#builder);
  }

  /** Puts files in place of the project and says so with `text`; the notice offers the way back. */
  openProject(files: readonly NewFile[], text: string): void {
    const before = this.#snapshot();
    this.project.replace(files);
    this.building.clearDiagnostics();
    this.place.go(this.place.code);
    this.notify({ text, undo: () => this.#goBack(before) });
  }

  /** Removes a file; the notice offers the way back. */
  removeFile(id: number): void {
    const path = this.project.files.find((file) => file.id === id)?.path;
    const undo = this.project.remove(id);
    if (path !== undefined && undo) this.notify({ text: m.file_deleted({ path }), undo });
  }

  notify(notice: Notice): void {
    this.#notices = [...this.#notices.slice(1 - KEPT_NOTICES), notice];
  }

  dismiss(notice: Notice): void {
    this.#notices = this.#notices.filter((other) => other !== notice);
  }

  /** The release's own support for js/wasm; older releases had it elsewhere, and the page has not prepared that. */
  async #wasmExec(): Promise<string | undefined> {
    const file = await this.#builder.gorootFile(this.#request(), 'lib/wasm/wasm_exec.js');
    return file && new TextDecoder().decode(file);
  }

  #request() {
    return { files: withoutIds(this.project.files), target: this.#target, settings: this.#settings };
  }

  #setInput(): SetInput {
    const { files, revision } = this.project;
    const { alsoStripped } = this.set;
    return { files: withoutIds(files), revision, settings: this.#settings, alsoStripped };
  }

  /** Targets that another release had cannot be built; a first visit begins with the first-class ports. */
  #chooseKnownTargets({ targets }: Manifest): void {
    const known = new Set(targets.map(targetName));
    const kept = [...this.set.chosen].filter((name) => known.has(name));
    const first = commonSets(targets).find(({ id }) => id === 'first');
    this.set.chosen = new Set(kept.length > 0 ? kept : first?.names);
  }

  #snapshot(): UndoState {
    const { args, stdin } = this.running;
    return { project: this.project.snapshot(), target: this.#target, settings: this.#settings, args, stdin };
  }

  #goBack({ project, target, settings, args, stdin }: UndoState): void {
    const after = this.#snapshot();
    this.project.restore(project);
    this.#settings = settings;
    this.chooseTarget(target);
    this.running.args = args;
    this.running.stdin = stdin;
    this.notify({ text: m.project_restored(), undo: () => this.#goBack(after) });
  }

  #leaveUnknownTarget(): void {
    const text = m.target_unknown({ target: targetName(this.#target), chosen: targetName(DEFAULT_TARGET) });
    this.#target = DEFAULT_TARGET;
    this.notify({ text });
  }
}
