// Tests the links into the inspector.
import { expect, it } from 'vitest';
import type { HeaderField, HeadersPart } from '../binary/told/json-headers.ts';
import { fieldItem, findField, formatAddress, parseAddress } from './address.ts';

it.each([
  ['#inspect/headers/e_machine', { panel: 'headers', item: 'e_machine' }],
  ['#inspect/sizes', { panel: 'sizes', item: '' }],
  ['#inspect', { panel: 'summary', item: '' }],
  ['#inspect/nothing-of-that-name', { panel: 'summary', item: '' }],
])('%s leads into the inspector', (hash, place) => {
  expect(parseAddress(hash)).toEqual(place);
});

it.each(['', '#', '#inspector/headers', '#code=abc'])('%j does not', (hash) => {
  expect(parseAddress(hash)).toBeUndefined();
});

it('keeps any item, and bears addresses that were cut off', () => {
  const place = { panel: 'symbols', item: 'fmt.(*pp).printArg 100% / ü' } as const;
  expect(parseAddress(formatAddress(place))).toEqual(place);
  expect(parseAddress('#inspect/symbols/50%')).toEqual({ panel: 'symbols', item: '50%' });
});

const field = (name: string, offset: number): HeaderField => ({
  name,
  offset,
  size: 4,
  value: 0,
  meaning: '',
  specification: '',
  sentence: '',
});

it('tells fields of one name apart by their offset', () => {
  const fields = [field('sh_name', 64), field('sh_name', 128)];
  const part: HeadersPart = { headers: [{ name: 'a', offset: 0, size: 200, fields }], omitted: 0 };
  const items = fields.map((each) => fieldItem(part, each));
  expect(items).toEqual(['sh_name', 'sh_name@0x80']);
  expect(items.map((item) => findField(part, item))).toEqual(fields);
  expect(findField(part, 'sh_name@0x81')).toBeUndefined();
});
