// The shell's own commands: each works on the tree of files and prints; a usage problem is handed back.
import type { CommandStart, ShellHost, ShellProblem } from './shell.ts';

type Builtin = (
  start: CommandStart,
  /** The shell's own variables, which `export` changes. */
  variables: Map<string, string>,
  host: ShellHost,
) => ShellProblem | undefined;

const decoder = new TextDecoder();

/** Options as single letters, and what is no option. */
function parse([, ...args]: readonly string[]): { options: string; operands: string[] } {
  const end = args.indexOf('--');
  const isOption = (argument: string, i: number) => /^-[A-Za-z]+$/.test(argument) && (end < 0 || i < end);
  const options = args.filter(isOption).join('').replaceAll('-', '');
  return { options, operands: args.filter((argument, i) => !isOption(argument, i) && i !== end) };
}

function usage(command: string, text: string): ShellProblem {
  return { kind: 'usage', command, usage: text };
}

/** The commands by name. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ls({ argv, tree, onOutput }) {
    const { options, operands } = parse(argv);
    const folders = operands.length > 0 ? operands : ['.'];
    for (const path of folders) {
      if (!tree.isFolder(path)) {
        tree.read(path);
        onOutput('stdout', `${path}\n`);
        continue;
      }
      const names = tree.list(path).filter((name) => options.includes('a') || !name.startsWith('.'));
      if (folders.length > 1) onOutput('stdout', `${path}:\n`);
      onOutput('stdout', names.map((name) => `${name}\n`).join(''));
    }
    return undefined;
  },

  cat({ argv, tree, stdin, onOutput }) {
    const { operands } = parse(argv);
    if (operands.length === 0) onOutput('stdout', decoder.decode(stdin));
    for (const path of operands) {
      const content = path === '-' ? stdin : tree.read(path);
      onOutput('stdout', typeof content === 'string' ? content : decoder.decode(content));
    }
    return undefined;
  },

  echo({ argv, onOutput }) {
    const [, first, ...rest] = argv;
    const isShort = first === '-n';
    onOutput('stdout', (isShort ? rest : argv.slice(1)).join(' ') + (isShort ? '' : '\n'));
    return undefined;
  },

  mkdir({ argv, tree }) {
    const { options, operands } = parse(argv);
    if (operands.length === 0) return usage('mkdir', 'mkdir [-p] FOLDER...');
    for (const path of operands) tree.makeFolder(path, options.includes('p'));
    return undefined;
  },

  rm({ argv, tree }) {
    const { options, operands } = parse(argv);
    if (operands.length === 0) return usage('rm', 'rm [-rf] FILE...');
    for (const path of operands)
      if (!options.includes('f') || tree.exists(path)) tree.remove(path, /r/i.test(options));
    return undefined;
  },

  mv({ argv, tree }) {
    const { operands } = parse(argv);
    const to = operands.pop();
    if (to === undefined || operands.length === 0) return usage('mv', 'mv FILE... TARGET');
    if (operands.length > 1 && !tree.isFolder(to)) return usage('mv', 'mv FILE... FOLDER');
    for (const from of operands) tree.move(from, to);
    return undefined;
  },

  cp({ argv, tree }) {
    const { options, operands } = parse(argv);
    const to = operands.pop();
    if (to === undefined || operands.length === 0) return usage('cp', 'cp [-r] FILE... TARGET');
    if (operands.length > 1 && !tree.isFolder(to)) return usage('cp', 'cp [-r] FILE... FOLDER');
    for (const from of operands) tree.copy(from, to, /r/i.test(options));
    return undefined;
  },

  pwd({ tree, onOutput }) {
    onOutput('stdout', `${tree.cwd}\n`);
    return undefined;
  },

  cd({ argv: [, path = '~'], tree }) {
    const at = tree.resolve(path);
    if (!tree.isFolder(path)) tree.list(path);
    tree.cwd = at === '' ? '/work' : `/work/${at}`;
    return undefined;
  },

  env({ env, onOutput }) {
    for (const [name, value] of [...env].sort(([a], [b]) => (a < b ? -1 : 1)))
      onOutput('stdout', `${name}=${value}\n`);
    return undefined;
  },

  export({ argv: [, ...assignments] }, variables) {
    for (const assignment of assignments) {
      const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(assignment) ?? [];
      if (name === undefined) return usage('export', 'export NAME=VALUE...');
      variables.set(name, value ?? '');
    }
    return undefined;
  },

  unset({ argv: [, ...names] }, variables) {
    for (const name of names) variables.delete(name);
    return undefined;
  },

  clear(_start, _variables, host) {
    host.clear();
    return undefined;
  },

  help({ onOutput }, _variables, host) {
    onOutput('stdout', host.help());
    return undefined;
  },
};
