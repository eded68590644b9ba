// Checks the import scan against the forms Go's grammar allows.
import { describe, expect, it } from 'vitest';
import { importsOf, isIgnored } from './import-scan.ts';

describe('importsOf', () => {
  it('reads single imports, groups, names, raw strings and semicolons', () => {
    const source = [
      'package p',
      'import "fmt"; import `os`',
      'import (',
      '\t"net/http"',
      '\t. "math"; _ "embed"',
      '\tj "encoding/json" // not "this"',
      '\t/* nor "that" */',
      ')',
      'import x "unsafe"',
    ].join('\n');
    expect(importsOf(source)).toEqual(['fmt', 'os', 'net/http', 'math', 'embed', 'encoding/json', 'unsafe']);
  });

  it('stops at the first other declaration', () => {
    const source = 'package p\n\nimport "fmt"\n\nvar s = "not/an/import"\n\nfunc f() { _ = `import "x"` }\n';
    expect(importsOf(source)).toEqual(['fmt']);
  });

  it('is not led astray by comments before the package clause', () => {
    const source = '// import "a"\n/*\nimport "b"\nfunc\n*/\n//go:build linux\n\npackage p\n\nimport "c"\n';
    expect(importsOf(source)).toEqual(['c']);
  });

  it('finds nothing in an empty group or a file without imports', () => {
    expect(importsOf('package p\nimport ()\n')).toEqual([]);
    expect(importsOf('package p\n')).toEqual([]);
  });
});

describe('isIgnored', () => {
  it('knows programs kept for go generate', () => {
    expect(isIgnored('//go:build ignore\n\npackage main\n')).toBe(true);
    expect(isIgnored('//go:build !ignore\n\npackage p\n')).toBe(false);
  });
});
