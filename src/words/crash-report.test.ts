// Tests that a crash report is whole and stays one Markdown text.
import { expect, test } from 'vitest';
import { crashReport } from './crash-report.ts';

test('the report carries the message, the circumstances and the project', () => {
  const report = crashReport({
    what: 'build linux/amd64',
    release: 'go1.27.3',
    browser: 'Test/1.0',
    message: 'unreachable executed',
    output: '',
    files: [{ path: 'main.go', content: 'package main\n\nvar s = `raw`\n// ```\n' }],
  });
  expect(report).toContain('unreachable executed');
  expect(report).toContain('- what: build linux/amd64');
  expect(report).toContain('-- main.go --\npackage main');
  expect(report).toContain('\n````\n');
});
