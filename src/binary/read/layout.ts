// Layouts: the fields of a header, declared once, read as values and listed as ranges.
import type { ByteReader, WordSize } from './byte-reader.ts';

/** FieldType is a number of 1, 2, 4 or 8 bytes, a word (an address of the file's class), or padded text. */
export type FieldType = 'u8' | 'u16' | 'u32' | 'u64' | 'word' | `text${number}`;

/** Meaning puts a field's value in words, or has none for it. */
export type Meaning = (value: number | bigint | string) => string | undefined;

/** Layout maps the name of each field, in file order, to its type, with its meaning where it has one. */
export type Layout = Readonly<Record<string, FieldType | readonly [FieldType, Meaning]>>;

type ValueOf<Spec> = Spec extends readonly [infer Type, ...unknown[]]
  ? ValueOf<Type>
  : Spec extends 'u64' | 'word'
    ? bigint
    : Spec extends `text${number}`
      ? string
      : number;

/** Struct holds the values of a layout's fields: numbers up to 32 bits, bigints for 64 bits and words. */
export type Struct<L extends Layout> = { readonly [Name in keyof L]: ValueOf<L[Name]> };

/** Field is one field of one header: where it lies in the file, its value, and what the value means. */
export interface Field {
  readonly name: string;
  /** Byte offset in the file. */
  readonly offset: number;
  /** Size in bytes. */
  readonly size: number;
  readonly value: number | bigint | string;
  /** The value in words, empty when the number says it all. */
  readonly meaning: string;
  /** Address of the document that defines the field. */
  readonly specification: string;
}

/** Structure is one header or header entry; its fields are read when asked for. */
export interface Structure {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  fields(): Field[];
}

function split(spec: FieldType | readonly [FieldType, Meaning]): readonly [FieldType, Meaning?] {
  return typeof spec === 'string' ? [spec] : spec;
}

function sizeOf(type: FieldType, wordSize: WordSize): number {
  switch (type) {
    case 'u8':
      return 1;
    case 'u16':
      return 2;
    case 'u32':
      return 4;
    case 'u64':
      return 8;
    case 'word':
      return wordSize;
    default:
      return Number(type.slice(4));
  }
}

function readValue(
  reader: ByteReader,
  type: FieldType,
  offset: number,
  name: string,
): number | bigint | string {
  switch (type) {
    case 'u8':
    case 'u16':
    case 'u32':
    case 'u64':
    case 'word':
      return reader[type](offset, name);
    default:
      return reader.fixedText(offset, Number(type.slice(4)), name);
  }
}

/** layoutSize returns the size in bytes of a layout. */
export function layoutSize(layout: Layout, wordSize: WordSize = 4): number {
  return Object.values(layout).reduce((size, spec) => size + sizeOf(split(spec)[0], wordSize), 0);
}

/** readStruct reads the values of a layout at offset; it throws an InspectError when a field is out of bounds. */
export function readStruct<L extends Layout>(reader: ByteReader, layout: L, offset: number): Struct<L> {
  const values: Record<string, number | bigint | string> = {};
  let at = offset;
  for (const [name, spec] of Object.entries(layout)) {
    const [type] = split(spec);
    values[name] = readValue(reader, type, at, name);
    at += sizeOf(type, reader.wordSize);
  }
  return values as Struct<L>;
}

/** structure names a layout at an offset of the file; specification is the document that defines it. */
export function structure(
  reader: ByteReader,
  name: string,
  layout: Layout,
  offset: number,
  specification: string,
): Structure {
  return {
    name,
    offset,
    size: layoutSize(layout, reader.wordSize),
    fields: () => listFields(reader, layout, offset, specification),
  };
}

function listFields(reader: ByteReader, layout: Layout, start: number, specification: string): Field[] {
  let offset = start;
  return Object.entries(layout).map(([name, spec]) => {
    const [type, meaning] = split(spec);
    const value = readValue(reader, type, offset, name);
    const size = sizeOf(type, reader.wordSize);
    offset += size;
    return { name, offset: offset - size, size, value, meaning: meaning?.(value) ?? '', specification };
  });
}

/** named gives the meaning of a value from a table. */
export function named(names: Readonly<Record<number, string>>): Meaning {
  return (value) => names[Number(value)];
}

/** bits gives the names of the bits that are set, and what is left in hexadecimal. */
export function bits(names: Readonly<Record<number, string>>): Meaning {
  return (value) => {
    let rest = BigInt(value);
    const set: string[] = [];
    for (const [bit, name] of Object.entries(names)) {
      if ((rest & BigInt(bit)) !== BigInt(bit)) continue;
      set.push(name);
      rest &= ~BigInt(bit);
    }
    if (rest !== 0n) set.push(`0x${rest.toString(16)}`);
    return set.join(', ');
  };
}
