// Reads a command line: the part of POSIX sh that the page's terminal has (pubs.opengroup.org, XCU 2.10).

/** One command: variables for it alone, its words, and where its output goes. */
export interface SimpleCommand {
  assignments: [name: string, value: Word][];
  words: Word[];
  redirections: { operator: '<' | '>' | '>>'; target: Word }[];
}

/** Commands whose output feeds the next one. */
export type Pipeline = SimpleCommand[];

/** Pipelines in order, each with the operator before it; the first has ';'. */
export type CommandList = { operator: ';' | '&&' | '||'; pipeline: Pipeline }[];

/** A word in parts: what is quoted is not split and has no patterns. */
export type Word = { text: string; kind: 'plain' | 'quoted' | 'variable' | 'quoted variable' }[];

/** What keeps a line from being read: the token at which it stops, or a quote without end. */
export type SyntaxProblem = { kind: 'unexpected'; token: string } | { kind: 'open quote'; quote: string };

/** A line that could not be read. */
export class ShellSyntaxError extends Error {
  constructor(readonly problem: SyntaxProblem) {
    super(problem.kind);
  }
}

type Token = { kind: 'word'; word: Word } | { kind: 'operator'; text: string };

const operators = ['&&', '||', '>>', '|', '>', '<', ';'];

/** Reads a line. Throws ShellSyntaxError. An empty line, or a comment alone, is an empty list. */
export function parseLine(line: string): CommandList {
  const tokens = tokensOf(line);
  const list: CommandList = [];
  let operator: CommandList[number]['operator'] = ';';
  let pipeline: Pipeline = [emptyCommand()];
  const end = (token: string) => {
    if (isEmpty(pipeline.at(-1)!)) throw new ShellSyntaxError({ kind: 'unexpected', token });
    list.push({ operator, pipeline });
    pipeline = [emptyCommand()];
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const command = pipeline.at(-1)!;
    if (token.kind === 'word') addWord(command, token.word);
    else if (token.text === '|') {
      if (isEmpty(command)) throw new ShellSyntaxError({ kind: 'unexpected', token: '|' });
      pipeline.push(emptyCommand());
    } else if (token.text === '>' || token.text === '>>' || token.text === '<') {
      const target = tokens[++i];
      if (target?.kind !== 'word')
        throw new ShellSyntaxError({ kind: 'unexpected', token: target?.text ?? 'newline' });
      command.redirections.push({ operator: token.text, target: target.word });
    } else {
      end(token.text);
      operator = token.text as typeof operator;
    }
  }
  const isOver = pipeline.length === 1 && isEmpty(pipeline[0]!);
  if (!isOver) end('newline');
  else if (operator !== ';') throw new ShellSyntaxError({ kind: 'unexpected', token: 'newline' });
  return list;
}

function emptyCommand(): SimpleCommand {
  return { assignments: [], words: [], redirections: [] };
}

function isEmpty({ assignments, words, redirections }: SimpleCommand): boolean {
  return assignments.length + words.length + redirections.length === 0;
}

function addWord(command: SimpleCommand, word: Word): void {
  const [first, ...rest] = word;
  const [, name, value] = (first?.kind === 'plain' && /^([A-Za-z_]\w*)=([^]*)$/.exec(first.text)) || [];
  if (name !== undefined && command.words.length === 0)
    command.assignments.push([name, [{ text: value ?? '', kind: 'plain' }, ...rest]]);
  else command.words.push(word);
}

function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at]!)) at++;
    else if (line[at] === '#') break;
    else {
      const operator = operators.find((text) => line.startsWith(text, at));
      if (operator) {
        tokens.push({ kind: 'operator', text: operator });
        at += operator.length;
      } else {
        const { word, end } = wordAt(line, at);
        tokens.push({ kind: 'word', word });
        at = end;
      }
    }
  }
  return tokens;
}

const plainText = /[^\s'"\\$|&;<>]+|&(?!&)|\$(?![A-Za-z_{?])/y;
const variable = /\$(?:([A-Za-z_]\w*|\?)|\{([A-Za-z_]\w*|\?)\})/y;
const doubleText = /(?:[^"\\$]|\\[^]|\$(?![A-Za-z_{?]))+/y;

function match(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}

function wordAt(line: string, start: number): { word: Word; end: number } {
  const word: Word = [];
  let at = start;
  while (at < line.length && !/[\s|;<>]/.test(line[at]!) && !line.startsWith('&&', at)) {
    const named = match(variable, line, at);
    const plain = match(plainText, line, at);
    if (named) {
      word.push({ text: (named[1] ?? named[2])!, kind: 'variable' });
      at += named[0].length;
    } else if (plain) {
      word.push({ text: plain[0], kind: 'plain' });
      at += plain[0].length;
    } else if (line[at] === '\\') {
      word.push({ text: line[at + 1] ?? '\\', kind: 'quoted' });
      at += 2;
    } else at = quotedAt(line, at, word);
  }
  return { word, end: at };
}

/** Reads what a quote at `at` begins; returns the offset behind the closing one. */
function quotedAt(line: string, at: number, word: Word): number {
  const quote = line[at]!;
  const problem = { kind: 'open quote', quote } as const;
  if (quote === "'") {
    const end = line.indexOf("'", at + 1);
    if (end < 0) throw new ShellSyntaxError(problem);
    word.push({ text: line.slice(at + 1, end), kind: 'quoted' });
    return end + 1;
  }
  word.push({ text: '', kind: 'quoted' });
  for (at++; line[at] !== '"';) {
    const named = match(variable, line, at);
    const text = match(doubleText, line, at);
    if (named) word.push({ text: (named[1] ?? named[2])!, kind: 'quoted variable' });
    else if (text) word.push({ text: text[0].replace(/\\(["\\$`])/g, '$1'), kind: 'quoted' });
    else throw new ShellSyntaxError(problem);
    at += (named ?? text)![0].length;
  }
  return at + 1;
}
