// Checks the arithmetic behind pass and MISS.
import { expect, it } from 'vitest';
import { median, passes } from './measurement.ts';
import { formatTable } from './table.ts';

it('takes the middle, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
  expect(() => median([])).toThrow(RangeError);
});

it('holds a ratio against the limit where native Go did the same', () => {
  expect(passes({ what: '', unit: 'ms', value: 400, native: 100, limit: 4 })).toBe(true);
  expect(passes({ what: '', unit: 'ms', value: 401, native: 100, limit: 4 })).toBe(false);
  expect(passes({ what: '', unit: 'bytes', value: 31e6, limit: 30e6 })).toBe(false);
  expect(passes({ what: '', unit: 'ms', value: 1e9 })).toBe(true);
});

it('takes a value that is enough, whatever its ratio', () => {
  const measurement = { what: 'first', unit: 'ms', native: 100, limit: 12, enough: 2000 } as const;
  expect(passes({ ...measurement, value: 2000 })).toBe(true);
  expect(passes({ ...measurement, value: 2001 })).toBe(false);
  expect(passes({ ...measurement, native: 200, value: 2400 })).toBe(true);
  expect(formatTable([{ ...measurement, value: 1500 }])).toMatch(/15\.00 x +12 x or 2\.00 s +pass/);
});

it('prints a line per measurement', () => {
  const table = formatTable([
    { what: 'rebuild', unit: 'ms', value: 350, native: 100, limit: 4 },
    { what: 'load', unit: 'ms', value: 700 },
    { what: 'traffic', unit: 'bytes', value: 31e6, limit: 30e6 },
  ]);
  const [, rebuild, load, traffic] = table.split('\n');
  expect(rebuild).toMatch(/^rebuild +350 ms +100 ms +3\.50 x +4 x +pass +█{12}$/);
  expect(load).toMatch(/^load +700 ms +█{24}$/);
  expect(traffic).toMatch(/^traffic +31\.0 MB +30\.0 MB +MISS +█{24}$/);
});
