// One byte for each part of a binary: enough to tell which parts of another binary differ, where only its SHA-256 is known.
import { inspect } from '../binary/inspect.ts';
import { InspectError } from '../binary/read/inspect-error.ts';
import { crc32 } from '../project/crc32.ts';

/** More parts than this have no mark. */
const mostParts = 254;

/** A part of a file with its mark. */
interface MarkedPart {
  /** The name of a section; undefined for all that lies outside of sections, headers above all. */
  readonly name: string | undefined;
  readonly mark: number;
}

/** The marks of a binary's parts: what lies outside of sections, then the sections in the order of the file. */
export function partMarks(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(markedParts(bytes), ({ mark }) => mark);
}

/** Where a binary differs from the one that was expected. */
export interface DifferingParts {
  /** Names of sections. Two of 256 parts that differ have the same mark by chance: more may differ. */
  readonly sections: readonly string[];
  /** Whether something outside of sections differs. */
  readonly headers: boolean;
  /** Whether there are as many parts as expected; if not, only the first ones were compared. */
  readonly sameCount: boolean;
}

/** Compares the parts of a binary with the marks that were expected. */
export function differingParts(bytes: Uint8Array, expected: Uint8Array): DifferingParts {
  const parts = markedParts(bytes);
  const differing = parts.slice(0, expected.length).filter(({ mark }, index) => mark !== expected[index]);
  return {
    sections: differing.flatMap(({ name }) => name ?? []),
    headers: differing.some(({ name }) => name === undefined),
    sameCount: parts.length === expected.length,
  };
}

function markedParts(bytes: Uint8Array): MarkedPart[] {
  const sections = sectionsOf(bytes);
  let rest = 0;
  let end = 0;
  for (const { offset, fileSize } of sections) {
    if (offset > end) rest = crc32(bytes.subarray(end, offset), rest);
    end = Math.max(end, offset + fileSize);
  }
  rest = crc32(bytes.subarray(end), rest);
  const marked = sections.map(({ name, offset, fileSize }) => ({
    name,
    mark: crc32(bytes.subarray(offset, offset + fileSize)) & 0xff,
  }));
  return [{ name: undefined, mark: rest & 0xff }, ...marked];
}

/** None for what the inspector cannot read: the whole file is then one part. */
function sectionsOf(bytes: Uint8Array) {
  try {
    const stored = inspect(bytes)
      .sections()
      .filter(({ fileSize }) => fileSize > 0);
    return [...stored].sort((a, b) => a.offset - b.offset || a.index - b.index).slice(0, mostParts);
  } catch (error) {
    if (error instanceof InspectError) return [];
    throw error;
  }
}
