// Tests how import declarations are read.
import { describe, expect, it } from 'vitest';
import { closure, importsOf } from './go-imports.ts';

describe('importsOf', () => {
  it.each([
    ['one', 'package main\n\nimport "fmt"\n\nfunc main() {}', ['fmt']],
    ['a group', 'package main\nimport (\n\t"fmt"\n\t"net/http"\n)\n', ['fmt', 'net/http']],
    [
      'several declarations',
      'package a\nimport "b"\nimport ("c"; "d")\nimport "e"\nvar x = "f"',
      ['b', 'c', 'd', 'e'],
    ],
    [
      'names',
      'package a\nimport (\n\tf "fmt"\n\t_ "embed"\n\t. "os"\n)\nimport größe "x/y"',
      ['fmt', 'embed', 'os', 'x/y'],
    ],
    ['raw strings', 'package a\nimport `fmt`\nimport (`os`)', ['fmt', 'os']],
    ['one line', 'package main;import "fmt";import("os");func main(){}', ['fmt', 'os']],
    [
      'comments',
      '// import "no"\n/* import "no"\n */ package a // x\nimport /* "no" */ "fmt" // "no"\n',
      ['fmt'],
    ],
    ['a comment in a group', 'package a\nimport (\n\t// "no"\n\t"fmt" /* ) */\n\t"os"\n)', ['fmt', 'os']],
    [
      'block comments before the package clause',
      '// import "a"\n/*\nimport "b"\nfunc\n*/\n//go:build linux\n\npackage p\n\nimport "c"\n',
      ['c'],
    ],
    ['constraints', '//go:build linux\n\npackage a\n\nimport "fmt"', ['fmt']],
    ['a byte order mark and CRLF', '\ufeffpackage a\r\n\r\nimport "fmt"\r\n', ['fmt']],
    ['an empty group', 'package a\nimport ()\nimport "fmt"', ['fmt']],
    ['none', 'package a\n\nvar imported = "fmt"\nfunc f() { g("import", `"os"`) }', []],
    ['nothing at all', '', []],
  ])('finds %s', (_, source, expected) => expect(importsOf(source)).toEqual(expected));

  it('stops at the first declaration that is no import', () => {
    expect(importsOf('package a\nimport "fmt"\nfunc f() {}\nimport "os"')).toEqual(['fmt']);
  });

  it.each([
    ['an unclosed group', 'package a\nimport (\n\t"fmt"\n\t"os"\n', ['fmt', 'os']],
    ['an unclosed string', 'package a\nimport (\n\t"fmt"\n\t"os\n\t"io"\n)', ['fmt', 'io']],
    ['a stray bracket', 'package a\n)\nimport "fmt"', ['fmt']],
  ])('takes what it can from %s', (_, source, expected) => expect(importsOf(source)).toEqual(expected));

  it('reads a file of a megabyte without wandering into it', () => {
    const began = performance.now();
    expect(importsOf(`package a\nimport "fmt"\nfunc f() {\n${'\tx := "y"\n'.repeat(100_000)}}`)).toEqual([
      'fmt',
    ]);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('closure', () => {
  const graph: Record<string, string[]> = {
    a: ['b', 'c'],
    b: ['d', 'C'],
    c: ['d'],
    d: ['a'],
    unreachable: ['a'],
  };

  it('reaches everything once, through cycles, and leaves out what is unknown', () => {
    expect([...closure(['a'], (path) => graph[path])].sort()).toEqual(['a', 'b', 'c', 'd']);
    expect([...closure(['missing'], (path) => graph[path])]).toEqual([]);
  });
});
