// Tests what is read of go.mod files.
import { expect, it } from 'vitest';
import { modulePathIn, requiredModules } from './go-mod.ts';

it.each([
  ['module example.com/a\n', 'example.com/a'],
  ['// of nobody\nmodule "quoted"\n', 'quoted'],
  ['go 1.27\n', undefined],
])('the module path of %j is %s', (text, path) => {
  expect(modulePathIn(text)).toBe(path);
});

it('reads single requirements and blocks of them, without comments', () => {
  const text = [
    'module a',
    'require example.com/one v1.2.3',
    'require (',
    '\texample.com/two/v2 v2.0.0-20200101000000-abcdefabcdef // indirect',
    '\t// example.com/not v1.0.0',
    '\t"example.com/three" v0.0.0+incompatible',
    ')',
    'replace example.com/one v1.2.3 => ./one',
  ].join('\n');
  expect(requiredModules(text)).toEqual([
    { path: 'example.com/two/v2', version: 'v2.0.0-20200101000000-abcdefabcdef' },
    { path: 'example.com/three', version: 'v0.0.0+incompatible' },
    { path: 'example.com/one', version: 'v1.2.3' },
  ]);
});
