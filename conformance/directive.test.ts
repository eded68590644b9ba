// Tests which programs of Go's test/ folder are run, and how.
import { expect, it } from 'vitest';
import { evaluate, runDirective } from './directive.ts';

const wasip1 = { goos: 'wasip1', goarch: 'wasm' };
const read = (source: string) => runDirective(source, wasip1, 27);
const plain = { flags: [], args: [], experiment: '', debug: '' };

it.each([
  ['// run\n\npackage main\n', plain],
  ['\n// run -gcflags=-l=4\n\npackage main\n', { ...plain, flags: ['-gcflags=-l=4'] }],
  ['// run -gcflags -l=4 arg1 arg2\n', { ...plain, flags: ['-gcflags=-l=4'], args: ['arg1', 'arg2'] }],
  ['//go:build !js\n\n// run cmplxdivide1.go\n', { ...plain, args: ['cmplxdivide1.go'] }],
  ['// run -goexperiment fieldtrack -t 5\n', { ...plain, experiment: 'fieldtrack' }],
  ['// run -godebug=x\n', { ...plain, flags: ['-godebug=x'] }],
  ['//go:build go1.27 && (wasip1 || linux) && !cgo\n// run\n\npackage x', plain],
])('%j is run', (source, directive) => {
  expect(read(source)).toEqual(directive);
});

it.each([
  '// errorcheck\n\npackage main\n',
  '// rundir\n',
  '// runoutput\n',
  '// run\n\n//go:build !wasm\n\npackage main\n',
  '//go:build linux || darwin\n// run\n\npackage main\n',
  '//go:build go1.28\n// run\n',
  '//go:build cgo\n// run\n',
  'package main\n// run\n',
  '',
])('%j is not', (source) => {
  expect(read(source)).toBeUndefined();
});

it('a constraint below the package clause is none', () => {
  expect(read('// run\n\npackage main\n\n//go:build never\n')).toEqual(plain);
});

it.each(['', '(a', 'a b', '&& a', 'a ||', '!', 'a-b'])('%j is no constraint', (text) => {
  expect(() => evaluate(text, () => true)).toThrow(SyntaxError);
});
