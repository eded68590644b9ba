// Where the bytes of a binary go: by package, from its symbols or its line table.
import type { BinarySymbol, Section } from '../binary-file.ts';
import { splitGoSymbol } from './go-symbol.ts';
import type { BinaryFile } from '../binary-file.ts';
import { goFunctions } from './pclntab.ts';

/** PackageSize is what a package takes of the file, in bytes. */
export interface PackageSize {
  /** Import path, or a SharedSize for what belongs to no package. */
  readonly name: string;
  readonly code: number;
  readonly data: number;
  readonly size: number;
  /** How many functions and variables. */
  readonly count: number;
}

/** SharedSize is the code for what belongs to no package, or to no symbol; no package has a name in parentheses. */
export type SharedSize =
  | '(types)'
  | '(texts)'
  | '(interfaces)'
  | '(collector)'
  | '(line table)'
  | '(others)'
  | '(headers)'
  | '(debugging)'
  | '(symbol table)'
  | '(unnamed)'
  | '(small packages)'
  | '(small symbols)';

/** CompositionPart is where the bytes of a file go; the sizes of packages and rest add up to total. */
export interface CompositionPart {
  /** Where the packages are known from. */
  readonly source: 'symbols' | 'line table' | 'none';
  /** Size of the file in bytes. */
  readonly total: number;
  /** Biggest first. */
  readonly packages: readonly PackageSize[];
  /** What no symbol covers, by the names of sections or as a SharedSize. Biggest first. */
  readonly rest: readonly { readonly name: string; readonly size: number }[];
}

/** SymbolSize is a function or variable of a package. */
export interface SymbolSize {
  readonly name: string;
  readonly size: number;
  readonly isCode: boolean;
}

/**
 * More rows than this tell nobody anything, and the page would stand still: programs of other languages have a package for
 * nearly each symbol.
 */
const mostRows = 3000;

/** Composition keeps what the sizes were added up from. */
export class Composition {
  readonly part: CompositionPart;
  readonly #symbols: ReadonlyMap<string, readonly SymbolSize[]>;

  /** Throws an InspectError when the symbol table or the sections cannot be read. */
  constructor(file: BinaryFile) {
    const { source, pieces } = piecesOf(file);
    const symbols = new Map<string, SymbolSize[]>();
    for (const piece of pieces) {
      const name = packageOf(piece.name);
      const others = symbols.get(name);
      if (others) others.push(piece);
      else symbols.set(name, [piece]);
    }
    const all = [...symbols].map(([name, members]) => packageSize(name, members)).sort(bySize);
    const small = all.slice(mostRows).flatMap(({ name }) => symbols.get(name) ?? []);
    if (small.length > 0) symbols.set('(small packages)', small);
    this.#symbols = symbols;
    const packages = all.slice(0, mostRows);
    if (small.length > 0) packages.push(packageSize('(small packages)', small));
    this.part = { source, total: file.bytes.length, packages, rest: restOf(file, pieces) };
  }

