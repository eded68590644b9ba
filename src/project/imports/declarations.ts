// What a Go file imports, declares, and refers to as pkg.Name, top-level declaration by declaration.
import { tokensOf, type Token } from './tokens.ts';

/** One import spec. */
export interface ImportSpec {
  path: string;
  /** The name given to it, `_` and `.` included; undefined when it has none. */
  name: string | undefined;
  /** Offsets of the spec in the source, without the line's end. */
  start: number;
  end: number;
  /** Index of its declaration in `importDeclarations`. */
  declaration: number;
}

/** One `import` declaration: from the keyword to behind its last spec or parenthesis. */
export interface ImportDeclaration {
  start: number;
  end: number;
  hasParentheses: boolean;
}

/** What the imports of a file are decided by. */
export interface FileNames {
  /** End of the package clause; 0 when there is none. */
  packageEnd: number;
  imports: ImportSpec[];
  importDeclarations: ImportDeclaration[];
  /** Names that other files of the package see. */
  declared: Set<string>;
  /** What is used as X in X.Name, by X: the names behind the point. Where X is declared nearby, it is left out. */
  references: Map<string, Set<string>>;
  /** Every X of X.Name, declared or not. */
  bases: Set<string>;
}

/** What stands between the brackets that are open. */
type Bracket = 'struct' | 'interface' | 'other';

/** Reads a file. Of a broken one it takes what it can. */
export function namesIn(source: string): FileNames {
  const names: FileNames = {
    packageEnd: 0,
    imports: [],
    importDeclarations: [],
    declared: new Set(),
    references: new Map(),
    bases: new Set(),
  };
  const tokens = tokensOf(source);
  for (const declaration of topLevel(tokens)) {
    const [first, second] = declaration;
    if (first?.text === 'package') names.packageEnd = second ? second.start + second.text.length : 0;
    else if (first?.text === 'import') readImports(declaration, names);
    else readDeclaration(declaration, names);
  }
  return names;
}

const keywords = new Set(['package', 'import', 'func', 'var', 'const', 'type']);

/** The tokens by the declaration that they belong to: a keyword at the beginning of a line outside all brackets begins one. */
function topLevel(tokens: readonly Token[]): Token[][] {
  const declarations: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    const { kind, text, isFirstOfLine } = token;
    if (kind === 'mark' && '([{'.includes(text)) depth++;
    else if (kind === 'mark' && ')]}'.includes(text)) depth = Math.max(depth - 1, 0);
    const begins =
      (depth === 0 && kind === 'word' && isFirstOfLine && keywords.has(text)) || declarations.length === 0;
    if (begins) declarations.push([]);
    declarations.at(-1)!.push(token);
  }
  return declarations;
}

function readImports(tokens: readonly Token[], names: FileNames): void {
  const last = tokens.at(-1)!;
  const declaration = names.importDeclarations.length;
  names.importDeclarations.push({
    start: tokens[0]!.start,
    end: last.start + last.text.length,
    hasParentheses: tokens[1]?.text === '(',
  });
  for (const [i, { kind, text, start }] of tokens.entries()) {
    const before = tokens[i - 1];
    if (kind !== 'string') continue;
    const isNamed = before?.kind === 'word' ? before.text !== 'import' : before?.text === '.';
    names.imports.push({
      path: text.slice(1, -1),
      name: isNamed ? before!.text : undefined,
      start: isNamed ? before!.start : start,
      end: start + text.length,
      declaration,
    });
  }
}

function readDeclaration(tokens: readonly Token[], names: FileNames): void {
  const plain = new Set<string>();
  const used = new Map<string, Set<string>>();
  const brackets: Bracket[] = [];
  tokens.forEach((token, i) => {
    const { kind, text } = token;
    if (kind === 'mark') follow(brackets, text, tokens[i - 1]?.text);
    if (kind !== 'word' || tokens[i - 1]?.text === '.') return;
    const [point, member] = [tokens[i + 1], tokens[i + 2]];
    if (point?.text === '.' && member?.kind === 'word')
      used.set(text, (used.get(text) ?? new Set()).add(member.text));
    // Names of fields and methods, keys and labels declare nothing that could be meant by X.Name.
    else if (brackets.at(-1) === 'struct' || brackets.at(-1) === 'interface') return;
    else if (point?.text !== ':' || member?.text === '=') plain.add(text);
  });
  for (const name of declaredBy(tokens)) names.declared.add(name);
  for (const [base, members] of used) {
    names.bases.add(base);
    if (plain.has(base)) continue;
    const all = names.references.get(base) ?? new Set<string>();
    for (const member of members) all.add(member);
    names.references.set(base, all);
  }
}

function follow(brackets: Bracket[], mark: string, before: string | undefined): void {
  if ('([{'.includes(mark)) {
    const isBody = mark === '{' && (before === 'struct' || before === 'interface');
    brackets.push(isBody ? before : 'other');
  } else if (')]}'.includes(mark)) brackets.pop();
}

/** The names that a declaration gives to its package: of a function its own, else the first word of each spec, and lists. */
function declaredBy(tokens: readonly Token[]): string[] {
  const [keyword, next] = tokens;
  if (keyword?.text === 'func') return next?.kind === 'word' ? [next.text] : [];
  const names: string[] = [];
  let depth = 0;
  const isGroup = next?.text === '(';
  tokens.forEach(({ kind, text, isFirstOfLine }, i) => {
    if (kind === 'mark' && '([{'.includes(text)) depth++;
    else if (kind === 'mark' && ')]}'.includes(text)) depth--;
    const begins = isGroup ? depth === 1 && isFirstOfLine : i === 1;
    const continues =
      tokens[i - 1]?.text === ',' && names.at(-1) === tokens[i - 2]?.text && depth === (isGroup ? 1 : 0);
    if (kind === 'word' && (begins || continues)) names.push(text);
  });
  return names;
}
