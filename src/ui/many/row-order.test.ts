// Tests the order and the choice of rows.
import { expect, test } from 'vitest';
import { filterRows, orderRows, type Row } from './row-order.ts';

function row(name: string, size?: number): Row {
  const binary =
    size === undefined ? undefined : ({ size, sha256: `${size}`, description: 'ELF' } as Row['binary']);
  const now: Row['now'] = binary ? { status: 'done' } : { status: 'failed', message: 'needs cgo' };
  return { name, now, binary, strippedBinary: undefined, gzip: undefined, time: size };
}

const rows = [row('linux/arm64', 10), row('ios/arm64'), row('linux/386', 9), row('plan9/386', 100)];
const names = (ordered: readonly Row[]) => ordered.map(({ name }) => name);

test('numbers are ordered as numbers, and rows without one are last either way', () => {
  expect(names(orderRows(rows, { column: 'size', isDescending: false }))).toEqual([
    'linux/386',
    'linux/arm64',
    'plan9/386',
    'ios/arm64',
  ]);
  expect(names(orderRows(rows, { column: 'size', isDescending: true }))).toEqual([
    'plan9/386',
    'linux/arm64',
    'linux/386',
    'ios/arm64',
  ]);
});

test('what failed comes before what is done', () => {
  expect(names(orderRows(rows, { column: 'status', isDescending: false }))[0]).toBe('ios/arm64');
});

test('every word of the filter must be found', () => {
  expect(names(filterRows(rows, 'linux elf'))).toEqual(['linux/arm64', 'linux/386']);
  expect(names(filterRows(rows, 'failed cgo'))).toEqual(['ios/arm64']);
  expect(names(filterRows(rows, ' '))).toHaveLength(4);
});
