// The order of a table's rows: what a click on a column's head makes of it.

/** SortOrder is the column that rows are ordered by, and in which direction. */
export interface SortOrder<Column> {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** One direction, the other, and back to the order that the table came in. */
export function nextOrder<Column>(
  order: SortOrder<Column> | undefined,
  column: Column,
  startsDescending = false,
): SortOrder<Column> | undefined {
  if (order?.column !== column) return { column, isDescending: startsDescending };
  return order.isDescending === startsDescending ? { column, isDescending: !startsDescending } : undefined;
}

/** The value of `aria-sort` of a column. */
export function sortState<Column>(
  order: SortOrder<Column> | undefined,
  column: Column,
): 'ascending' | 'descending' | 'none' {
  if (order?.column !== column) return 'none';
  return order.isDescending ? 'descending' : 'ascending';
}

/** The rows in order; those without a value come last either way, and equal ones stay as they were. */
export function sorted<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => string | number | bigint | undefined,
  isDescending: boolean,
): Row[] {
  return [...rows].sort((a, b) => {
    const [first, second] = [valueOf(a), valueOf(b)];
    if (first === undefined || second === undefined)
      return Number(first === undefined) - Number(second === undefined);
    const difference = first < second ? -1 : first > second ? 1 : 0;
    return isDescending ? -difference : difference;
  });
}
