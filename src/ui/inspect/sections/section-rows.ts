// The rows of the tables of sections and segments.
import { m } from '../../../words/compiled/inspect.js';
import type { Section, Segment } from '../../../binary/binary-file.ts';
import { formatCount } from '../../../words/numbers.ts';
import type { Column, Row } from '../../controls/rows.ts';
import { formatHex } from '../bytes/values.ts';

/** The columns of sections. */
export const sectionColumns = (): readonly Column[] => [
  { label: m.column_name() },
  { label: '#', isNumber: true },
  { label: m.column_type() },
  { label: m.column_address(), isNumber: true },
  { label: m.offset(), isNumber: true },
  { label: m.column_size(), isNumber: true },
  { label: m.column_in_file(), isNumber: true },
  { label: m.column_flags() },
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

/** The columns of segments. */
export const segmentColumns = (): readonly Column[] => [
  { label: m.column_segment() },
  { label: m.column_permissions() },
  { label: m.column_address(), isNumber: true },
  { label: m.column_in_memory(), isNumber: true },
  { label: m.offset(), isNumber: true },
  { label: m.column_in_file(), isNumber: true },
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
