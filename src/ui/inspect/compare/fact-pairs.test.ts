// Tests the facts of two files side by side.
import { expect, it } from 'vitest';
import { inspect } from '../../../binary/inspect.ts';
import { summaryOf } from '../../../binary/document/summary.ts';
import { tinyElf, tinyPe } from '../../../binary/testing/tiny-binaries.ts';
import { factPairs } from './fact-pairs.ts';

const compared = (bytes: Uint8Array) => ({ size: bytes.length, summary: summaryOf(inspect(bytes)) });

it('has a row for each fact, also for those that one format does not have', () => {
  const rows = factPairs(compared(tinyElf(64, 'little')), compared(tinyPe(64)));
  const row = (name: string) => rows.find(({ key }) => key === name);
  expect(row('Format')).toMatchObject({ cells: ['Format', 'ELF', 'PE'], isMarked: true });
  expect(row('Class')).toMatchObject({ cells: ['Class', '64-bit', '64-bit'], isMarked: false });
  expect(rows.some(({ cells }) => cells[1] === '—')).toBe(true);
  expect(rows.some(({ cells }) => cells[2] === '—')).toBe(true);
});

it('marks nothing in two equal files', () => {
  const file = compared(tinyElf(32, 'big'));
  expect(factPairs(file, file).filter(({ isMarked }) => isMarked)).toEqual([]);
});
