// Adds the imports of std that a Go file lacks, and removes those of std that it does not use, as goimports does.
import { AMBIGUOUS_EXPORTS } from './ambiguous-exports.ts';
import { namesIn, type FileNames, type ImportSpec } from './declarations.ts';

/** What the imports of a file depend on, beside the file. */
export interface ImportContext {
  /** Import paths of std that a program may import. */
  std: readonly string[];
  /** Sources of the other files of the package. */
  siblings: readonly string[];
}

/** The source with its imports of std put right; the very same text when there is nothing to do. */
export function fixImports(source: string, { std, siblings }: ImportContext): string {
  const names = namesIn(source);
  const others = siblings.map(namesIn);
  const known = new Set(std);
  const isUnused = ({ path, name }: ImportSpec) =>
    known.has(path) && name !== '_' && name !== '.' && !names.bases.has(name ?? nameOf(path));
  const unused = names.imports.filter(isUnused);
  const missing = missingImports(names, others, std);
  if (unused.length === 0 && missing.length === 0) return source;
  return withImports(source, names, unused, missing);
}

/** What a package calls itself, for std: the last part of its path that is no version. */
function nameOf(path: string): string {
  const parts = path.split('/');
  return /^v\d+$/.test(parts.at(-1)!) ? parts.at(-2)! : parts.at(-1)!;
}

function missingImports(names: FileNames, others: readonly FileNames[], std: readonly string[]): string[] {
  const imported = new Set(names.imports.map(({ path, name }) => name ?? nameOf(path)));
  const declared = new Set([...names.declared, ...others.flatMap((other) => [...other.declared])]);
  const found = [...names.references].map(([base, members]) => {
    const isPackage = [...members].every((member) => /^\p{Lu}/u.test(member));
    if (!isPackage || imported.has(base) || declared.has(base)) return undefined;
    return ofSiblings(base, others, std) ?? packageFor(base, members, std);
  });
  return found.filter((path) => path !== undefined).sort();
}

/** What another file of the package has imported under the name is meant here too. */
function ofSiblings(base: string, others: readonly FileNames[], std: readonly string[]): string | undefined {
  const specs = others.flatMap(({ imports }) => imports);
  return specs.find(
    ({ path, name }) => (name ?? nameOf(path)) === base && name === undefined && std.includes(path),
  )?.path;
}

function packageFor(base: string, members: ReadonlySet<string>, std: readonly string[]): string | undefined {
  const ambiguous = AMBIGUOUS_EXPORTS.filter(([path]) => nameOf(path) === base && std.includes(path));
  if (ambiguous.length > 0) {
    const exports = (names: string) => new Set(names.split(' '));
    return ambiguous.find(([, names]) => [...members].every((member) => exports(names).has(member)))?.[0];
  }
  return std.find((path) => path === base || path.endsWith(`/${base}`));
}

function withImports(
  source: string,
  names: FileNames,
  unused: readonly ImportSpec[],
  missing: readonly string[],
): string {
  const kept = names.imports.filter((spec) => !unused.includes(spec));
  let text = source;
  // From the end to the beginning: what comes before an edit stays where it is.
  for (let i = names.importDeclarations.length - 1; i >= 0; i--) {
    const { start, end, hasParentheses } = names.importDeclarations[i]!;
    const removed = unused.filter(({ declaration }) => declaration === i);
    const remaining = kept.filter(({ declaration }) => declaration === i);
    const added = i === 0 ? missing : [];
    if (removed.length === 0 && added.length === 0) continue;
    let declaration = source.slice(start, end);
    for (const spec of removed.toReversed())
      declaration = withoutLine(declaration, spec.start - start, spec.end - start);
    if (remaining.length + added.length === 0) text = text.slice(0, start).trimEnd() + text.slice(end);
    else {
      if (added.length > 0) declaration = withSpecs(declaration, hasParentheses, remaining, added);
      else if (remaining.length === 1) declaration = withoutParentheses(declaration);
      text = text.slice(0, start) + declaration + text.slice(end);
    }
  }
  if (names.importDeclarations.length > 0 || missing.length === 0) return text;
  const { packageEnd } = names;
  return `${text.slice(0, packageEnd)}\n\n${declarationOf(missing)}${text.slice(packageEnd)}`;
}

function declarationOf(paths: readonly string[]): string {
  if (paths.length === 1) return `import "${paths[0]}"`;
  return `import (\n${paths.map((path) => `\t"${path}"\n`).join('')})`;
}

/** Without a spec, and without its line when nothing else stands there. */
function withoutLine(text: string, start: number, end: number): string {
  const before = text.slice(0, start).replace(/[ \t]+$/, '');
  const after = text.slice(end).replace(/^[ \t]*(\/\/[^\n]*)?/, '');
  return before.endsWith('\n') && after.startsWith('\n') ? before + after.slice(1) : before + after;
}

/** With more specs among those of std: gofmt sorts them within a group of lines. */
function withSpecs(
  declaration: string,
  hasParentheses: boolean,
  remaining: readonly ImportSpec[],
  added: readonly string[],
): string {
  const lines = added.map((path) => `\t"${path}"\n`).join('');
  if (!hasParentheses) {
    const [only] = remaining;
    const spec = only ? declaration.replace(/^import\s*/, '\t') + '\n' : '';
    return `import (\n${lines}${only && !isOfStd(only.path) ? '\n' : ''}${spec})`;
  }
  const first = remaining.find(({ path }) => isOfStd(path));
  if (!first) return declaration.replace('(', `(\n${lines}`);
  const quoted = `"${first.path}"`;
  const at = declaration.lastIndexOf('\n', declaration.indexOf(quoted)) + 1;
  return declaration.slice(0, at) + lines + declaration.slice(at);
}

/** Whether a path is one of std, as goimports groups them: its first part has no point. */
function isOfStd(path: string): boolean {
  return !path.split('/')[0]!.includes('.');
}

/** A single spec needs none. A comment needs the line it stands on. */
function withoutParentheses(declaration: string): string {
  const [, spec] = /^import\s*\(\s*([^()\n]*"[^"\n]*")\s*\)$/.exec(declaration) ?? [];
  return spec === undefined ? declaration : `import ${spec}`;
}
