// The programs of a Go distribution's test/ folder that are to be run for a target, chosen by their directives alone.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ProjectFile } from '../src/project/file.ts';
import { runDirective, type RunDirective } from './directive.ts';

/** The folders whose programs are tests of their own (dirs in src/cmd/internal/testdir/testdir_test.go). */
const folders = [
  ...[
    '.',
    'ken',
    'chan',
    'interface',
    'internal/runtime/sys',
    'syntax',
    'dwarf',
    'fixedbugs',
    'codegen',
    'abi',
  ],
  ...['typeparam', 'typeparam/mdempsky', 'arenas', 'simd'],
];

/** One program, with what it is to print. */
export interface GoProgram {
  /** Path below test/: fixedbugs/bug1.go. */
  name: string;
  directive: RunDirective;
  /** Its files, by their base names. */
  files: ProjectFile[];
  /** The content of the .out file; empty without one. */
  expected: string;
}

/** All programs below `test` that are run for a target by a release, in the order of their names. */
export function listPrograms(
  test: string,
  target: { goos: string; goarch: string },
  minor: number,
): GoProgram[] {
  return folders
    .flatMap((folder) =>
      existsSync(join(test, folder)) ? readdirSync(join(test, folder)).map((file) => join(folder, file)) : [],
    )
    .filter((name) => name.endsWith('.go'))
    .sort()
    .flatMap((name) => {
      const source = readFileSync(join(test, name), 'utf8');
      const directive = runDirective(source, target, minor);
      if (!directive) return [];
      const others = directive.args.filter((argument) => argument.endsWith('.go'));
      const files = [name, ...others.map((other) => join(dirname(name), other))].map((path) => ({
        path: basename(path),
        content: new Uint8Array(readFileSync(join(test, path))),
      }));
      const out = join(test, name.replace(/\.go$/, '.out'));
      return [{ name, directive, files, expected: existsSync(out) ? readFileSync(out, 'utf8') : '' }];
    });
}
