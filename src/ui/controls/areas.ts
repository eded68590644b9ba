// The areas of treemaps, and the rows of the tables beside them.
import { formatSize } from '../../export/size.ts';
import type { SizePair } from '../../binary/compare/compare.ts';
import type { CompositionPart, SymbolSize } from '../../binary/go/sizes.ts';
import { formatCount, type Column, type Row } from './rows.ts';

/** Area is a part of a treemap. */
export interface Area {
  readonly key: string;
  readonly name: string;
  /** What the area is in proportion to. */
  readonly size: number;
  /** Decides the colour. */
  readonly kind: 'package' | 'rest' | 'code' | 'data' | 'grown' | 'shrunk';
  /** Shown in place of the size. */
  readonly note?: string;
}

/** The packages of a file, and what belongs to none. */
export function compositionAreas({ packages, rest }: CompositionPart): Area[] {
  return [
    ...packages.map(({ name, size }): Area => ({ key: `package ${name}`, name, size, kind: 'package' })),
    ...rest.map(({ name, size }): Area => ({ key: `rest ${name}`, name, size, kind: 'rest' })),
  ];
}

export const compositionColumns: readonly Column[] = [
  { label: 'Package' },
  { label: 'Size', isNumber: true },
  { label: 'Share', isNumber: true },
  { label: 'Code', isNumber: true },
  { label: 'Data', isNumber: true },
  { label: 'Symbols', isNumber: true },
];

/** A row for each area of a composition, biggest first. */
export function compositionRows({ packages, rest, total }: CompositionPart): Row[] {
  const share = (size: number) => `${((100 * size) / Math.max(1, total)).toFixed(1)} %`;
  const rows = [
    ...packages.map(({ name, size, code, data, count }): Row => ({
      key: `package ${name}`,
      cells: [name, formatCount(size), share(size), formatCount(code), formatCount(data), formatCount(count)],
      values: [name, size, size, code, data, count],
    })),
    ...rest.map(({ name, size }): Row => ({
      key: `rest ${name}`,
      cells: [name, formatCount(size), share(size), '', '', ''],
      values: [name, size, size, 0, 0, 0],
    })),
  ];
  return rows.sort((a, b) => Number(b.values[1]) - Number(a.values[1]));
}

/** The functions and variables of a package. */
export function symbolAreas(symbols: readonly SymbolSize[]): Area[] {
  return symbols.map(({ name, size, isCode }, i) => ({
    key: String(i),
    name,
    size,
    kind: isCode ? 'code' : 'data',
  }));
}

/** A row for each function and variable of a package. */
export function symbolRows(symbols: readonly SymbolSize[]): Row[] {
  return symbols.map(({ name, size, isCode }, i) => ({
    key: String(i),
    cells: [name, formatCount(size), isCode ? 'code' : 'data'],
    values: [name, size, isCode ? 'code' : 'data'],
  }));
}

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
  { label: 'Name' },
  { label: 'Change', isNumber: true },
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
