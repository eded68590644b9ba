// The lines of a disassembly: instructions as go tool objdump prints them, below their source.

/** A line of a listing: the head of a function, a line of source text, or an instruction with file:line, address, bytes. */
export interface ListingLine {
  readonly kind: 'function' | 'source' | 'instruction';
  readonly text: string;
}

/**
 * listing makes one of what objdump prints: `plain` has file and line of each instruction, `quoting` (option -S) has the
 * source text instead where objdump found the file. Both have the same instructions in the same order.
 */
export function listing(plain: string, quoting = ''): ListingLine[] {
  const quoted = quoting.split('\n');
  const lines: ListingLine[] = [];
  let at = 0;
  for (const text of trimmed(plain)) {
    const address = /^ {2}.*?:-?\d+\t+(0x[0-9a-f]+)\t/.exec(text)?.[1];
    const isSame = (line: string) => (address ? line.startsWith(`  ${address}\t`) : line.trimEnd() === text);
    let next = at;
    while (next < quoted.length && !isSame(quoted[next] ?? '')) next++;
    if (next < quoted.length) {
      lines.push(...sourceLines(quoted.slice(at, next)));
      at = next + 1;
    }
    lines.push({ kind: address ? 'instruction' : 'function', text });
  }
  return lines;
}

// objdump quotes an empty line where it does not look for the source, as in assembly.
function sourceLines(quoted: readonly string[]): ListingLine[] {
  return quoted
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'source', text: line.trimEnd() }));
}

function trimmed(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}
