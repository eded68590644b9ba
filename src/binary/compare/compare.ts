// Compares two binaries: headers, sections, packages, symbols, first difference.
import type { BinarySymbol, Section } from '../binary-file.ts';
import { pairFields, type FieldPair } from './compare-fields.ts';
import { InspectError } from '../read/inspect-error.ts';
import type { BinaryFile } from '../binary-file.ts';
import { headersOf } from '../document/headers.ts';
import { goFunctions } from '../go/pclntab.ts';
import { sectionRole } from './section-role.ts';
import { Composition } from '../go/sizes.ts';

/** SizePair is the size in bytes of something by its name in both files; 0 where one does not have it. */
export interface SizePair {
  readonly name: string;
  readonly first: number;
  readonly second: number;
}

/** NamedSizes are symbols that only one file has: the biggest, and how many there are. */
export interface NamedSizes {
  readonly total: number;
  readonly symbols: readonly { readonly name: string; readonly size: number }[];
}

/** FirstDifference is the first byte that differs, and what lies there in each file. */
export interface FirstDifference {
  readonly offset: number;
  readonly first: BytePlace;
  readonly second: BytePlace;
}

/** BytePlace is a byte of a file with the header field, section and symbol it belongs to, where it does. */
export interface BytePlace {
  /** Undefined beyond the end of the file. */
  readonly byte: number | undefined;
  readonly field: string;
  readonly section: string;
  readonly symbol: string;
}

/** ComparisonPart is how two files differ; lists of sizes have the biggest change first. */
export interface ComparisonPart {
  /** Otherwise fields and sections are paired by what they tell and hold, and most fields have no counterpart. */
  readonly isSameFormat: boolean;
  readonly fields: readonly FieldPair[];
  readonly sections: readonly SizePair[];
  readonly packages: readonly SizePair[];
  /** Symbols of the second file that the first has not. */
  readonly added: NamedSizes;
  /** Symbols of the first file that the second has not. */
  readonly removed: NamedSizes;
  /** Undefined when the files are equal, byte by byte. */
  readonly difference: FirstDifference | undefined;
}

const mostSymbols = 500;

/** Comparison reads what two binaries have in common and what not. */
export class Comparison {
  readonly part: ComparisonPart;

  constructor(first: BinaryFile, second: BinaryFile) {
    const names = [namesOf(first), namesOf(second)] as const;
    const isSameFormat = first.format === second.format;
    const role = isSameFormat ? (name: string) => name : sectionRole;
    this.part = {
      isSameFormat,
      fields: pairFields(first, second),
      sections: pairSizes(sectionSizes(first, role), sectionSizes(second, role)),
      packages: pairSizes(packageSizes(first, role), packageSizes(second, role)),
      added: only(names[1], names[0]),
      removed: only(names[0], names[1]),
      difference: firstDifference(first, second),
    };
  }
}

/** Sizes by what stands for the same thing in both files, with the name each file has for it. */
type Sizes = ReadonlyMap<string, { readonly name: string; readonly size: number }>;

function sectionSizes(file: BinaryFile, role: (name: string) => string): Sizes {
  const sections = tolerant(() => file.sections());
  return added(sections.map(({ name, size }) => ({ key: role(name), name: name || '(no name)', size })));
}

function packageSizes(file: BinaryFile, role: (name: string) => string): Sizes {
  const { packages, rest } = tolerantComposition(file);
  // What is left is called by its section, or in parentheses what it is; import paths are the same everywhere.
  const left = rest.map(({ name, size }) => ({
    key: name.startsWith('(') ? name : `section ${role(name)}`,
    name,
    size,
  }));
  return added([...packages.map(({ name, size }) => ({ key: name, name, size })), ...left]);
}

function tolerantComposition(file: BinaryFile) {
  try {
    return new Composition(file).part;
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    return { packages: [], rest: [] };
  }
}

function tolerant<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof InspectError) return []; // The other panels tell what is wrong.
    throw error;
  }
}

function added(list: readonly { key: string; name: string; size: number }[]): Sizes {
  const sums = new Map<string, { name: string; size: number }>();
  for (const { key, name, size } of list) {
    const known = sums.get(key);
    sums.set(key, { name: known?.name ?? name, size: (known?.size ?? 0) + size });
  }
  return sums;
}

function pairSizes(first: Sizes, second: Sizes): SizePair[] {
  const change = (pair: SizePair) => Math.abs(pair.second - pair.first);
  return [...new Set([...first.keys(), ...second.keys()])]
    .map((key) => {
      const [a, b] = [first.get(key), second.get(key)];
      const names = [a, b].flatMap((each) => each?.name ?? []);
      return { name: [...new Set(names)].join(' / '), first: a?.size ?? 0, second: b?.size ?? 0 };
    })
    .sort((a, b) => change(b) - change(a));
}

function namesOf(file: BinaryFile): Map<string, number> {
  return new Map(tolerant(() => symbolsOf(file)).map(({ name, size }) => [name, size]));
}

/** Functions and variables under the names that Go has for them in every format. */
function symbolsOf(file: BinaryFile): readonly { name: string; size: number }[] {
  // Names in WebAssembly have underscores for much; the line table has the real ones.
  if (file.numberedCode() && !file.isStripped()) return goFunctions(file) ?? file.symbols();
  return file
    .symbols()
    .map((symbol) => ({ name: file.goName(symbol), size: symbol.code === 'U' ? 0 : symbol.size }));
}

function only(from: Map<string, number>, other: Map<string, number>): NamedSizes {
  const symbols = [...from]
    .filter(([name]) => !other.has(name))
    .map(([name, size]) => ({ name, size }))
    .sort((a, b) => b.size - a.size);
  return { total: symbols.length, symbols: symbols.slice(0, mostSymbols) };
}

function firstDifference(first: BinaryFile, second: BinaryFile): FirstDifference | undefined {
  const shorter = Math.min(first.bytes.length, second.bytes.length);
  let offset = 0;
  while (offset < shorter && first.bytes[offset] === second.bytes[offset]) offset++;
  if (offset === shorter && first.bytes.length === second.bytes.length) return undefined;
  return { offset, first: placeOf(first, offset), second: placeOf(second, offset) };
}

/** placeOf tells what a byte of a file belongs to. */
export function placeOf(file: BinaryFile, offset: number): BytePlace {
  const holds = (part: { offset: number; size: number }) =>
    offset >= part.offset && offset < part.offset + part.size;
  const header = headersOf(file.bytes).headers.find(holds);
  const field = header?.fields.find(holds);
  const section = tolerant(() => file.sections()).find(
    (each) => each.fileSize > 0 && holds({ offset: each.offset, size: each.fileSize }),
  );
  return {
    byte: file.bytes[offset],
    field: header && field ? `${field.name} of ${header.name}` : '',
    section: section?.name ?? '',
    symbol: section ? symbolAt(file, section, offset) : '',
  };
}

function symbolAt(file: BinaryFile, section: Section, offset: number): string {
  if (section.address === 0n) return '';
  const address = section.address + BigInt(offset - section.offset);
  const holds = (symbol: BinarySymbol) =>
    symbol.address <= address && address < symbol.address + BigInt(symbol.size);
  return tolerant(() => file.symbols()).find(holds)?.name ?? '';
}
