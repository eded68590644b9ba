// Tests putting imports right against what goimports does with the same sources (the layout is gofmt's, which comes after).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTxtar } from '../txtar.ts';
import { AMBIGUOUS_EXPORTS } from './ambiguous-exports.ts';
import { namesIn } from './declarations.ts';
import { fixImports } from './fix-imports.ts';

const std = [
  ...AMBIGUOUS_EXPORTS.map(([path]) => path),
  ...'bufio container/list context embed encoding/json errors fmt log maps math net/http net/url os path'.split(
    ' ',
  ),
  ...'path/filepath slices sort strings sync sync/atomic time unsafe'.split(' '),
];
const { files } = parseTxtar(readFileSync(new URL('testdata/goimports.txtar', import.meta.url), 'utf8'));
const cases = files.flatMap(({ path, content }) => {
  const golden = files.find((file) => file.path === path.replace(/\.go$/, '.golden'));
  return path.endsWith('.go') && golden ? [[path, content, golden.content] as const] : [];
});

/** A source without its import declarations and blank lines around them, and what they import. */
function parts(source: string): { imports: string[]; rest: string } {
  const { imports, importDeclarations, packageEnd } = namesIn(source);
  const end = importDeclarations.at(-1)?.end ?? packageEnd;
  const specs = imports.map(({ path, name }) => `${name ?? ''} ${path}`.trim());
  return { imports: specs.sort(), rest: source.slice(end).trim() };
}

describe('goimports', () => {
  it.each(cases)('does the same to %s', (_, source, golden) => {
    expect(parts(fixImports(source, { std, siblings: [] }))).toEqual(parts(golden));
  });
});

it('takes what other files of the package have imported under the name, and leaves what they declare', () => {
  const source = 'package x\n\nvar a = rand.Int()\nvar b = sort.X\nvar c = template.New("")\n';
  const siblings = [
    'package x\n\nimport (\n\t"math/rand"\n\t"html/template"\n)\n\nvar _, _ = rand.Int, template.New\n',
    'package x\n\nvar (\n\tsort = struct{ X int }{}\n\tlog  int\n)\n',
  ];
  const { imports } = namesIn(fixImports(source, { std, siblings }));
  expect(imports.map(({ path }) => path)).toEqual(['html/template', 'math/rand']);
});

it('leaves a file alone that needs nothing, and one that is no Go', () => {
  for (const source of [
    'package x\n\nimport "fmt"\n\nvar _ = fmt.Sprint\n',
    'package x\n',
    '',
    '}{',
    'import ("fmt"',
  ])
    expect(fixImports(source, { std: [], siblings: [] })).toBe(source);
});

it('does not take away what is not of std', () => {
  const source = 'package x\n\nimport "example.com/unused"\n';
  expect(fixImports(source, { std, siblings: [] })).toBe(source);
});
