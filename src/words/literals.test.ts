// Finds sentences that stand in the code instead of src/words.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files that still have sentences of their own. The list may only shrink. */
const remaining: readonly string[] = readFileSync(new URL('literals-remaining.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean);

/** What holds names that a standard or a vendor gave, by path or path#declaration, with the reason. */
const values = new Map(
  readFileSync(new URL('values.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [place = '', ...reason] = line.split(' ');
      return [place, reason.join(' ')];
    }),
);

/** Attributes that people read or hear. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
  'label',
]);

/** Props of our own components whose text is shown are named like these. */
const spokenProp = /(label|title|caption|text|hint|placeholder|heading|description|what)$/i;

/** Text for people: a word of three letters and more, unless it is only a name in code. */
const isText = (text: string) => /\p{L}{3,}/u.test(text.replace(/&\w+;/g, ' '));

/** In script, where most literals are values: at least two words. */
const isSentence = (text: string) =>
  /^[A-Z\u201c].*\p{L}{2,}[ \u00a0]\p{L}{2,}|\p{L}{2,} \p{L}{2,} \p{L}{2,}/u.test(text.trim());

type Node = { type: string; [key: string]: unknown };

function markupTexts(source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown, isCode: boolean): void => {
    if (Array.isArray(value)) return value.forEach((each) => visit(each, isCode));
    if (typeof value !== 'object' || value === null || !('type' in value)) return;
    const node = value as Node;
    if (node.type === 'Text' && !isCode && isText(String(node['data'])))
      found.push(String(node['data']).trim());
    if (node.type === 'Attribute') return visitAttribute(node);
    if (node.type === 'StyleDirective') return;
    if (node.type === 'ExpressionTag' || node.type.endsWith('Expression')) return visitExpression(node);
    const code =
      isCode || (node.type === 'RegularElement' && ['code', 'kbd', 'style'].includes(String(node['name'])));
    for (const [key, child] of Object.entries(node))
      if (key !== 'css' && key !== 'instance' && key !== 'module') visit(child, code);
  };
  const visitAttribute = (node: Node): void => {
    const name = String(node['name']);
    const parts = Array.isArray(node['value']) ? (node['value'] as Node[]) : [node['value'] as Node];
    for (const part of parts) {
      if (
        part?.type === 'Text' &&
        (spoken.has(name) || spokenProp.test(name)) &&
        isText(String(part['data']))
      )
        found.push(`${name}=${String(part['data'])}`);
      else if (part?.type === 'ExpressionTag') visitExpression(part);
    }
  };
  const visitExpression = (node: Node): void => {
    const { start, end } = node as unknown as { start: number; end: number };
    found.push(...scriptTexts(`(${source.slice(start, end).replace(/^\{|\}$/g, '')})`));
  };
  visit(parse(source, { modern: true }).fragment, false);
  return found;
}

const nameOf = (node: ts.Node): string | undefined => {
  const isDeclaration =
    ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node) || ts.isClassDeclaration(node);
  return isDeclaration ? node.name?.getText() : undefined;
};

/** The sentences of a script, but for those in the declarations that are named. */
function scriptTexts(source: string, except: (declaration: string) => boolean = () => false): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const declaration = nameOf(node);
    if (declaration !== undefined && except(declaration)) return;
    if (ts.isImportDeclaration(node) || ts.isThrowStatement(node)) return;
    if (ts.isNewExpression(node) && /(Error|Exception)$/.test(node.expression.getText(file))) return;
    if (ts.isCallExpression(node) && /^(console\.\w+|describe|it)$/.test(node.expression.getText(file)))
      return;
    if (isSuperOfError(node)) return;
    if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && isSentence(node.text))
      found.push(node.text);
    if (ts.isTemplateExpression(node)) {
      const text = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('x');
      if (isSentence(text)) found.push(text);
    }
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  visit(file);
  return found;
}

/** The message of an error class is for developers, as that of `new Error` is. */
function isSuperOfError(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.SuperKeyword) return false;
  const owner = ts.findAncestor(node, ts.isClassDeclaration);
  return /(Error|Exception)$/.test(owner?.heritageClauses?.[0]?.types[0]?.expression.getText() ?? '');
}

function textsOf(path: string, isValue: (place: string) => boolean = (place) => values.has(place)): string[] {
  if (isValue(path)) return [];
  const source = readFileSync(root + path, 'utf8');
  const isNamed = (declaration: string) => isValue(`${path}#${declaration}`);
  if (!path.endsWith('.svelte')) return scriptTexts(source, isNamed);
  const script = /<script[^>]*>([^]*?)<\/script>/.exec(source)?.[1] ?? '';
  return [...scriptTexts(script, isNamed), ...markupTexts(source)];
}

/** Here stand the names that standards define and the lines of file(1), which are values (README.md). */
const ofStandards = /^binary\/formats\//;

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter(
    (path) =>
      /\.(ts|svelte)$/.test(path) &&
      !/\.test\.ts$|\.d\.ts$|(^|\/)testing\/|^words\//.test(path) &&
      !ofStandards.test(path),
  );

describe('sentences outside src/words', () => {
  it('finds them where they are', () => {
    expect(
      markupTexts('<p title="Hello you">Some text {a ? "No such thing" : b}</p><code>go build</code>'),
    ).toEqual(['title=Hello you', 'Some text', 'No such thing']);
    expect(
      scriptTexts(
        "const a = 'linux'; notify(`The build of ${a} ended`); throw new Error('not for people here')",
      ),
    ).toEqual(['The build of x ended']);
    const table = "const systems = ['DragonFly BSD']; const notice = 'Nothing was built'";
    expect(scriptTexts(table, (declaration) => declaration === 'systems')).toEqual(['Nothing was built']);
  });

  it.each(files.filter((path) => !remaining.includes(path)))('%s', (path) => {
    expect(textsOf(path)).toEqual([]);
  });

  it.each(remaining)('still stand in %s, as literals-remaining.txt says', (path) => {
    expect(textsOf(path)).not.toEqual([]);
  });

  it.each([...values])('are names where values.txt says so: %s', (place, reason) => {
    const path = place.replace(/#.*/, '');
    const withoutIt = textsOf(path, (other) => other !== place && values.has(other));
    expect(withoutIt.length).toBeGreaterThan(textsOf(path).length);
    expect(reason).toMatch(/\w/);
  });
});
