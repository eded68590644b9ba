// Tests the addresses of the page's places.
import { expect, it } from 'vitest';
import type { HeaderField, HeadersPart } from '../binary/document/headers.ts';
import { fieldItem, findField, format, isStep, panels, parse, type Place } from './address.ts';

it.each<[string, Place]>([
  ['', { view: 'code', link: '' }],
  ['#', { view: 'code', link: '' }],
  ['#results', { view: 'results' }],
  ['#targets', { view: 'targets' }],
  ['#storage', { view: 'storage' }],
  ['#inspect/headers/e_machine', { view: 'inspect', panel: 'headers', item: 'e_machine' }],
  ['#inspect/sizes', { view: 'inspect', panel: 'sizes', item: '' }],
  ['#1d.AbC-_9', { view: 'link', link: '#1d.AbC-_9' }],
  ['#99z.', { view: 'link', link: '#99z.' }],
  ['#inspect', { view: 'inspect', panel: 'summary', item: '' }],
  ['#inspect/nothing-of-that-name', { view: 'inspect', panel: 'summary', item: '' }],
])('%j leads to its place', (hash, place) => {
  expect(parse(hash)).toEqual(place);
});

it.each(['#inspector/headers', '#code=abc', '#targets/of/somebody', '#storages'])(
  '%j is left alone in the code',
  (hash) => {
    expect(parse(hash)).toEqual({ view: 'code', link: hash });
    expect(format(parse(hash))).toBe(hash);
  },
);

it.each<Place>([
  { view: 'code', link: '' },
  { view: 'code', link: '#v1/abc_-' },
  { view: 'results' },
  { view: 'targets' },
  { view: 'storage' },
  { view: 'link', link: '#1d.abc' },
  ...panels.map((panel) => ({ view: 'inspect' as const, panel, item: '' })),
  { view: 'inspect', panel: 'symbols', item: 'fmt.(*pp).printArg 100% / ü' },
])('the address of %j leads back to it', (place) => {
  expect(parse(format(place))).toEqual(place);
});

it('bears addresses that were cut off', () => {
  expect(parse('#inspect/symbols/50%')).toEqual({ view: 'inspect', panel: 'symbols', item: '50%' });
});

it('tells a step from a move within a panel', () => {
  const headers = parse('#inspect/headers');
  expect(isStep(headers, parse('#inspect/headers/e_machine'))).toBe(false);
  expect(isStep(headers, parse('#inspect/hex'))).toBe(true);
  expect(isStep(parse('#inspect/hex'), parse(''))).toBe(true);
  expect(isStep(parse('#1d.a'), parse('#1d.b'))).toBe(true);
  expect(isStep(parse('#1d.a'), parse('#1d.a'))).toBe(false);
});

const field = (name: string, offset: number): HeaderField => ({
  name,
  offset,
  size: 4,
  value: 0,
  meaning: '',
  specification: '',
});

it('tells fields of one name apart by their offset', () => {
  const fields = [field('sh_name', 64), field('sh_name', 128)];
  const part: HeadersPart = { headers: [{ name: 'a', offset: 0, size: 200, fields }], omitted: 0 };
  const items = fields.map((each) => fieldItem(part, each));
  expect(items).toEqual(['sh_name', 'sh_name@0x80']);
  expect(items.map((item) => findField(part, item))).toEqual(fields);
  expect(findField(part, 'sh_name@0x81')).toBeUndefined();
});
