// What a build gave, and says whether two builds gave the same.

/** The end of one `go build`. */
export interface BuildOutcome {
  exitCode: number;
  /** What go printed; folders that differ from one build to the next by nature bear fixed names. */
  output: string;
  /** The executable, if there is one. */
  binary?: Uint8Array;
}

/** How the page's outcome stands to that of native Go. */
export type Verdict =
  | { kind: 'identical'; size: number }
  /** Neither gave an executable, both for the same reason. */
  | { kind: 'refused'; message: string }
  | { kind: 'different'; how: string };

/** Compares two outcomes byte by byte. */
export function compare(page: BuildOutcome, native: BuildOutcome): Verdict {
  if (page.exitCode !== native.exitCode)
    return {
      kind: 'different',
      how: `exit code ${page.exitCode} in the page, ${native.exitCode} natively`,
    };
  if (page.output !== native.output)
    return { kind: 'different', how: firstDifferentLine(page.output, native.output) };
  if (page.binary && native.binary) return compareBytes(page.binary, native.binary);
  if (page.binary || native.binary || page.exitCode === 0)
    return { kind: 'different', how: `a binary ${page.binary ? 'in the page' : 'natively'} only` };
  return { kind: 'refused', message: page.output.trim() };
}

function firstDifferentLine(page: string, native: string): string {
  const [pageLines, nativeLines] = [page.split('\n'), native.split('\n')];
  const i = pageLines.findIndex((line, i) => line !== nativeLines[i]);
  const at = i < 0 ? pageLines.length : i; // -1: the page printed the beginning of what native go did
  const shown = (line: string | undefined) => (line === undefined ? 'nothing' : JSON.stringify(line));
  return `output line ${at + 1} is ${shown(pageLines[at])} in the page, ${shown(nativeLines[at])} natively`;
}

function compareBytes(page: Uint8Array, native: Uint8Array): Verdict {
  if (Buffer.compare(page, native) === 0) return { kind: 'identical', size: native.length };
  const shorter = Math.min(page.length, native.length);
  let offset = 0;
  while (offset < shorter && page[offset] === native[offset]) offset++;
  const sizes = `${page.length} bytes in the page, ${native.length} natively`;
  return { kind: 'different', how: `${sizes}; the first difference is at offset ${offset}` };
}
