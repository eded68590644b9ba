// Finds readable text in a file, as strings(1) does.
import { latin1Of } from '../read/byte-reader.ts';

/** TextQuery chooses texts. */
export interface TextQuery {
  /** The fewest characters, at least 1. */
  readonly shortest: number;
  /** Part of the text, upper and lower case alike; empty for all. */
  readonly search: string;
}

/** FoundText is a run of printable ASCII characters. */
export interface FoundText {
  /** Byte offset in the file. */
  readonly offset: number;
  readonly text: string;
}

/** FoundTexts is a window onto what was found; total counts all. */
export interface FoundTexts {
  readonly total: number;
  readonly texts: readonly FoundText[];
}

const longest = 512;

/** findTexts returns count texts from the start-th that the query chooses, see runsIn. */
export function findTexts(bytes: Uint8Array, query: TextQuery, start: number, count: number): FoundTexts {
  const texts: FoundText[] = [];
  let total = 0;
  for (const found of runsIn(bytes, query)) {
    if (total >= start && texts.length < count) texts.push(found);
    total++;
  }
  return { total, texts };
}

/** textsAsLines writes all texts that a query chooses, each with its offset and a tab before it. */
export function textsAsLines(bytes: Uint8Array, query: TextQuery): string {
  let lines = '';
  for (const { offset, text } of runsIn(bytes, query)) lines += `0x${offset.toString(16)}\t${text}\n`;
  return lines;
}

/**
 * runsIn finds runs of printable characters. Go's text constants have no end marks, so neighbours come as one run; runs
 * are cut after 512 characters.
 */
function* runsIn(bytes: Uint8Array, { shortest, search }: TextQuery): Generator<FoundText> {
  const wanted = search.toLowerCase();
  let start = -1;
  for (let i = 0; i <= bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const isPrintable = (byte >= 0x20 && byte < 0x7f) || byte === 9;
    if (isPrintable && start < 0) start = i;
    if (start < 0 || (isPrintable && i - start < longest)) continue;
    if (i - start >= shortest) {
      const text = latin1Of(bytes.subarray(start, i));
      if (wanted === '' || text.toLowerCase().includes(wanted)) yield { offset: start, text };
    }
    start = isPrintable ? i : -1;
  }
}
