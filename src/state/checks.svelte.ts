// What is done with the project beside building it: vet, format, fixes, tests, and test programs for other targets.
import type { Builder } from '../clients/builder.ts';
import type { ProgramWorkers } from '../clients/program-workers.ts';
import type { Diagnostic } from '../project/diagnostic.ts';
import { contentOf } from '../project/file.ts';
import { findFile, withoutIds, type NewFile } from '../project/project.ts';
import type { Settings } from '../project/settings.ts';
import type { Target } from '../project/target.ts';
import type { OutputFile } from '../../workers/protocol/go.ts';
import { CommandState, type CommandExit, type RunsCommands } from './command-state.svelte.ts';
import { EditingChoices } from './editing-choices.svelte.ts';
import type { ProjectState } from './project-state.svelte.ts';
import { TestState } from './test-state.svelte.ts';

/** The rest of the page, as the checks need it. */
export interface ChecksContext {
  builder: Builder;
  project: ProjectState;
  /** What a check is made for. */
  next: () => { target: Target; settings: Settings };
  /** Told what was changed in the project, by how many files, with the way back. */
  onChange: (how: 'format' | 'fix' | 'test', files: number, undo: () => void) => void;
}

/** The checks of a project. */
export class Checks {
  readonly vet: CommandState;
  readonly format: CommandState;
  readonly fix: CommandState;
  /** `go test -c`: test programs of the chosen target, to download. */
  readonly testPrograms: CommandState;
  readonly testing: TestState;
  readonly choices = new EditingChoices();
  readonly #context: ChecksContext;
  #std: readonly string[] | undefined;
  #programs: ProgramWorkers | undefined;

  /** What the latest checks have found, at its lines. The messages of a build are not among it. */
  readonly diagnostics: readonly Diagnostic[] = $derived.by(() => [
    ...diagnosticsOf(this.vet),
    ...diagnosticsOf(this.format),
    ...diagnosticsOf(this.testing.command),
    ...this.testing.failures,
  ]);

  constructor(context: ChecksContext) {
    const { builder } = context;
    this.#context = context;
    const inBuildWorker = () => new CommandState((command, options) => builder.run(command, options));
    this.vet = inBuildWorker();
    this.format = inBuildWorker();
    this.fix = inBuildWorker();
    this.testPrograms = inBuildWorker();
    this.testing = new TestState((command, options) => this.runPrograms(command, options));
  }

  /** Runs a command that starts what it builds, in a worker that is thrown away. */
  readonly runPrograms: RunsCommands = async (command, options) => {
    const { ProgramWorkers } = await import('../clients/program-workers.ts');
    const { builder } = this.#context;
    this.#programs ??= new ProgramWorkers({ site: builder.site, modules: () => builder.modules });
    return this.#programs.run(command, options);
  };

  /** Vets all packages for the chosen target. */
  async runVet(): Promise<void> {
    await this.#start(this.vet, ['vet', this.#allPackages]);
  }

  /** Puts the imports of std right and formats all files, as goimports does; files that are not formatted stay. */
  async runFormat(): Promise<void> {
    const { builder, project, next } = this.#context;
    const { revision } = project;
    const before = withoutIds(project.files);
    this.#std ??= await builder.importable(next().target).catch(() => undefined);
    const { importsFixed } = await import('../project/imports/project-imports.ts');
    const files = this.#std ? importsFixed(before, this.#std) : before;
    const end = await this.format.start({ args: this.#formatArguments, files, ...next() }, revision);
    if (!end || project.revision !== revision) return;
    const changes = changesOf(end.files);
    for (const { path, content } of files)
      if (!changes.has(path) && findFile(before, path)?.content !== content && end.exitCode === 0)
        changes.set(path, content);
    this.#apply('format', changes);
  }

  /** Asks go what it would modernize; nothing changes yet. */
  async previewFix(): Promise<void> {
    await this.#start(this.fix, ['fix', '-diff', this.#allPackages]);
  }

  /** Does what the preview showed. */
  async applyFix(): Promise<void> {
    const { revision } = this.#context.project;
    const end = await this.#start(this.fix, ['fix', this.#allPackages]);
    if (end && this.#context.project.revision === revision) this.#apply('fix', changesOf(end.files));
    this.fix.clear();
  }

  /** Builds the test programs of all packages for the chosen target. */
  async buildTestPrograms(): Promise<void> {
    await this.#start(this.testPrograms, ['test', '-c', this.#allPackages]);
  }

  /** Runs the tests that the options ask for. */
  runTests(): Promise<void> {
    return this.testing.start(this.#testInput);
  }

  /** Runs all benchmarks, and no tests, unless the options name some. */
  runBenchmarks(): Promise<void> {
    const { bench } = this.testing.options;
    const count = this.testing.options.count.trim() === '' ? ['-count=6'] : [];
    return this.testing.start(this.#testInput, [
      '-run=^$',
      ...(bench.trim() === '' ? ['-bench=.', '-benchmem'] : []),
      ...count,
    ]);
  }

  /** Runs some tests of a package, by full names. */
  runSomeTests(packagePath: string, tests: readonly string[]): Promise<void> {
    return this.testing.startSome(this.#testInput, packagePath, tests);
  }

  /** Runs again what failed. */
  runFailedTests(): Promise<void> {
    return this.testing.startFailed(this.#testInput);
  }

  /** Takes what the tests have written over into the project. */
  takeTestChanges(): void {
    this.#apply('test', changesOf(this.testing.changes));
  }

  #start(state: CommandState, args: string[]): Promise<CommandExit | undefined> {
    const { project, next } = this.#context;
    return state.start({ args, files: withoutIds(project.files), ...next() }, project.revision);
  }

  get #testInput() {
    const { project, next } = this.#context;
    return { files: project.files, revision: project.revision, settings: next().settings };
  }

  /** Without a module there are no patterns: the package at the root. */
  get #allPackages(): string {
    return this.#context.project.modulePath === undefined ? '.' : './...';
  }

  get #formatArguments(): string[] {
    const { project } = this.#context;
    if (project.modulePath !== undefined) return ['fmt', './...'];
    return ['fmt', ...project.files.map(({ path }) => path).filter((path) => /^[^/]+\.go$/.test(path))];
  }

  #apply(how: 'format' | 'fix' | 'test', changes: ReadonlyMap<string, NewFile['content'] | undefined>): void {
    const { project, onChange } = this.#context;
    const undo = project.apply([...changes].map(([path, content]) => ({ path, content })));
    if (undo) onChange(how, changes.size, undo);
  }
}

function diagnosticsOf({ latest }: CommandState): readonly Diagnostic[] {
  return latest.status === 'exit' ? latest.diagnostics : [];
}

/** What a command has done to the project's files; undefined for those that it has removed. */
function changesOf(files: readonly OutputFile[]): Map<string, NewFile['content'] | undefined> {
  return new Map(
    files
      .filter(({ place }) => place === 'project')
      .map((file) => [file.path, file.change === 'removed' ? undefined : contentOf(file.bytes)]),
  );
}
