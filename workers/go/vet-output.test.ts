// Tests reading what vet tells go, and naming the analyzers of findings by it.
import { expect, it } from 'vitest';
import { withAnalyzers } from './analyzer-names.ts';
import { findingsOf, parseFindings } from './vet-output.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

const told = JSON.stringify({
  'example.com/hello': {
    printf: [
      { posn: '/work/main.go:9:14', message: 'fmt.Printf format %d has arg "x" of wrong type string' },
    ],
    copylocks: { error: 'analysis skipped' },
    unreachable: [{ posn: '/work/main.go:12:2', message: 'unreachable code' }, { message: 'no place' }],
  },
});

it('names each finding with its analyzer', () => {
  expect(parseFindings(told).map(({ analyzer, position }) => [analyzer, position])).toEqual([
    ['printf', '/work/main.go:9:14'],
    ['unreachable', '/work/main.go:12:2'],
  ]);
});

it.each(['', '{', 'null', '[]', '{"a":1}', '{"a":{"b":[null]}}'])('finds nothing in %j', (text) => {
  expect(parseFindings(text)).toEqual([]);
});

it('finds what a process of vet has left beside its configuration, and nothing of other processes', () => {
  const tree = new Folder();
  tree.put('gotmp/go-build1/b001/vet.stdout', new RegularFile(new TextEncoder().encode(told)));
  const vet = (...argv: string[]) => findingsOf(['/goroot/pkg/tool/wasip1_wasm/vet', ...argv], tree);
  expect(vet('-json', '/gotmp/go-build1/b001/vet.cfg')).toEqual(parseFindings(told));
  expect([vet('-flags'), vet('-json', '/gotmp/go-build1/b002/vet.cfg')]).toEqual([[], []]);
  expect(findingsOf(['/goroot/bin/go', '/gotmp/go-build1/b001/vet.cfg'], tree)).toEqual([]);
});

it('is remembered for what go does not have vetted again', () => {
  const known = new Map<string, string>();
  const diagnostic = {
    ...{ file: 'main.go', line: 12, column: 2, message: 'unreachable code' },
    severity: 'warning' as const,
  };
  expect(withAnalyzers([diagnostic], parseFindings(told), known)).toEqual([
    { ...diagnostic, analyzer: 'unreachable' },
  ]);
  expect(withAnalyzers([diagnostic], [], known)).toMatchObject([{ analyzer: 'unreachable' }]);
  expect(withAnalyzers([{ ...diagnostic, line: 13 }], [], known)[0]).not.toHaveProperty('analyzer');
});
