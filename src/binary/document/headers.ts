// The part of the inspector's document that lists every field of every header.
import { canInspect, inspect, type ParsedBinary } from '../inspect.ts';
import { problemOf, type Problem } from '../read/readable.ts';
import type { Field, Structure } from '../read/layout.ts';
import { readableHeader } from './first-header.ts';

/** HeaderField is a field of a header. */
export type HeaderField = Field;

/** Header is one header, or one entry of a table of headers, with its fields. */
export interface Header {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly fields: readonly Field[];
}

/** HeadersPart lists headers in the order of the reader; problem says why there are no more. */
export interface HeadersPart {
  readonly headers: readonly Header[];
  readonly problem?: Problem;
  /** How many headers there are beyond the most that is listed. */
  readonly omitted: number;
}

/** A page with more is of no use to anyone; linked programs have a hundred or so. */
const most = 4000;

/** headersOf lists the headers of a file; of a damaged one, the fields that are there. */
export function headersOf(bytes: Uint8Array): HeadersPart {
  try {
    return headersOfBinary(inspect(bytes));
  } catch (error) {
    const problem = problemOf(error);
    return { headers: canInspect(bytes) ? readable(bytes) : [], problem, omitted: 0 };
  }
}

function headersOfBinary(file: ParsedBinary): HeadersPart {
  const headers: Header[] = [];
  try {
    const structures = file.structures();
    for (const each of structures.slice(0, most)) headers.push(headerOf(each));
    return { headers, omitted: Math.max(0, structures.length - most) };
  } catch (error) {
    const problem = problemOf(error);
    return { headers: headers.length > 0 ? headers : readable(file.bytes), problem, omitted: 0 };
  }
}

function headerOf(structure: Structure): Header {
  const { name, offset, size } = structure;
  return { name, offset, size, fields: structure.fields() };
}

function readable(bytes: Uint8Array): Header[] {
  const part = readableHeader(bytes);
  if (!part || part.fields.length === 0) return [];
  return [part];
}
