// Tests the search for readable text.
import { expect, it } from 'vitest';
import { bytesOf } from '../read/byte-reader.ts';
import { findTexts, textsAsLines } from './text-search.ts';

const find = (within: Uint8Array, shortest: number, search: string, start = 0, count = 5000) =>
  findTexts(within, { shortest, search }, start, count);
const bytes = bytesOf('\0\x01short\0a longer text\xffAnother one\0');

it('finds runs of a least length with their offsets, the last one to the end of the file', () => {
  expect(find(bytes, 8, '')).toEqual({
    total: 2,
    texts: [
      { offset: 8, text: 'a longer text' },
      { offset: 22, text: 'Another one' },
    ],
  });
  expect(find(bytesOf('\0until the end'), 4, '').texts).toEqual([{ offset: 1, text: 'until the end' }]);
});

it('looks for parts whatever their case', () => {
  expect(find(bytes, 4, 'ANOTHER').texts.map(({ text }) => text)).toEqual(['Another one']);
});

it('cuts endless runs and counts what it does not list', () => {
  const endless = new Uint8Array(4_000_000).fill(0x61);
  const found = find(endless, 8, '');
  expect(found.total).toBe(Math.ceil(4_000_000 / 512));
  expect(found.texts.length).toBe(5000);
  expect(found.texts.every(({ text }) => text.length <= 512)).toBe(true);
});

it('gives windows, which together have all that was found', () => {
  const many = bytesOf(Array.from({ length: 2500 }, (_, i) => `text number ${i}\0`).join(''));
  const windows = [0, 1000, 2000].map((start) => find(many, 8, '', start, 1000));
  expect(windows.map(({ total, texts }) => [total, texts.length])).toEqual([
    [2500, 1000],
    [2500, 1000],
    [2500, 500],
  ]);
  const texts = windows.flatMap((each) => each.texts.map(({ text }) => text));
  expect(new Set(texts).size).toBe(2500);
  expect(texts[2499]).toBe('text number 2499');
});

it('writes all that was found as lines', () => {
  expect(textsAsLines(bytes, { shortest: 8, search: 'an' })).toBe('0x16\tAnother one\n');
});
