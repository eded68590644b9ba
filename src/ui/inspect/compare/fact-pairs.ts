// The facts of two files side by side, as rows of a table.
import type { SummaryPart } from '../../../binary/document/summary.ts';
import {
  factText,
  formatFacts,
  linkageFacts,
  protectionFacts,
  targetFacts,
  type Fact,
} from '../facts/facts.ts';
import type { Row } from '../../controls/rows.ts';

/** A file as it is compared: its size in bytes, and what was read of it. */
export interface ComparedFile {
  readonly size: number;
  readonly summary: SummaryPart;
}

/** A row for each fact that one of the files has, in the order of the summary; marked where they differ. */
export function factPairs(first: ComparedFile, second: ComparedFile): Row[] {
  const [ours, theirs] = [factsByName(first), factsByName(second)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].map((name) => {
    const [a, b] = [ours.get(name), theirs.get(name)];
    const cells = [name, a ? factText(a) : '—', b ? factText(b) : '—'];
    return { key: name, cells, values: cells, isMarked: a?.value !== b?.value };
  });
}

function factsByName({ size, summary }: ComparedFile): Map<string, Fact> {
  const groups = [
    formatFacts(size, summary),
    targetFacts(summary),
    linkageFacts(summary),
    protectionFacts(summary),
  ];
  return new Map(groups.flat().map((fact) => [fact.name, fact]));
}
