// The sizes of packages and symbols as areas of a treemap, and as rows of the table beside it.
import { m } from '../../../words/compiled/inspect.js';
import type { CompositionPart, SymbolSize } from '../../../binary/go/sizes.ts';
import { sizeName } from '../../../words/document.ts';
import type { Area } from '../../controls/area.ts';
import { formatCount } from '../../../words/numbers.ts';
import type { Column, Row } from '../../controls/rows.ts';

/** The packages of a file, and what belongs to none. */
export function compositionAreas({ packages, rest }: CompositionPart): Area[] {
  return [
    ...packages.map(({ name, size }): Area => ({
      key: `package ${name}`,
      name: sizeName(name),
      size,
      kind: 'package',
    })),
    ...rest.map(({ name, size }): Area => ({
      key: `rest ${name}`,
      name: sizeName(name),
      size,
      kind: 'rest',
    })),
  ];
}

/** The columns of a composition. */
export const compositionColumns = (): readonly Column[] => [
  { label: m.package() },
  { label: m.column_size(), isNumber: true },
  { label: m.share(), isNumber: true },
  { label: m.code(), isNumber: true },
  { label: m.data(), isNumber: true },
  { label: m.panel_symbols(), isNumber: true },
];

/** A row for each area of a composition, biggest first. */
export function compositionRows({ packages, rest, total }: CompositionPart): Row[] {
  const share = (size: number) => `${((100 * size) / Math.max(1, total)).toFixed(1)} %`;
  const rows = [
    ...packages.map(({ name, size, code, data, count }): Row => ({
      key: `package ${name}`,
      cells: [
        sizeName(name),
        formatCount(size),
        share(size),
        formatCount(code),
        formatCount(data),
        formatCount(count),
      ],
      values: [sizeName(name), size, size, code, data, count],
    })),
    ...rest.map(({ name, size }): Row => ({
      key: `rest ${name}`,
      cells: [sizeName(name), formatCount(size), share(size), '', '', ''],
      values: [sizeName(name), size, size, 0, 0, 0],
    })),
  ];
  return rows.sort((a, b) => Number(b.values[1]) - Number(a.values[1]));
}

/** The functions and variables of a package. */
export function symbolAreas(symbols: readonly SymbolSize[]): Area[] {
  return symbols.map(({ name, size, isCode }, i) => ({
    key: String(i),
    name: sizeName(name),
    size,
    kind: isCode ? 'code' : 'data',
  }));
}

/** A row for each function and variable of a package. */
export function symbolRows(symbols: readonly SymbolSize[]): Row[] {
  return symbols.map(({ name, size, isCode }, i) => ({
    key: String(i),
    cells: [sizeName(name), formatCount(size), kindName(isCode)],
    values: [sizeName(name), size, kindName(isCode)],
  }));
}

const kindName = (isCode: boolean) => (isCode ? m.kind_code() : m.kind_data());
