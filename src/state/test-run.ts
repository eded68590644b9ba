// One run of `go test -json`: what it prints, gathered, and what came of it. Loaded late: see test-state.svelte.ts.
import { readResults, type Measurements } from '../project/benchmark/results.ts';
import { readProfile, type FileCoverage } from '../project/coverage.ts';
import type { Diagnostic } from '../project/diagnostic.ts';
import { isText, type ProjectFile } from '../project/file.ts';
import { modulePathIn } from '../project/go-mod.ts';
import { testEvents } from '../project/test-report/event.ts';
import { failures } from '../project/test-report/places.ts';
import { nodesOf, TestReport, type TestNode } from '../project/test-report/report.ts';
import type { OutputFile } from '../../workers/protocol/go.ts';
import type { TestOptions } from './test-state.svelte.ts';

/** What `-coverprofile` names; nothing of the project is called so. */
export const coverageProfile = '.anyport-coverage.out';

export { failedTests } from '../project/test-report/report.ts';
export { runFlags } from '../project/test-functions.ts';

/** What came of tests, beside the tree of them. */
export interface TestOutcome {
  failures: Diagnostic[];
  coverage: FileCoverage[];
  /** Files of the project that the tests have written, changed or removed. */
  changes: OutputFile[];
  benchmarks: Measurements[];
}

/** Gathers what one `go test -json` prints. */
export class TestRun {
  /** What go said besides. */
  messages = '';
  readonly #report = new TestReport();
  /** The beginning of a line whose end has not come yet. */
  #line = '';

  add(text: string): void {
    const all = this.#line + text;
    const end = all.lastIndexOf('\n') + 1;
    this.#line = all.slice(end);
    const other = (line: string) => (this.messages += `${line}\n`);
    for (const event of testEvents(all.slice(0, end), other)) this.#report.add(event);
  }

  get packages(): TestNode[] {
    return this.#report.packages;
  }

  /** What came of it, when it has ended: `files` are those that were tested, `made` those that the command gave. */
  outcome(files: readonly ProjectFile[], made: readonly OutputFile[]): TestOutcome {
    const module = moduleOf(files);
    const profile = made.find(({ path }) => path === coverageProfile);
    const text = profile && profile.change !== 'removed' ? new TextDecoder().decode(profile.bytes) : '';
    return {
      failures: failures(this.packages, files, module),
      coverage: readProfile(text, module),
      changes: made.filter((file) => file !== profile && file.place === 'project'),
      benchmarks: this.#benchmarks(),
    };
  }

  #benchmarks(): Measurements[] {
    const outputs = new Map<string, string>();
    for (const { package: path, output } of nodesOf(this.packages))
      outputs.set(path, (outputs.get(path) ?? '') + output);
    return [...outputs].flatMap(([path, output]) => readResults(output, path));
  }
}

function moduleOf(files: readonly ProjectFile[]): string {
  const goMod = files.find(({ path }) => path === 'go.mod');
  return (goMod && isText(goMod) ? modulePathIn(goMod.content) : undefined) ?? '';
}

/** The flags of `go test` that the fields stand for. */
export function flagsOf(options: TestOptions): string[] {
  const given = (name: string, value: string) => (value.trim() === '' ? [] : [`-${name}=${value.trim()}`]);
  return [
    ...given('run', options.run),
    ...given('bench', options.bench),
    ...(options.bench.trim() === '' ? [] : ['-benchmem']),
    ...given('benchtime', options.benchtime),
    ...given('count', options.count),
    ...(options.short ? ['-short'] : []),
    ...(options.verbose ? ['-v'] : []),
    ...(options.shuffle ? ['-shuffle=on'] : []),
    ...(options.coverage ? [`-coverprofile=${coverageProfile}`] : []),
  ];
}