  /** symbolsOf lists what a package is made of, biggest first; the smallest of very many are one. */
  symbolsOf(name: string): readonly SymbolSize[] {
    const all = [...(this.#symbols.get(name) ?? [])].sort(bySize);
    const small = all.slice(mostRows).reduce((sum, { size }) => sum + size, 0);
    const biggest = all.slice(0, mostRows);
    return small > 0 ? [...biggest, { name: '(small symbols)', size: small, isCode: false }] : biggest;
  }
}

/** A symbol with the bytes of a section that are its own. */
interface Piece extends SymbolSize {
  readonly section: number;
}

function bySize(a: { readonly size: number }, b: { readonly size: number }): number {
  return b.size - a.size;
}

function packageSize(name: string, members: readonly SymbolSize[]): PackageSize {
  const size = members.reduce((sum, each) => sum + each.size, 0);
  const code = members.reduce((sum, each) => sum + (each.isCode ? each.size : 0), 0);
  return { name, code, data: size - code, size, count: members.length };
}

// The linker gathers these from all packages. Local symbols of Mach-O begin with an underscore.
const gathered: readonly (readonly [RegExp, SharedSize])[] = [
  [/^_?type:/, '(types)'],
  [/^_?go:string/, '(texts)'],
  [/^_?go:itab|^runtime\.itab/, '(interfaces)'],
  [/^_?go:func|^gclocals·|^runtime\.gcbits|^\$f(?:32|64)/, '(collector)'],
  [/^runtime\.(?:pclntab|findfunctab|functab|epclntab)/, '(line table)'],
];

function packageOf(symbol: string): string {
  const found = gathered.find(([pattern]) => pattern.test(symbol));
  if (found) return found[1];
  return splitGoSymbol(symbol).package || '(others)';
}

function piecesOf(file: BinaryFile): { source: CompositionPart['source']; pieces: Piece[] } {
  if (file.kind === 'object') return { source: 'none', pieces: [] };
  // Names of WebAssembly functions have lost what tells packages apart: Go puts an underscore for a slash.
  const hasAddresses = file.numberedCode() === undefined;
  if (hasAddresses) {
    const pieces = ofSymbols(file);
    // Stripped Mach-O files keep the symbols of what they import.
    if (pieces.some((piece) => piece.isCode)) return { source: 'symbols', pieces };
  }
  const functions = goFunctions(file);
  if (functions) return { source: 'line table', pieces: ofFunctions(file, functions) };
  const pieces = hasAddresses ? [] : ofFunctions(file, file.symbols());
  return { source: pieces.length > 0 ? 'symbols' : 'none', pieces };
}

function ofFunctions(file: BinaryFile, functions: readonly { name: string; size: number }[]): Piece[] {
  const section = file.sections().findIndex(({ name }) => /^(?:\.text|__text|text|code)$/.test(name));
  return functions
    .filter(({ size }) => size > 0)
    .map(({ name, size }) => ({ name, size, isCode: true, section }));
}

/** A section that is in memory and in the file, with its number. */
interface Stored {
  readonly index: number;
  readonly section: Section;
  readonly start: number;
  readonly end: number;
}

function storedSections(file: BinaryFile): Stored[] {
  return file
    .sections()
    .map((section, index) => {
      const start = Number(section.address);
      return { index, section, start, end: start + Math.min(section.size, section.fileSize) };
    })
    .filter(({ section, start, end }) => section.fileSize > 0 && start > 0 && end > start)
    .sort((a, b) => a.start - b.start);
}

// Symbols may overlap and, where the format has no sizes, reach into the next section: each byte counts once.
function ofSymbols(file: BinaryFile): Piece[] {
  const sections = storedSections(file);
  const symbols = file.symbols().filter((symbol) => symbol.size > 0 && !/[Uu?]/.test(symbol.code));
  const starts = symbols.map((symbol) => Number(symbol.address));
  const order = Array.from(symbols, (_, i) => i).sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
  const pieces: Piece[] = [];
  let at = 0;
  let cursor = 0;
  for (const i of order) {
    const symbol = symbols[i] as BinarySymbol;
    const start = starts[i] ?? 0;
    while (at < sections.length && (sections[at]?.end ?? 0) <= start) at++;
    const stored = sections[at];
    if (!stored || start < stored.start) continue;
    const from = Math.max(start, cursor);
    const end = Math.min(start + symbol.size, stored.end);
    if (end <= from) continue;
    cursor = end;
    pieces.push({
      name: symbol.name,
      size: end - from,
      isCode: /t/i.test(symbol.code),
      section: stored.index,
    });
  }
  return pieces;
}

function restOf(file: BinaryFile, pieces: readonly Piece[]): { name: string; size: number }[] {
  const covered = new Map<number, number>();
  for (const { section, size } of pieces) covered.set(section, (covered.get(section) ?? 0) + size);
  const sizes = new Map<string, number>();
  let inSections = 0;
  file.sections().forEach((section, index) => {
    inSections += section.fileSize;
    const left = section.fileSize - (covered.get(index) ?? 0);
    if (left > 0) sizes.set(nameOfRest(section.name), (sizes.get(nameOfRest(section.name)) ?? 0) + left);
  });
  const outside = file.bytes.length - inSections;
  if (outside > 0) sizes.set('(headers)', outside);
  return [...sizes].map(([name, size]) => ({ name, size })).sort(bySize);
}

function nameOfRest(section: string): string {
  if (/^(?:\.|__)z?debug_|^\.dw/.test(section)) return '(debugging)';
  if (/^(?:\.symtab|\.strtab|syms)$/.test(section)) return '(symbol table)';
  if (/gopclntab$/.test(section)) return '(line table)';
  if (/^(?:\.go\.|__go_)type$/.test(section)) return '(types)';
  return section || '(unnamed)';
}
