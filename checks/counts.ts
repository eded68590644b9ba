// How many checks of a step passed, failed and were skipped, read from its own report.
import { readFileSync } from 'node:fs';

/** A check that was started, after it ended. */
export interface Ended {
  exitCode: number;
  /** Everything it printed. */
  output: string;
  /** Where it was asked to write its report, for those that write one. */
  reportFile: string;
}

/** Outcomes of single tests; a step without tests of its own counts as one. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** No outcome yet. */
export const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };

/** Adds two counts. */
export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The plain line that ends a run. */
export function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** One check, by its exit code. */
export function countExit({ exitCode }: Pick<Ended, 'exitCode'>): Counts {
  return { ...nothing, [exitCode === 0 ? 'passed' : 'failed']: 1 };
}

/** The report of `vitest --reporter=json`. A file that could not be loaded has no tests, and counts as one that failed. */
export function countVitest(ended: Ended): Counts {
  return honest(ended, () => {
    const report = JSON.parse(readFileSync(ended.reportFile, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      numTodoTests: number;
      testResults: { status: string; assertionResults: unknown[] }[];
    };
    const broken = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });
}

/** The report of `playwright test --reporter=json`. A test that passed only when it was repeated has failed: it is a race. */
export function countPlaywright(ended: Ended): Counts {
  return honest(ended, () => {
    const { stats } = JSON.parse(readFileSync(ended.reportFile, 'utf8')) as {
      stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    };
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
  });
}

/** The summary of `node --test --test-reporter=spec`. */
export function countNodeTest(ended: Ended): Counts {
  return honest(ended, () => {
    const number = (name: string): number =>
      Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(ended.output)?.[1] ?? NaN);
    return {
      passed: number('pass'),
      failed: number('fail') + number('cancelled'),
      skipped: number('skipped') + number('todo'),
    };
  });
}

/** The last line of the parity tests: a program that both refuse with the same words counts as passed. */
export function countParity(ended: Ended): Counts {
  return honest(ended, () => {
    const line = /(\d+) identical, (\d+) different, (\d+) refused by both\s*$/.exec(ended.output);
    const [identical = NaN, different = NaN, refused = NaN] = line?.slice(1).map(Number) ?? [];
    return { passed: identical + refused, failed: different, skipped: 0 };
  });
}

/** A last line like that of `npm test` itself. */
export function countLastLine(ended: Ended): Counts {
  return honest(ended, () => {
    const line = /(?:^|\n)(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(ended.output);
    const [passed = NaN, failed = NaN, skipped = 0] = line?.slice(1).map((text) => Number(text ?? 0)) ?? [];
    return { passed, failed, skipped };
  });
}

/** A step that says nothing we can read, ran nothing, or ended with an error that its report does not show, has failed. */
function honest({ exitCode }: Ended, read: () => Counts): Counts {
  let counts: Counts;
  try {
    counts = read();
  } catch {
    return { ...nothing, failed: 1 };
  }
  const { passed, failed, skipped } = counts;
  const isReadable = Number.isInteger(passed + failed + skipped) && passed + failed + skipped > 0;
  if (!isReadable) return { ...nothing, failed: 1 };
  return exitCode !== 0 && failed === 0 ? { ...counts, failed: 1 } : counts;
}
