// The order and the choice of rows in the table of a set.

import { sorted, type SortOrder } from '../controls/sorting.ts';
import type { SetBuild } from '../../state/set-build.svelte.ts';

/** A column that rows can be ordered by. */
export type Column = 'name' | 'status' | 'size' | 'stripped' | 'gzip' | 'sha256' | 'time' | 'description';

/** Which rows show, and in which order. */
export type RowOrder = SortOrder<Column>;

/** What the order needs to know of a row. */
export type Row = Pick<SetBuild, 'name' | 'now' | 'binary' | 'strippedBinary' | 'gzip' | 'time'>;

const STATUSES = ['building', 'waiting', 'failed', 'stopped', 'done'];

const KEYS: Record<Column, (row: Row) => string | number | undefined> = {
  name: ({ name }) => name,
  status: ({ now }) => STATUSES.indexOf(now.status),
  size: ({ binary }) => binary?.size,
  stripped: ({ strippedBinary }) => strippedBinary?.size,
  gzip: ({ gzip }) => gzip,
  sha256: ({ binary }) => binary?.sha256,
  time: ({ time }) => time,
  description: ({ binary }) => binary?.description,
};

/** The rows in order; those without a value come last either way, and equal ones stay as they were. */
export function orderRows<T extends Row>(rows: readonly T[], { column, isDescending }: RowOrder): T[] {
  return sorted(rows, KEYS[column], isDescending);
}

/** The rows that have every word of the text in their name, state or description. */
export function filterRows<T extends Row>(rows: readonly T[], text: string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ name, now, binary }) => {
    const message = now.status === 'failed' ? now.message : '';
    const searched = [name, now.status, binary?.description, binary?.sha256, message].join(' ').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}
