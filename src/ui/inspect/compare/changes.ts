// What grew and what shrank: as areas of a treemap, and as rows of a table.
import { m } from '../../../words/compiled/inspect.js';
import type { SizePair } from '../../../binary/compare/compare.ts';
import { formatCount, formatSize } from '../../../words/numbers.ts';
import type { Area } from '../../controls/area.ts';
import type { Column, Row } from '../../controls/rows.ts';

/** What grew and what shrank, each as big as the change. */
export function changeAreas(pairs: readonly SizePair[]): Area[] {
  return pairs
    .filter(({ first, second }) => first !== second)
    .map(({ name, first, second }) => ({
      key: name,
      name,
      size: Math.abs(second - first),
      kind: second > first ? 'grown' : 'shrunk',
      note: formatChange(second - first),
    }));
}

export const changeColumns = (first: string, second: string): Column[] => [
  { label: m.column_name() },
  { label: m.change(), isNumber: true },
  { label: first, isNumber: true },
  { label: second, isNumber: true },
];

/** A row for each pair of sizes. */
export function changeRows(pairs: readonly SizePair[]): Row[] {
  return pairs.map(({ name, first, second }) => ({
    key: name,
    cells: [name, formatChange(second - first), formatCount(first), formatCount(second)],
    values: [name, Math.abs(second - first), first, second],
  }));
}

/** A difference of sizes with its sign. */
export function formatChange(bytes: number): string {
  if (bytes === 0) return '0';
  return `${bytes > 0 ? '+' : '−'}${formatSize(Math.abs(bytes))}`;
}
