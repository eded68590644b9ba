// Projects of every kind for property tests: hostile names, texts of all scripts, bytes, any setting a link may carry.
import fc from 'fast-check';
import { hostileFileNames } from '../../project/testing/hostile-names.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../project/settings.ts';
import { contentOf, type ProjectFile } from '../../project/file.ts';
import { foreignInputs } from '../foreign-inputs.ts';
import { namesProblem } from '../check-project.ts';
import type { LinkedProject, LinkedTarget } from '../linked-project.ts';

/** What is left of names is what a link takes: the refused ones are tried by tests of their own. */
const segment = fc.oneof(
  fc.constantFrom(
    'main.go',
    'go.sum',
    'vendor',
    '__proto__',
    'constructor',
    'toString',
    '-',
    '--',
    'a b',
    'É',
    'e\u0301',
  ),
  fc.constantFrom(...hostileFileNames),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
);

const path = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'))
  .filter((each) => namesProblem([each]) === undefined);

const content = fc.oneof(
  fc.constantFrom('', '\n', '\r\n', '\ufeff', '-- main.go --\n', 'package main\n\nfunc main() {}\n'),
  fc.string({ unit: 'binary', maxLength: 200 }),
  // A text that is one in Go's eyes and ends anyhow.
  fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replaceAll('\0', '')),
  fc.uint8Array({ maxLength: 300 }),
);

/** As files are kept: what is UTF-8 is text, whatever it was made from. */
const file = fc.record({ path, content }).map(({ path, content }): ProjectFile => ({
  path,
  content: contentOf(typeof content === 'string' ? new TextEncoder().encode(content) : content),
}));

const files = fc
  .array(file, { minLength: 1, maxLength: 8 })
  .filter((all) => namesProblem(all.map(({ path }) => path)) === undefined);

const word = fc.string({ unit: 'grapheme', maxLength: 12 });

const settings: fc.Arbitrary<Settings> = fc
  .record({
    ldflags: fc.oneof(
      fc.constantFrom(
        '',
        '-s -w',
        '-X main.version=v1',
        "-X 'main.v=two words'",
        '-H=windowsgui',
        '-buildid=',
      ),
      word.map((text) => `-X=main.v=${text}`),
    ),
    tags: fc.constantFrom('', 'netgo', 'a,b', 'größe'),
    gcflags: fc.constantFrom('', '-N -l', 'all=-N', '-m=2'),
    asmflags: fc.constantFrom('', '-S', 'all=-debug'),
    buildmode: fc.constantFrom<Settings['buildmode'][]>('default', 'pie', 'c-shared'),
    trimpath: fc.boolean(),
    experiment: fc.constantFrom('', 'greenteagc'),
    fips140: fc.constantFrom('', 'latest', 'v1.0.0'),
  })
  .map((some) => ({ ...DEFAULT_SETTINGS, ...some }))
  .filter((each) => foreignInputs(each, []).length === 0);

const target: fc.Arbitrary<LinkedTarget> = fc.record(
  {
    target: fc.oneof(
      fc.constantFrom(
        { goos: 'linux', goarch: 'amd64' },
        { goos: 'plan9', goarch: '386' },
        { goos: 'linux', goarch: 'arm', variant: { variable: 'GOARM', value: '6,hardfloat' } },
        { goos: 'future9', goarch: 'riscv128', variant: { variable: 'GORISCV128', value: 'rva30u64' } },
      ),
    ),
    expected: fc.record({
      sha256: fc
        .uint8Array({ minLength: 32, maxLength: 32 })
        .map((bytes) => Buffer.from(bytes).toString('hex')),
      marks: fc.uint8Array({ maxLength: 60 }),
    }),
  },
  { requiredKeys: ['target'] },
);

/** A project as a link carries it, without the record of its inputs. */
export const arbitraryProject: fc.Arbitrary<Omit<LinkedProject, 'record'>> = fc.record({
  release: fc.constantFrom('go1.27.3', 'go1.21.0', 'go1.30rc1', 'go1.26'),
  settings,
  targets: fc.array(target, { minLength: 1, maxLength: 5 }),
  files: files.filter((all) => foreignInputs(DEFAULT_SETTINGS, all).length === 0),
});
