// This file is responsible for testing comparisons.
import { expect, it } from 'vitest';
import { Comparison, placeOf } from './compare.ts';
import { inspect } from './inspect.ts';
import { tinyElf, tinyPe, tinyWasm } from './tiny-binaries.ts';

const compare = (a: Uint8Array, b: Uint8Array) => new Comparison(inspect(a), inspect(b)).part;

it('finds no difference between a file and itself', () => {
  const part = compare(tinyElf(64, 'little'), tinyElf(64, 'little'));
  expect(part.difference).toBeUndefined();
  expect(part.fields.every((field) => field.isEqual)).toBe(true);
  expect([...part.sections, ...part.packages].every((pair) => pair.first === pair.second)).toBe(true);
  expect(part.added.total + part.removed.total).toBe(0);
});

it('names the field of the first byte that differs', () => {
  const changed = tinyElf(64, 'little').slice();
  changed[18] = 183;
  const part = compare(tinyElf(64, 'little'), changed);
  expect(part.difference).toMatchObject({
    offset: 18,
    first: { byte: 62, field: 'e_machine of ELF header' },
    second: { byte: 183 },
  });
  expect(part.fields.filter((field) => !field.isEqual).map((field) => field.name)).toEqual(['e_machine']);
});

it('compares formats that have nothing in common', () => {
  const part = compare(tinyPe(64), tinyWasm());
  expect(part.difference?.offset).toBe(0);
  expect(part.fields.every((field) => field.first === undefined || field.second === undefined)).toBe(true);
  const both = part.sections.filter((pair) => pair.first > 0 && pair.second > 0);
  expect(both).toEqual([]);
});

it('tells the end of the shorter file', () => {
  const long = tinyElf(64, 'little');
  const longer = new Uint8Array(long.length + 1);
  longer.set(long);
  expect(compare(long, longer).difference).toMatchObject({ offset: long.length, first: { byte: undefined } });
});

it('names section and symbol of a byte', () => {
  const file = inspect(tinyElf(64, 'little'));
  const section = file.sections().find((each) => each.fileSize > 0 && each.address > 0n);
  expect(placeOf(file, section?.offset ?? -1).section).toBe(section?.name);
});
