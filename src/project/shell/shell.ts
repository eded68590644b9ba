// A shell on the project's files: it expands words, joins commands with pipes, and runs its own commands and those it is given.
import { bytesOf, contentOf, type ProjectFile } from '../file.ts';
import { builtins } from './builtins.ts';
import type { FileTree } from './file-tree.ts';
import { FileError, homeFolder, type FileFault } from './file-tree.ts';
import { parseLine, ShellSyntaxError, type SimpleCommand, type SyntaxProblem, type Word } from './syntax.ts';

/** What went wrong in a shell, for somebody to put into words. */
export type ShellProblem =
  | { kind: 'syntax'; problem: SyntaxProblem }
  | { kind: 'not found'; command: string }
  | { kind: 'file'; command: string; fault: FileFault; path: string }
  | { kind: 'usage'; command: string; usage: string };

/** Tells whether what goes on is to stop: an AbortSignal is one. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** What a command is started with. */
export interface CommandStart {
  /** The command's name and its arguments. */
  argv: readonly string[];
  stdin: Uint8Array;
  env: ReadonlyMap<string, string>;
  tree: FileTree;
  /** Where its output goes, as it comes. */
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
  signal: StopSignal;
}

/** What the shell has no code of its own for. */
export interface ShellHost {
  /** Runs `go`; what it changes in the project is put into the tree. Returns the exit code. */
  go(start: CommandStart): Promise<number>;
  /** Runs a wasip1 program of the project. */
  program(bytes: Uint8Array, start: CommandStart): Promise<number>;
  /** Says what went wrong, in a line. */
  describe(problem: ShellProblem): string;
  /** What `help` prints. */
  help(): string;
  clear(): void;
}

/** Exit codes that shells give (XCU 2.8.2). */
const usageCode = 2;
const notExecutable = 126;
const notFound = 127;
const interrupted = 130;

/** A shell with its variables and its folder. One line at a time. */
export class Shell {
  readonly env: Map<string, string>;
  readonly #host: ShellHost;
  #lastCode = 0;

  constructor(host: ShellHost, env: Iterable<[string, string]> = []) {
    this.#host = host;
    this.env = new Map(env);
  }

