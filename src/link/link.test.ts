// Tests links: what comes back is what went in, whatever it was; what is no link is refused with the reason.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import { bytesOf } from '../project/file.ts';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { dictionaryA } from './dictionary-a.ts';
import { isLink } from './is-link.ts';
import { decodeLink, encodeLink, withRecord } from './link.ts';
import { bounds, LinkError, type LinkedProject, type LinkProblem } from './linked-project.ts';
import { arbitraryProject } from './testing/arbitrary-projects.ts';
import { linkOf, linkToPaths, sealed } from './testing/write-1d.ts';

// `npm run link-cases` tries ten thousand.
const numRuns = Number(process.env['ANYPORT_CASES'] ?? 300);
vi.setConfig({ testTimeout: 1_200_000 });

const hello: LinkedProject = {
  release: 'go1.27.3',
  settings: DEFAULT_SETTINGS,
  targets: [{ target: { goos: 'linux', goarch: 'amd64' } }],
  files: [{ path: 'main.go', content: 'package main\n' }],
};

const opened = (fragment: string): LinkedProject => {
  const result = decodeLink(fragment);
  if ('problem' in result) throw new Error(JSON.stringify(result.problem));
  return result.project;
};

const problemOf = (fragment: string): LinkProblem | undefined => {
  const result = decodeLink(fragment);
  return 'problem' in result ? result.problem : undefined;
};

const refusal = (change: Partial<LinkedProject>): LinkProblem | undefined => {
  try {
    encodeLink({ ...hello, ...change });
    return undefined;
  } catch (error) {
    if (error instanceof LinkError) return error.problem;
    throw error;
  }
};

describe('any project', () => {
  it('comes back identical to the byte, with all that belongs to it', () => {
    fc.assert(
      fc.property(arbitraryProject, (given) => {
        const project = withRecord(given);
        const fragment = encodeLink(project);
        expect(fragment).toMatch(/^1d\.[\w-]*[A-Za-z0-9]$/);
        const back = opened(`#${fragment}`);
        expect(back.files.map(({ path }) => path)).toEqual(project.files.map(({ path }) => path));
        for (const [index, file] of project.files.entries())
          expect(Buffer.compare(bytesOf(back.files[index]!), bytesOf(file))).toBe(0);
        expect(back).toEqual(project);
        expect(encodeLink(back)).toBe(fragment);
      }),
      { numRuns },
    );
  });

  it('keeps what editors like to change', () => {
    const contents = [
      '',
      '\n',
      'a\r\nb\r\n',
      '\ufeffpackage main',
      'no end',
      new Uint8Array([0]),
      new Uint8Array([0xff, 0xfe]),
    ];
    const files = contents.map((content, index) => ({ path: `${index}`, content }));
    expect(opened(encodeLink({ ...hello, files })).files).toEqual(files);
  });
});

