// Completes what stands before the cursor: commands, go's subcommands and their flags, variables, files.
import { builtins } from './builtins.ts';
import type { FileTree } from './file-tree.ts';

/** What go does, by the word behind it (go help). */
export const goVerbs: readonly string[] = [
  ...[
    'build',
    'clean',
    'doc',
    'env',
    'fix',
    'fmt',
    'generate',
    'get',
    'help',
    'install',
    'list',
    'mod',
    'work',
    'run',
  ],
  ...['test', 'tool', 'version', 'vet'],
];

const buildFlags =
  '-C -a -n -p -v -work -x -asmflags -buildmode -buildvcs -compiler -cover -covermode -coverpkg -gcflags -json -ldflags -mod -modfile -o -overlay -pgo -tags -trimpath'.split(
    ' ',
  );
const testFlags =
  '-args -bench -benchmem -benchtime -c -count -coverprofile -cpu -failfast -fullpath -fuzz -list -parallel -run -short -shuffle -skip -timeout -vet'.split(
    ' ',
  );
const flags: Readonly<Record<string, readonly string[]>> = {
  build: buildFlags,
  install: buildFlags,
  run: buildFlags,
  generate: ['-run', '-skip', '-n', '-v', '-x'],
  test: [...buildFlags, ...testFlags],
  vet: ['-c', '-diff', '-fix', '-json', '-n', '-tags', '-v', '-x'],
  list: ['-compiled', '-deps', '-e', '-export', '-f', '-find', '-json', '-m', '-test', '-tags'],
  fmt: ['-n', '-x'],
  fix: ['-diff', '-tags'],
  env: ['-changed', '-json', '-u', '-w'],
  version: ['-json', '-m', '-v'],
};
const subcommands: Readonly<Record<string, readonly string[]>> = {
  mod: ['download', 'edit', 'graph', 'init', 'tidy', 'vendor', 'verify', 'why'],
  work: ['edit', 'init', 'sync', 'use', 'vendor'],
  tool: ['asm', 'buildid', 'compile', 'covdata', 'cover', 'link', 'nm', 'objdump', 'preprofile', 'vet'],
};

/** What could stand in place of the word before the cursor; `from` is where that begins. */
export interface Completions {
  from: number;
  candidates: string[];
}

/** Completes a line whose cursor is at its end. Names of folders end in a slash. */
export function complete(line: string, tree: FileTree, env: Iterable<string> = []): Completions {
  // The command that the cursor is in: what comes behind the last operator.
  const begin = Math.max(...['&&', '||', '|', ';'].map((operator) => end(line, operator)));
  const words = line
    .slice(begin)
    .split(/\s+/)
    .filter((word, i, all) => word !== '' || i === all.length - 1);
  const word = words.at(-1) ?? '';
  const from = line.length - word.length;
  const before = words.slice(0, -1).filter((each) => !/^[A-Za-z_]\w*=/.test(each));
  const starting = (names: readonly string[], prefix = word) =>
    names.filter((name) => name.startsWith(prefix));
  if (word.startsWith('$')) return { from, candidates: starting([...env].map((name) => `$${name}`).sort()) };
  if (before.length === 0 && !word.includes('/')) {
    const commands = ['go', ...Object.keys(builtins)].sort();
    return {
      from,
      candidates: [
        ...starting(commands),
        ...starting(tree.list('.').filter((name) => name.endsWith('.wasm'))),
      ],
    };
  }
  const [command, verb = ''] = before;
  if (command === 'go' && before.length === 1) return { from, candidates: starting([...goVerbs].sort()) };
  const own = (table: Readonly<Record<string, readonly string[]>>) =>
    Object.hasOwn(table, verb) ? table[verb]! : [];
  if (command === 'go' && word.startsWith('-')) return { from, candidates: starting([...own(flags)].sort()) };
  if (command === 'go' && before.length === 2 && own(subcommands).length > 0)
    return { from, candidates: starting(own(subcommands)) };
  return files(word, from, tree);
}

function end(line: string, operator: string): number {
  const at = line.lastIndexOf(operator);
  return at < 0 ? 0 : at + operator.length;
}

function files(word: string, from: number, tree: FileTree): Completions {
  const slash = word.lastIndexOf('/') + 1;
  const folder = word.slice(0, slash);
  const prefix = word.slice(slash);
  let names: string[] = [];
  try {
    names = tree.list(folder === '' ? '.' : folder);
  } catch {
    // Nothing is in a folder that is not there.
  }
  const found = names.filter((name) => name.startsWith(prefix) && (prefix !== '' || !name.startsWith('.')));
  return { from: from + slash, candidates: found };
}

/** What all candidates begin with, beyond what is there. */
export function commonPrefix(candidates: readonly string[]): string {
  let prefix = candidates[0] ?? '';
  for (const candidate of candidates) while (!candidate.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
