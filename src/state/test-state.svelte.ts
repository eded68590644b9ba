// Tests and benchmarks of the project, run in the page: what was asked for, and the tree of what they gave.
import type { Measurements } from '../project/benchmark/results.ts';
import { splitArguments } from '../project/command-line.ts';
import type { FileCoverage } from '../project/coverage.ts';
import type { Diagnostic } from '../project/diagnostic.ts';
import { withoutIds, type SourceFile } from '../project/project.ts';
import type { Settings } from '../project/settings.ts';
import type { Target } from '../project/target.ts';
import type { TestNode } from '../project/test-report/report.ts';
import type { GoEvent, OutputFile } from '../../workers/protocol/go.ts';
import { CommandState, type RunsCommands } from './command-state.svelte.ts';
import type { TestOutcome, TestRun } from './test-run.ts';

/** What tests run for in the page, whatever target is chosen. */
export const testTarget: Target = { goos: 'wasip1', goarch: 'wasm' };

/** How tests are asked for: the flags of `go test` that the page has fields for. Empty texts mean: not given. */
export interface TestOptions {
  /** Patterns of packages, as in a shell. */
  packages: string;
  run: string;
  bench: string;
  count: string;
  benchtime: string;
  short: boolean;
  verbose: boolean;
  shuffle: boolean;
  coverage: boolean;
}

/** The project as it is to be tested. */
export interface TestInput {
  files: readonly SourceFile[];
  revision: number;
  settings: Settings;
}

/** The tests that go on or ended last. */
export class TestState {
  readonly command: CommandState;
  options: TestOptions = $state({
    packages: './...',
    run: '',
    bench: '',
    count: '',
    benchtime: '',
    short: false,
    verbose: false,
    shuffle: false,
    coverage: false,
  });

  #packages: readonly TestNode[] = $state.raw([]);
  #failures: readonly Diagnostic[] = $state.raw([]);
  #messages = $state('');
  #current = $state('');
  #coverage: readonly FileCoverage[] = $state.raw([]);
  #changes: readonly OutputFile[] = $state.raw([]);
  #benchmarks: readonly Measurements[] = $state.raw([]);
  #before: readonly Measurements[] = $state.raw([]);
  #isOpen = $state(false);

  constructor(run: RunsCommands) {
    this.command = new CommandState(run);
  }

  /** Whether there is something to show: tests were asked for, or the fields for asking. */
  get isOpen(): boolean {
    return this.#isOpen || this.command.latest.status !== 'idle';
  }

  get packages(): readonly TestNode[] {
    return this.#packages;
  }

  /** What failed, at its lines; messages of builds are in the result of the command. */
  get failures(): readonly Diagnostic[] {
    return this.#failures;
  }

  /** What go said besides. */
  get messages(): string {
    return this.#messages;
  }

  /** The test that was begun last and runs now; empty when none is known. */
  get current(): string {
    return this.#current;
  }

  /** By file; empty when it was not asked for. */
  get coverage(): readonly FileCoverage[] {
    return this.#coverage;
  }

  /** Files of the project that the tests have written, changed or removed. */
  get changes(): readonly OutputFile[] {
    return this.#changes;
  }

  /** What the latest benchmarks measured, and the ones before them that have any of their names. */
  get benchmarks(): { now: readonly Measurements[]; before: readonly Measurements[] } {
    return { now: this.#benchmarks, before: this.#before };
  }

  /** Shows the fields before anything was run. */
  open(): void {
    this.#isOpen = true;
  }

  /** Runs what the options ask for; `also` wins over them. Resolves when it has ended. */
  async start(
    input: TestInput,
    also: readonly string[] = [],
    packages = splitArguments(this.options.packages),
  ): Promise<void> {
    this.#reset();
    // Loaded with the first tests, not with the page.
    const { flagsOf, TestRun } = await import('./test-run.ts');
    const args = ['test', '-json', ...flagsOf(this.options), ...also, ...packages];
    const files = withoutIds(input.files);
    const run = new TestRun();
    const end = await this.command.start(
      { args, files, target: testTarget, settings: input.settings },
      input.revision,
      (event) => this.#follow(event, run),
    );
    this.#current = '';
    if (end) this.#take(run.outcome(files, end.files));
  }

  /** Runs these tests of a package alone, by their full names; all of the package when there are none. */
  async startSome(input: TestInput, packagePath: string, tests: readonly string[]): Promise<void> {
    const { runFlags } = await import('./test-run.ts');
    return this.start(input, runFlags(tests), [packagePath]);
  }

  /** Runs again what failed. */
  async startFailed(input: TestInput): Promise<void> {
    const { failedTests, runFlags } = await import('./test-run.ts');
    const failed = failedTests(this.#packages);
    const names = [...failed.values()].flat();
    // A package that failed as a whole runs as a whole.
    const isWhole = [...failed.values()].some((tests) => tests.length === 0);
    return this.start(input, isWhole ? [] : runFlags(names), [...failed.keys()]);
  }

  stop(): void {
    this.command.stop();
  }

  #reset(): void {
    this.#packages = [];
    this.#failures = [];
    this.#messages = '';
    this.#current = '';
    this.#coverage = [];
    this.#changes = [];
  }

  #follow(event: GoEvent, run: TestRun): void {
    if (event.type === 'program') {
      const started = [...event.text.matchAll(/=== RUN +(\S+)/g)].at(-1);
      if (started) this.#current = started[1]!;
    } else if (event.type === 'output') {
      run.add(event.text);
      this.#packages = run.packages;
      this.#messages = run.messages;
    }
  }

  #take({ failures, coverage, changes, benchmarks }: TestOutcome): void {
    this.#failures = failures;
    this.#coverage = coverage;
    this.#changes = changes;
    if (benchmarks.length === 0) return;
    const names = new Set(benchmarks.map(({ name }) => name));
    if (this.#benchmarks.some(({ name }) => names.has(name))) this.#before = this.#benchmarks;
    this.#benchmarks = benchmarks;
  }
}