describe('the decoder', () => {
  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `#1d.${text}`),
          fc.uint8Array().map(sealed),
        ),
        (text) => {
          expect(decodeLink(text)).toHaveProperty(problemOf(text) ? 'problem' : 'project');
        },
      ),
      { numRuns },
    );
  });

  it('never throws for a real link with some bytes of its body changed and its checksum mended', () => {
    const body = new TextEncoder().encode(
      '{"go":"go1.27.3","targets":["linux/amd64"],"without":[0],"settings":{"tags":"a"},"files":[["main.go",2]]}\nok',
    );
    const changes = fc.array(fc.tuple(fc.nat(body.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, fc.uint8Array({ maxLength: 4 }), (changes, expectations) => {
        const changed = body.slice();
        for (const [at, value] of changes) changed[at] = value;
        expect(Object.keys(decodeLink(linkOf(changed, expectations)))).toHaveLength(1);
      }),
      { numRuns },
    );
  });

  it('finds every cut and every changed character', () => {
    const fragment = encodeLink(hello);
    for (let length = 3; length < fragment.length; length++)
      expect(problemOf(fragment.slice(0, length))).toEqual({ kind: 'damaged' });
    for (let at = 3; at < fragment.length; at++) {
      const other = fragment[at] === 'A' ? 'B' : 'A';
      expect(problemOf(fragment.slice(0, at) + other + fragment.slice(at + 1))).toEqual({ kind: 'damaged' });
    }
  });

  it.each([
    ['', { kind: 'malformed', what: 'prefix' }],
    ['#targets', { kind: 'malformed', what: 'prefix' }],
    ['#2a.AAAA', { kind: 'version', version: '2a' }],
    ['#1e.AAAA', { kind: 'version', version: '1e' }],
    ['#1d.', { kind: 'damaged' }],
    ['#1d.AAA\r\nAAAAAAAAAA', { kind: 'damaged' }],
    ['#1d.AAAAAAAAAA%0D%0A', { kind: 'damaged' }],
    [linkOf('no head'), { kind: 'malformed', what: 'head' }],
    [linkOf('\n'), { kind: 'malformed', what: 'head' }],
    [linkOf('[]\n'), { kind: 'malformed', what: 'head' }],
    [linkOf(Uint8Array.from([0x7b, 0xff, 0x7d, 10])), { kind: 'malformed', what: 'head' }],
    [linkOf('{"go":"go1.27.3","more":1}\n'), { kind: 'field', field: 'more' }],
    [linkOf('{"go":"go1.27.3","__proto__":{}}\n'), { kind: 'field', field: '__proto__' }],
    [linkOf('{"go":"../../etc"}\n'), { kind: 'malformed', what: 'go' }],
    [
      linkOf('{"go":"go1.27.3","settings":{"toolexec":"x"}}\n'),
      { kind: 'field', field: 'settings.toolexec' },
    ],
    [linkOf('{"go":"go1.27.3","settings":{"tags":1}}\n'), { kind: 'malformed', what: 'settings.tags' }],
    [linkOf('{"go":"go1.27.3","targets":["linux/amd64 PATH=/x"]}\n'), { kind: 'malformed', what: 'targets' }],
    [
      linkOf('{"go":"go1.27.3","targets":["linux/amd64"],"files":[["a",5]]}\nx'),
      { kind: 'malformed', what: 'expected' },
    ],
    [
      linkOf('{"go":"go1.27.3","targets":["linux/amd64"],"without":[0],"files":[["a",5]]}\nx'),
      { kind: 'malformed', what: 'files' },
    ],
    [
      linkOf('{"go":"go1.27.3","targets":["linux/amd64"],"without":[0],"files":[["a",-1]]}\nx'),
      { kind: 'malformed', what: 'files' },
    ],
    [linkOf('{"go":"go1.27.3","targets":["linux/amd64"],"without":[0]}\n'), { kind: 'no files' }],
  ])('refuses %j', (fragment, problem) => {
    expect(problemOf(fragment)).toEqual(problem);
  });

  it('refuses a bomb before it is there', () => {
    const bomb = linkOf(new Uint8Array(96 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(150_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(problemOf(bomb)).toEqual({ kind: 'too large', limit: bounds.bytes });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('refuses too many files and too many bytes, making and opening', () => {
    const files = Array.from({ length: 2001 }, (_, index) => ({ path: `${index}`, content: 'x' }));
    expect(refusal({ files })).toEqual({ kind: 'too many', limit: 2000 });
    expect(problemOf(linkToPaths(...files.map(({ path }) => path)))).toEqual({
      kind: 'too many',
      limit: 2000,
    });
    const most = encodeLink({ ...hello, files: files.slice(1) });
    expect(opened(most).files).toHaveLength(2000);
    const content = new Uint8Array(bounds.bytes);
    expect(refusal({ files: [{ path: 'a', content }] })).toEqual({ kind: 'too large', limit: bounds.bytes });
  });

  it.each([
    '../up',
    '/etc/passwd',
    'a/../../b',
    'C:\\x',
    'a\r\nb',
    'a\nb',
    'a\0b',
    'x'.repeat(256),
    ' ',
    '',
    'a//b',
    './a',
    'a/',
    'bad\ud800half',
  ])('refuses the path %j', (path) => {
    expect(problemOf(linkToPaths(path))).toMatchObject({ kind: 'path', path });
    expect(refusal({ files: [{ path, content: '' }] })).toMatchObject({ kind: 'path', path });
  });

  it.each([
    ['main.go', 'Main.go'],
    ['main.go', 'main.go'],
    ['\u00e9.go', 'e\u0301.go'],
    ['dir/a.go', 'DIR'],
    ['dir', 'Dir/a.go'],
    ['STRASSE', 'strasse'],
  ])('refuses %s beside %s', (one, other) => {
    expect(problemOf(linkToPaths(one, other))).toEqual({ kind: 'same name', path: other, other: one });
  });
});

describe('versions', () => {
  it('reads real links of every version ever shipped', () => {
    const fixtures = JSON.parse(
      readFileSync(new URL('testdata/real-links.json', import.meta.url), 'utf8'),
    ) as {
      fragment: string;
      sha256OfFiles: Record<string, string>;
      targets: { label: string; sha256: string }[];
    }[];
    expect(fixtures.length).toBeGreaterThan(0);
    for (const { fragment, sha256OfFiles, targets } of fixtures) {
      const { files, targets: found } = opened(fragment);
      const hashes = files.map((file) => [
        file.path,
        createHash('sha256').update(bytesOf(file)).digest('hex'),
      ]);
      expect(Object.fromEntries(hashes)).toEqual(sha256OfFiles);
      expect(
        found.map(({ target, expected }) => ({
          label: `${target.goos}/${target.goarch}`,
          sha256: expected?.sha256,
        })),
      ).toEqual(targets);
    }
  });

  test('dictionary A is what it was when the first link was made with it', () => {
    const sha256 = createHash('sha256').update(dictionaryA()).digest('hex');
    expect(sha256).toBe('a72419660260848fe84ab3d2e30db1d3345eb528f169a68fd6abb21b90263e84');
    expect(dictionaryA().length).toBeLessThan(32768);
  });

  it.each([
    ['#1d.AAAA', true],
    ['#7z.x', true],
    ['#targets', false],
    ['#inspect/summary', false],
    ['', false],
    ['#d.x', false],
  ])('%s is a link: %s', (fragment, expected) => {
    expect(isLink(fragment)).toBe(expected);
  });
});
