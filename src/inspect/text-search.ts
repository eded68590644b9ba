// This file is responsible for finding readable text in a file, as strings(1) does.
import { latin1Of } from './byte-reader.ts';

/** FoundText is a run of printable ASCII characters. */
export interface FoundText {
  /** Byte offset in the file. */
  readonly offset: number;
  readonly text: string;
}

/** FoundTexts is the start of what was found; total counts all. */
export interface FoundTexts {
  readonly total: number;
  readonly texts: readonly FoundText[];
}

const longest = 512;
const most = 5000;

/**
 * findTexts lists runs of at least shortest printable characters that contain search (upper and lower case alike).
 * Go's text constants have no end marks, so neighbours come as one run; runs are cut after 512 characters.
 */
export function findTexts(bytes: Uint8Array, shortest: number, search: string): FoundTexts {
  const wanted = search.toLowerCase();
  const texts: FoundText[] = [];
  let total = 0;
  let start = -1;
  for (let i = 0; i <= bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const isPrintable = (byte >= 0x20 && byte < 0x7f) || byte === 9;
    if (isPrintable && start < 0) start = i;
    if (start < 0 || (isPrintable && i - start < longest)) continue;
    if (i - start >= shortest) {
      const text = latin1Of(bytes.subarray(start, i));
      if (wanted === '' || text.toLowerCase().includes(wanted)) {
        total++;
        if (texts.length < most) texts.push({ offset: start, text });
      }
    }
    start = isPrintable ? i : -1;
  }
  return { total, texts };
}
