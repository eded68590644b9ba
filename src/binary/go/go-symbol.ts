// The names of Go symbols: package, receiver and function.
// debug/gosym/symtab.go and cmd/internal/objabi/path.go of the Go source give the rules.

/** GoSymbolName is a Go symbol's name in parts; receiver is empty for plain functions and variables. */
export interface GoSymbolName {
  /** Import path; empty for symbols that belong to no package, such as type descriptors. */
  readonly package: string;
  /** Receiver type without its parentheses, such as *File or Map[...]. */
  readonly receiver: string;
  /** Function, method or variable; closures and wrappers keep their suffix, as in main.func1. */
  readonly name: string;
}

// Names the compiler and the linker make.
const made = /^(?:type:|go:|gclocals·|\$|_|\.)/;

// What follows the name of a function without being a method: closures, wrappers, ABI variants, counters.
const suffix =
  /^(?:func\d|gowrap\d|deferwrap\d|abi0|abiinternal|init|map|\d|stkobj|opendefer|arginfo\d|argliveinfo|args_stackmap|jump\d)/;

/** splitGoSymbol splits the name of a Go symbol. */
export function splitGoSymbol(symbol: string): GoSymbolName {
  const plain = withoutTypeArguments(symbol);
  const dot = plain.indexOf('.', plain.lastIndexOf('/') + 1);
  if (made.test(symbol) || dot < 0) return { package: '', receiver: '', name: symbol };
  const end = receiverEnd(plain.slice(dot + 1));
  const rest = symbol.slice(dot + 1);
  return {
    package: unescapePath(symbol.slice(0, dot)),
    receiver: rest.slice(0, Math.max(0, end)).replace(/^\((.*)\)$/, '$1'),
    name: rest.slice(end + 1),
  };
}

// The length stays the same, so that offsets found here hold in the full name.
function withoutTypeArguments(symbol: string): string {
  let depth = 0;
  return symbol.replace(/./gsu, (character) => {
    if (character === ']') depth--;
    const shown = depth > 0 ? '_'.repeat(character.length) : character;
    if (character === '[') depth++;
    return shown;
  });
}

// receiverEnd returns the offset of the dot after the receiver, or -1.
function receiverEnd(rest: string): number {
  if (rest.startsWith('(')) return rest.indexOf(').') < 0 ? -1 : rest.indexOf(').') + 1;
  const dot = rest.indexOf('.');
  const isMethod = dot > 0 && !suffix.test(rest.slice(dot + 1)) && !/^(?:init|glob)\./.test(rest);
  return isMethod ? dot : -1;
}

// Dots in the last element of a path are escaped, as in gopkg.in/yaml%2ev3.
function unescapePath(path: string): string {
  return path.replace(/%([0-9a-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