  /** Runs a line on a tree, which it changes. Resolves with the exit code of the last command. Rejects only for bugs. */
  async run(
    line: string,
    tree: FileTree,
    onOutput: CommandStart['onOutput'],
    signal: StopSignal,
  ): Promise<number> {
    try {
      for (const { operator, pipeline } of parseLine(line)) {
        if (signal.aborted) return (this.#lastCode = interrupted);
        if ((operator === '&&' && this.#lastCode !== 0) || (operator === '||' && this.#lastCode === 0))
          continue;
        this.#lastCode = await this.#pipeline(pipeline, tree, onOutput, signal);
      }
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      onOutput('stderr', `${this.#host.describe({ kind: 'syntax', problem: error.problem })}\n`);
      this.#lastCode = usageCode;
    }
    return this.#lastCode;
  }

  async #pipeline(
    commands: readonly SimpleCommand[],
    tree: FileTree,
    onOutput: CommandStart['onOutput'],
    signal: StopSignal,
  ): Promise<number> {
    let stdin = new Uint8Array(0);
    let code = 0;
    for (const [i, command] of commands.entries()) {
      const printed: string[] = [];
      const isLast = i === commands.length - 1;
      const toNext: CommandStart['onOutput'] = (stream, text) =>
        stream === 'stdout' && !isLast ? void printed.push(text) : onOutput(stream, text);
      code = await this.#command(command, { stdin, tree, onOutput: toNext, signal });
      if (signal.aborted) return interrupted;
      stdin = new TextEncoder().encode(printed.join(''));
    }
    return code;
  }

  async #command(
    { assignments, words, redirections }: SimpleCommand,
    start: Omit<CommandStart, 'argv' | 'env'>,
  ): Promise<number> {
    const { tree } = start;
    const argv = words.flatMap((word) => this.#expand(word, tree));
    const [name = ''] = argv;
    const given = assignments.map(([variable, value]) => [variable, this.#text(value)] as const);
    const env = new Map([...this.env, ...given]);
    if (argv.length === 0) for (const [variable, value] of given) this.env.set(variable, value);
    try {
      let { stdin } = start;
      const files: { path: string; text: string[] }[] = [];
      for (const { operator, target } of redirections) {
        const path = this.#text(target);
        if (operator === '<') stdin = bytesOf({ path, content: tree.read(path) }) as Uint8Array<ArrayBuffer>;
        else {
          const before = operator === '>>' && tree.exists(path) ? textOf(tree.read(path)) : '';
          tree.write(path, before);
          files.push({ path, text: [before] });
        }
      }
      const file = files.at(-1);
      const onOutput: CommandStart['onOutput'] = (stream, text) =>
        stream === 'stdout' && file ? void file.text.push(text) : start.onOutput(stream, text);
      const code = argv.length === 0 ? 0 : await this.#execute({ ...start, argv, env, stdin, onOutput });
      if (file) tree.write(file.path, file.text.join(''));
      return code;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const { fault, path } = error;
      start.onOutput('stderr', `${this.#host.describe({ kind: 'file', command: name, fault, path })}\n`);
      return 1;
    }
  }

  async #execute(start: CommandStart): Promise<number> {
    const [name = ''] = start.argv;
    if (name === 'go') return this.#host.go(start);
    const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
    if (builtin) {
      const problem = builtin(start, this.env, this.#host);
      if (problem) start.onOutput('stderr', `${this.#host.describe(problem)}\n`);
      return problem ? usageCode : 0;
    }
    const file = start.tree.exists(name) && !start.tree.isFolder(name) ? start.tree.read(name) : undefined;
    const bytes = file === undefined ? undefined : bytesOf({ path: name, content: file });
    // \0asm: what a program of the project must begin with.
    if (bytes && bytes[0] === 0 && bytes[1] === 0x61) return this.#host.program(bytes, start);
    start.onOutput('stderr', `${this.#host.describe({ kind: 'not found', command: name })}\n`);
    return bytes ? notExecutable : notFound;
  }

  #text(word: Word): string {
    return word.map(({ text, kind }) => (kind.endsWith('variable') ? this.#variable(text) : text)).join('');
  }

  #variable(name: string): string {
    return name === '?' ? String(this.#lastCode) : (this.env.get(name) ?? '');
  }

  /** A word's fields: unquoted variables are split at blanks, unquoted * and ? match names where there are any. */
  #expand(word: Word, tree: FileTree): string[] {
    const fields: { text: string; pattern: string }[] = [{ text: '', pattern: '' }];
    const add = (text: string, isQuoted: boolean) => {
      const last = fields.at(-1)!;
      last.text += text;
      last.pattern += isQuoted ? text.replace(/[\\*?]/g, '\\$&') : text;
    };
    let isEmpty = word.every(({ kind }) => kind === 'variable');
    for (const { text, kind } of word) {
      if (kind === 'variable') {
        const [first = '', ...more] = this.#variable(text).split(/\s+/);
        isEmpty &&= first === '' && more.length === 0;
        add(first, false);
        for (const field of more) {
          fields.push({ text: '', pattern: '' });
          add(field, false);
        }
      } else if (kind === 'quoted variable') add(this.#variable(text), true);
      else add(text, kind === 'quoted');
    }
    if (isEmpty) return [];
    return fields.flatMap(({ text, pattern }) => matching(pattern, tree) ?? [tilde(text, word)]);
  }
}

function tilde(text: string, [first]: Word): string {
  return first?.kind === 'plain' && /^~(\/|$)/.test(text) ? homeFolder + text.slice(1) : text;
}

/** The names that a pattern matches, in order; undefined when it is none or matches nothing. Only its last part may be one. */
function matching(pattern: string, tree: FileTree): string[] | undefined {
  if (!/(^|[^\\])[*?]/.test(pattern)) return undefined;
  const slash = pattern.lastIndexOf('/') + 1;
  const [folder, last] = [pattern.slice(0, slash), pattern.slice(slash)];
  if (!tree.isFolder(folder === '' ? '.' : folder)) return undefined;
  const source = last.replace(/\\([\\*?])|[.+^${}()|[\]\\]|([*?])/g, (found, quoted, wild) =>
    wild === '*' ? '.*' : wild === '?' ? '.' : `\\${quoted ?? found}`,
  );
  const expression = new RegExp(`^${source}$`, 'u');
  const found = tree
    .list(folder === '' ? '.' : folder)
    .map((name) => name.replace(/\/$/, ''))
    .filter((name) => expression.test(name) && (!name.startsWith('.') || last.startsWith('.')));
  return found.length > 0 ? found.map((name) => folder + name) : undefined;
}

function textOf(content: ProjectFile['content']): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** What a tree has otherwise than a project: files with new contents, and undefined for those that are gone. */
export function changesOf(
  before: readonly ProjectFile[],
  tree: FileTree,
): Map<string, ProjectFile['content'] | undefined> {
  const changes = new Map<string, ProjectFile['content'] | undefined>();
  for (const { path, content } of before) {
    const now = tree.files.get(path);
    if (now !== content) changes.set(path, now instanceof Uint8Array ? contentOf(now) : now);
  }
  const known = new Set(before.map(({ path }) => path));
  for (const [path, content] of tree.files)
    if (!known.has(path)) changes.set(path, content instanceof Uint8Array ? contentOf(content) : content);
  return changes;
}
