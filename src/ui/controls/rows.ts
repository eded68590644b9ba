// The rows of tables: what is shown, and what is sorted by.
import type { Import, Section, Segment } from '../../binary/binary-file.ts';
import { formatHex } from '../inspect/values.ts';

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

/** A number with its thousands parted. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

export const sectionColumns: readonly Column[] = [
  { label: 'Name' },
  { label: '#', isNumber: true },
  { label: 'Type' },
  { label: 'Address', isNumber: true },
  { label: 'Offset', isNumber: true },
  { label: 'Size', isNumber: true },
  { label: 'In file', isNumber: true },
  { label: 'Flags' },
];

/** A row for a section. */
export function sectionRow(section: Section): Row {
  const { index, name, type, address, offset, size, fileSize, flags } = section;
  return {
    key: String(index),
    cells: [
      name,
      String(index),
      type,
      formatHex(address),
      formatHex(offset),
      formatCount(size),
      formatCount(fileSize),
      flags,
    ],
    values: [name, index, type, address, offset, size, fileSize, flags],
  };
}

export const segmentColumns: readonly Column[] = [
  { label: 'Segment' },
  { label: 'Permissions' },
  { label: 'Address', isNumber: true },
  { label: 'In memory', isNumber: true },
  { label: 'Offset', isNumber: true },
  { label: 'In file', isNumber: true },
];

/** A row for a segment. */
export function segmentRow(segment: Segment, index: number): Row {
  const { name, permissions, address, memorySize, offset, fileSize } = segment;
  return {
    key: String(index),
    cells: [
      name,
      permissions,
      formatHex(address),
      formatCount(memorySize),
      formatHex(offset),
      formatCount(fileSize),
    ],
    values: [name, permissions, address, memorySize, offset, fileSize],
  };
}

export const importColumns: readonly Column[] = [{ label: 'Name' }, { label: 'Library' }, { label: 'Kind' }];

/** A row for an import. */
export function importRow({ name, library = '', kind = '' }: Import, index: number): Row {
  return { key: String(index), cells: [name, library, kind], values: [name, library, kind] };
}

/** A row of texts only. */
export function textRow(cells: readonly string[], index: number): Row {
  return { key: String(index), cells, values: cells };
}
