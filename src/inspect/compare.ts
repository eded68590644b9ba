// This file is responsible for comparing two binaries: headers, sections, packages, symbols, first difference.
import type { BinarySymbol, Section } from './binary-file.ts';
import { headersOf, type HeaderField } from './json-headers.ts';
import type { Binary } from './inspect.ts';
import { InspectError } from './inspect-error.ts';
import { Composition } from './sizes.ts';

/** FieldPair is a field as it stands in both files; undefined where one has no such field. */
export interface FieldPair {
  readonly header: string;
  readonly name: string;
  readonly first: HeaderField | undefined;
  readonly second: HeaderField | undefined;
  readonly isEqual: boolean;
}

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

  constructor(first: Binary, second: Binary) {
    const names = [namesOf(first), namesOf(second)] as const;
    this.part = {
      fields: pairFields(fieldsByName(first), fieldsByName(second)),
      sections: pairSizes(sectionSizes(first), sectionSizes(second)),
      packages: pairSizes(packageSizes(first), packageSizes(second)),
      added: only(names[1], names[0]),
      removed: only(names[0], names[1]),
      difference: firstDifference(first, second),
    };
  }
}

interface NamedField {
  readonly header: string;
  readonly field: HeaderField;
}

// Fields are matched by the header's name and their own; headers of one name by their order.
function fieldsByName(file: Binary): Map<string, NamedField> {
  const fields = new Map<string, NamedField>();
  const seen = new Map<string, number>();
  for (const { name, fields: list } of headersOf(file.bytes).headers) {
    const header = name.replace(/^(Program|Section) header \d+ /, '$1 header ');
    const count = (seen.get(header) ?? 0) + 1;
    seen.set(header, count);
    const unique = count > 1 ? `${header} #${count}` : header;
    for (const field of list) fields.set(`${unique}\0${field.name}`, { header: unique, field });
  }
  return fields;
}

function pairFields(first: Map<string, NamedField>, second: Map<string, NamedField>): FieldPair[] {
  return [...new Set([...first.keys(), ...second.keys()])].map((key) => {
    const [a, b] = [first.get(key), second.get(key)];
    const { header, field } = (a ?? b)!;
    const isEqual = a !== undefined && b !== undefined && a.field.value === b.field.value;
    return { header, name: field.name, first: a?.field, second: b?.field, isEqual };
  });
}

function sectionSizes(file: Binary): Map<string, number> {
  return added(tolerant(() => file.sections()).map(({ name, size }) => [name || '(no name)', size]));
}

function packageSizes(file: Binary): Map<string, number> {
  const { packages, rest } = tolerantComposition(file);
  return added([...packages, ...rest].map(({ name, size }) => [name, size]));
}

function tolerantComposition(file: Binary) {
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

function added(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, size] of entries) sums.set(name, (sums.get(name) ?? 0) + size);
  return sums;
}

function pairSizes(first: Map<string, number>, second: Map<string, number>): SizePair[] {
  const change = (pair: SizePair) => Math.abs(pair.second - pair.first);
  return [...new Set([...first.keys(), ...second.keys()])]
    .map((name) => ({ name, first: first.get(name) ?? 0, second: second.get(name) ?? 0 }))
    .sort((a, b) => change(b) - change(a));
}

function namesOf(file: Binary): Map<string, number> {
  return new Map(tolerant(() => file.symbols()).map(({ name, size }) => [name, size]));
}

function only(from: Map<string, number>, other: Map<string, number>): NamedSizes {
  const symbols = [...from]
    .filter(([name]) => !other.has(name))
    .map(([name, size]) => ({ name, size }))
    .sort((a, b) => b.size - a.size);
  return { total: symbols.length, symbols: symbols.slice(0, mostSymbols) };
}

function firstDifference(first: Binary, second: Binary): FirstDifference | undefined {
  const shorter = Math.min(first.bytes.length, second.bytes.length);
  let offset = 0;
  while (offset < shorter && first.bytes[offset] === second.bytes[offset]) offset++;
  if (offset === shorter && first.bytes.length === second.bytes.length) return undefined;
  return { offset, first: placeOf(first, offset), second: placeOf(second, offset) };
}

/** placeOf tells what a byte of a file belongs to. */
export function placeOf(file: Binary, offset: number): BytePlace {
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

function symbolAt(file: Binary, section: Section, offset: number): string {
  if (section.address === 0n) return '';
  const address = section.address + BigInt(offset - section.offset);
  const holds = (symbol: BinarySymbol) =>
    symbol.address <= address && address < symbol.address + BigInt(symbol.size);
  return tolerant(() => file.symbols()).find(holds)?.name ?? '';
}
