// Tests the shell: its syntax, its own commands, pipes and redirections, on a tree of files.
import { describe, expect, it } from 'vitest';
import { complete, commonPrefix } from './completion.ts';
import { FileTree } from './file-tree.ts';
import { changesOf, Shell, type CommandStart, type ShellHost } from './shell.ts';
import { parseLine, ShellSyntaxError } from './syntax.ts';

const files = [
  { path: 'main.go', content: 'package main\n' },
  { path: 'lib/a.go', content: 'package lib\n' },
  { path: 'lib/b.go', content: 'package lib // b\n' },
  { path: 'prog.wasm', content: new Uint8Array([0, 0x61, 0x73, 0x6d]) },
  { path: '.hidden', content: 'x' },
];

function setUp() {
  const tree = new FileTree(files);
  const started: Pick<CommandStart, 'argv'>[] = [];
  const record = (start: CommandStart) => {
    started.push({ argv: start.argv });
    start.onOutput('stdout', `ran ${start.argv.join(' ')} with ${start.env.get('GOOS') ?? 'none'}\n`);
    return Promise.resolve(start.argv.includes('fail') ? 3 : 0);
  };
  const host: ShellHost = {
    go: record,
    program: (_, start) => record(start),
    describe: (problem) => JSON.stringify(problem),
    help: () => 'help\n',
    clear() {},
  };
  const shell = new Shell(host, [['HOME', '/work']]);
  const run = async (line: string) => {
    let printed = '';
    const code = await shell.run(line, tree, (_, text) => (printed += text), new AbortController().signal);
    return { code, printed };
  };
  return { tree, shell, run, started };
}

it.each([
  ['echo a  b', 'a b\n'],
  [`echo 'a  b' "c $HOME" \\$x $HOME`, 'a  b c /work $x /work\n'],
  ['echo -n a; echo b', 'ab\n'],
  ['echo "a\\"b" \'c"d\' # comment', 'a"b c"d\n'],
  ['X=1; echo $X ${X}2 $Y"$Y"', '1 12 \n'],
  ["echo lib/*.go *.x '*.go' l?b", 'lib/a.go lib/b.go *.x *.go lib\n'],
  ['pwd; cd lib && ls && cd .. && pwd', '/work\na.go\nb.go\n/work\n'],
  ['cat lib/a.go | cat', 'package lib\n'],
  ['cat < main.go', 'package main\n'],
  ['echo a > x.txt; echo b >> x.txt; cat x.txt', 'a\nb\n'],
  ['false || echo no; echo $?', '{"kind":"not found","command":"false"}\nno\n0\n'],
  ['ls', 'lib/\nmain.go\nprog.wasm\n'],
  [
    'ls -a lib nowhere',
    'lib:\na.go\nb.go\n{"kind":"file","command":"ls","fault":"ENOENT","path":"nowhere"}\n',
  ],
  ['mkdir -p a/b/c; ls a; cp lib/a.go a/b; mv a/b/a.go a/z.go; ls a a/b', 'b/\na:\nb/\nz.go\na/b:\nc/\n'],
  ['cp -r lib copy && rm -r lib && ls . copy', '.:\ncopy/\nmain.go\nprog.wasm\ncopy:\na.go\nb.go\n'],
  ['rm -f nothing && echo $?', '0\n'],
  ['GOOS=js go version && go env', 'ran go version with js\nran go env with none\n'],
  ['export GOOS=plan9; go env; unset GOOS; go env', 'ran go env with plan9\nran go env with none\n'],
  ['./prog.wasm a "b c"', 'ran ./prog.wasm a b c with none\n'],
  ['go fail && echo not || echo then', 'ran go fail with none\nthen\n'],
])('%s', async (line, printed) => {
  expect((await setUp().run(line)).printed).toBe(printed);
});

it.each([
  ['cd /etc', 1, 'EACCES'],
  ['cat /work/../etc/passwd', 1, 'EACCES'],
  ['cat lib', 1, 'EISDIR'],
  ['rm lib', 1, 'EISDIR'],
  ['mkdir lib', 1, 'EEXIST'],
  ['mkdir x/y', 1, 'ENOENT'],
  ['cd main.go', 1, 'ENOTDIR'],
  ['echo x > lib', 1, 'EISDIR'],
  ['mv lib lib/sub', 1, 'EACCES'],
  ['main.go', 126, 'not found'],
  ['nothing', 127, 'not found'],
  ['echo "open', 2, 'open quote'],
  ['| cat', 2, 'unexpected'],
  ['echo a &&', 2, 'unexpected'],
  ['echo a > ', 2, 'newline'],
  ['mv a', 2, 'usage'],
  ['export 1=2', 2, 'usage'],
])('%s ends with %i: %s', async (line, code, said) => {
  const end = await setUp().run(line);
  expect(end.code).toBe(code);
  expect(end.printed).toContain(said);
});

it('a line that cannot be read runs nothing of it', async () => {
  const { run, started } = setUp();
  await run('go env; echo "');
  expect(started).toEqual([]);
  expect(() => parseLine('a;;b')).toThrow(ShellSyntaxError);
  expect(parseLine('  # nothing')).toEqual([]);
});

it('what it changed is told file by file, and folders that are empty are none', async () => {
  const { run, tree } = setUp();
  await run('echo new > lib/c.go; rm main.go; mkdir empty; mv lib/a.go z.go');
  expect([...changesOf(files, tree)]).toEqual([
    ['main.go', undefined],
    ['lib/a.go', undefined],
    ['lib/c.go', 'new\n'],
    ['z.go', 'package lib\n'],
  ]);
});

it('stops between commands', async () => {
  const { shell, tree, started } = setUp();
  const abort = new AbortController();
  abort.abort();
  expect(await shell.run('go env', tree, () => {}, abort.signal)).toBe(130);
  expect(started).toEqual([]);
});

describe('completion', () => {
  const { tree } = setUp();
  it.each([
    ['g', 0, ['go']],
    ['c', 0, ['cat', 'cd', 'clear', 'cp']],
    ['go v', 3, ['version', 'vet']],
    ['go test -cov', 8, ['-cover', '-covermode', '-coverpkg', '-coverprofile']],
    ['go mod t', 7, ['tidy']],
    ['cat ma', 4, ['main.go']],
    ['cat lib/', 8, ['a.go', 'b.go']],
    ['cat main.go && ls l', 18, ['lib/']],
    ['GOOS=js go b', 11, ['build']],
    ['echo $H', 5, ['$HOME']],
    ['pr', 0, ['prog.wasm']],
    ['cat nowhere/x', 12, []],
  ])('%s', (line, from, candidates) => {
    expect(complete(line, tree, ['HOME'])).toEqual({ from, candidates });
  });

  it('goes as far as all candidates agree', () => {
    expect([commonPrefix(['-cover', '-coverpkg']), commonPrefix(['a', 'b']), commonPrefix([])]).toEqual([
      '-cover',
      '',
      '',
    ]);
  });
});
