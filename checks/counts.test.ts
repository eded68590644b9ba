// Tests the counts: a report that is damaged, empty or belied by the exit code is a failure.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  countLastLine,
  countNodeTest,
  countParity,
  countPlaywright,
  countVitest,
  summary,
} from './counts.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'anyport-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function ended(output: string, exitCode = 0, report?: object) {
  const reportFile = path.join(folder, report ? 'report.json' : 'missing.json');
  if (report) writeFileSync(reportFile, JSON.stringify(report));
  return { output, exitCode, reportFile };
}

const broken = { passed: 0, failed: 1, skipped: 0 };

describe('counts', () => {
  it('reads the last line of the parity tests', () => {
    const line = 'linux/amd64 ...\n49 targets x 2 programs: 84 identical, 1 different, 13 refused by both\n';
    expect(countParity(ended(line, 1))).toEqual({ passed: 97, failed: 1, skipped: 0 });
    expect(countParity(ended('no toolchain\n', 1))).toEqual(broken);
    expect(
      countParity(ended('0 targets x 2 programs: 0 identical, 0 different, 0 refused by both\n')),
    ).toEqual(broken);
  });

  it('reads a last line with and without skipped', () => {
    expect(countLastLine(ended('cases: 1 passed\n5 passed, 0 failed, 2 skipped\n'))).toEqual({
      passed: 5,
      failed: 0,
      skipped: 2,
    });
    expect(countLastLine(ended('5 passed, 1 failed\n', 1))).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(countLastLine(ended('5 passed, 0 failed\nthen it crashed\n', 1))).toEqual(broken);
  });

  it('takes an exit code for a failure that the report does not show', () => {
    expect(countLastLine(ended('5 passed, 0 failed\n', 1))).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('reads the summary of node --test', () => {
    const text = '✔ one\nℹ tests 3\nℹ pass 2\nℹ fail 0\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0\n';
    expect(countNodeTest(ended(text))).toEqual({ passed: 2, failed: 0, skipped: 1 });
    expect(countNodeTest(ended('nothing', 1))).toEqual(broken);
  });

  it('reads the report of vitest; a file that does not load is a failure', () => {
    const numbers = { numPassedTests: 4, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 };
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countVitest(ended('', 1, { ...numbers, testResults }))).toEqual({
      passed: 4,
      failed: 1,
      skipped: 1,
    });
    expect(countVitest(ended('', 0))).toEqual(broken);
  });

  it('reads the report of Playwright; a test that passed only when it was repeated has failed', () => {
    const stats = { expected: 7, unexpected: 0, flaky: 1, skipped: 2 };
    expect(countPlaywright(ended('', 0, { stats }))).toEqual({ passed: 7, failed: 1, skipped: 2 });
  });

  it('ends with one plain line', () => {
    expect(summary({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(summary({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});
