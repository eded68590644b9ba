// The rows of tables: what is shown, and what is sorted by.
/** Column is a column of a table. */
export interface Column {
  readonly label: string;
  /** Aligned to the right, and sorted biggest first. */
  readonly isNumber?: boolean;
}

/** Row is a row of a table: a cell and a value to sort by for each column. */
export interface Row {
  readonly key: string;
  readonly cells: readonly string[];
  readonly values: readonly (string | number | bigint)[];
  readonly isMarked?: boolean;
}

/** Rows as text with tabs, which editors and spreadsheets take. */
export function formatRows(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.join('\t')).join('\n') + '\n';
}

/** A row of texts only. */
export function textRow(cells: readonly string[], index: number): Row {
  return { key: String(index), cells, values: cells };
}
