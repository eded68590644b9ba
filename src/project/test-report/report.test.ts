// Tests the tree of tests on what go 1.27.3 printed of a package with every kind of end, and of one that does not build.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testEvents } from './event.ts';
import { failures } from './places.ts';
import { countsOf, failedTests, nodesOf, TestReport, type TestNode } from './report.ts';

function read(name: string): string {
  return readFileSync(new URL(`testdata/${name}.jsonl`, import.meta.url), 'utf8');
}

function packagesOf(jsonLines: string): TestNode[] {
  const report = new TestReport();
  for (const event of testEvents(jsonLines)) report.add(event);
  return report.packages;
}

const ends = (nodes: readonly TestNode[]) =>
  nodesOf(nodes).map(({ status, package: path, test }) => `${status} ${test || path}`);

describe('a report', () => {
  const packages = packagesOf(read('failing'));

  it('has packages, tests, subtests, fuzz seeds and examples, each with its end', () => {
    expect(ends(packages)).toEqual([
      'fail example.com/hello',
      'fail example.com/hello/lib',
      'fail TestAdd',
      'pass TestAdd/one',
      'fail TestAdd/two',
      'skip TestAdd/skipped',
      'pass FuzzAdd',
      'pass FuzzAdd/seed#0',
      'pass ExampleAdd',
      'fail ExampleAdd_wrong',
    ]);
    expect(packages[1]!.elapsed).toBeGreaterThan(0);
  });

  it('keeps what each said, and the messages of a build', () => {
    expect(packages[0]!.output).toMatch(/^# example.com\/hello\n.*wrong type string\n$/);
    const [, two] = packages[1]!.children[0]!.children;
    expect(two).toMatchObject({
      errors: '    lib_test.go:12: Add(1, 1) = 2\n',
      output: '    lib_test.go:12: Add(1, 1) = 2\n',
    });
  });

  it('counts each test once, and a package that did not build as one that failed', () => {
    expect(countsOf(packages)).toEqual({ pass: 3, fail: 3, skip: 1 });
    expect([...failedTests(packages)]).toEqual([
      ['example.com/hello', []],
      ['example.com/hello/lib', ['TestAdd/two', 'ExampleAdd_wrong']],
    ]);
  });

  it('leads to the lines that failed', () => {
    const example = { path: 'lib/more2_test.go', content: 'package lib\n\nfunc ExampleAdd_wrong() {\n}\n' };
    expect(failures(packages, [example], 'example.com/hello')).toEqual([
      { file: 'lib/lib_test.go', line: 12, message: 'Add(1, 1) = 2', severity: 'error' },
      { file: 'lib/more2_test.go', line: 3, message: expect.stringContaining('want:\n4'), severity: 'error' },
    ]);
  });

  it('leads from a panic to the first line of the project in its stack', () => {
    const file = { path: 'lib/more_test.go', content: '' };
    expect(failures(packagesOf(read('panic')), [file], 'example.com/hello')).toEqual([
      expect.objectContaining({
        file: 'lib/more_test.go',
        line: 7,
        message: expect.stringMatching(/^panic: assignment to entry in nil map/),
      }),
    ]);
  });

  it('is read as well from releases that do not mark what a test says when it fails', () => {
    const older = read('failing').replace(/,"OutputType":"\w+"/g, '');
    expect(ends(packagesOf(older))).toEqual(ends(packages));
    const places = failures(packagesOf(older), [], 'example.com/hello').map(
      ({ file, line }) => `${file}:${line}`,
    );
    expect(places).toEqual(['lib/lib_test.go:12']);
    expect(packagesOf(older)[1]!.children[0]!.output).toBe('');
  });
});

it('of a test that goes on is no end yet', () => {
  const [first] = packagesOf(read('panic').split('\n').slice(0, 3).join('\n'));
  expect(first).toMatchObject({ status: 'running', elapsed: undefined, children: [{ status: 'running' }] });
});

it('ends benchmarks with their package', () => {
  const lines = ['run', 'output'].map((action) => `{"Action":"${action}","Package":"p","Test":"BenchmarkA"}`);
  const [first] = packagesOf([...lines, '{"Action":"pass","Package":"p","Elapsed":1}'].join('\n'));
  expect(first).toMatchObject({ status: 'pass', children: [{ test: 'BenchmarkA', status: 'pass' }] });
});

it.each([
  ['{"Action":"output","Package":"p","Output":"ok  \\tp\\t(cached)\\n"}', { isCached: true }],
  [
    '{"Action":"output","Package":"p","Output":"?   \\tp\\t[no test files]\\n"}\n{"Action":"skip","Package":"p","Elapsed":0}\n',
    { status: 'none' },
  ],
])('tells %s', (line, facts) => {
  expect(packagesOf(line)).toMatchObject([facts]);
});

it('leaves what is no event to who asks', () => {
  const others: string[] = [];
  expect(testEvents('go: no modules\n{"x":1}\n{broken\n', (line) => others.push(line))).toEqual([]);
  expect(others).toEqual(['go: no modules', '{"x":1}', '{broken']);
});
