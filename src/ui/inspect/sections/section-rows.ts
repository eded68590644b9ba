// The rows of the tables of sections and segments.
import type { Section, Segment } from '../../../binary/binary-file.ts';
import { formatCount } from '../../../words/numbers.ts';
import type { Column, Row } from '../../controls/rows.ts';
import { formatHex } from '../bytes/values.ts';

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
