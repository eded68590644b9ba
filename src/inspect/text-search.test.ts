// This file is responsible for testing the search for readable text.
import { expect, it } from 'vitest';
import { bytesOf } from './byte-reader.ts';
import { findTexts } from './text-search.ts';

const bytes = bytesOf('\0\x01short\0a longer text\xffAnother one\0');

it('finds runs of a least length with their offsets, the last one to the end of the file', () => {
  expect(findTexts(bytes, 8, '')).toEqual({
    total: 2,
    texts: [
      { offset: 8, text: 'a longer text' },
      { offset: 22, text: 'Another one' },
    ],
  });
  expect(findTexts(bytesOf('\0until the end'), 4, '').texts).toEqual([{ offset: 1, text: 'until the end' }]);
});

it('looks for parts whatever their case', () => {
  expect(findTexts(bytes, 4, 'ANOTHER').texts.map(({ text }) => text)).toEqual(['Another one']);
});

it('cuts endless runs and counts what it does not list', () => {
  const endless = new Uint8Array(4_000_000).fill(0x61);
  const found = findTexts(endless, 8, '');
  expect(found.total).toBe(Math.ceil(4_000_000 / 512));
  expect(found.texts.length).toBe(5000);
  expect(found.texts.every(({ text }) => text.length <= 512)).toBe(true);
});
