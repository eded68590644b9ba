// Finds places where a plain object is asked for a name that may come from a file or an address: it would answer to "constructor".
import ts from 'typescript';

/** A place, as an editor shows it. */
export interface Finding {
  readonly place: string;
  readonly text: string;
}

/**
 * The places in a program's own files where an object with names of any kind is indexed by a text of any kind, or asked for one
 * with `in`. A Map, or Object.hasOwn before it, knows its own names only. `isRead` says which files count.
 */
export function askedByAnyName(program: ts.Program, isRead: (path: string) => boolean): Finding[] {
  const checker = program.getTypeChecker();
  const findings: Finding[] = [];
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || !isRead(file.fileName)) continue;
    const visit = (node: ts.Node): void => {
      if (isRisky(node, checker)) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        findings.push({ place: `${file.fileName}:${line + 1}`, text: node.getText().slice(0, 80) });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return findings;
}

function isRisky(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isElementAccessExpression(node))
    return (
      takesAnyName(node.expression, checker) &&
      isAnyText(node.argumentExpression, checker) &&
      !isGuarded(node)
    );
  const isIn = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword;
  return isIn && isAnyText(node.left, checker);
}

/** Behind the question whether the name is the object's own. */
function isGuarded({ parent, expression, argumentExpression }: ts.ElementAccessExpression): boolean {
  const question = `Object.hasOwn(${expression.getText()}, ${argumentExpression.getText()})`;
  for (let node = parent; !ts.isStatement(node) && node.parent; node = node.parent)
    if (ts.isConditionalExpression(node) && node.condition.getText() === question) return true;
  return false;
}

/** An object that is no array: arrays answer to numbers, and to names only where their type says so. */
function takesAnyName(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => {
    const text = part.symbol?.name;
    if (text === 'ProcessEnv' || text === 'CSSStyleDeclaration' || text === 'DOMStringMap') return false;
    return checker.getIndexInfoOfType(part, ts.IndexKind.String) !== undefined;
  });
}

function isAnyText(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => (part.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) !== 0);
}
