// Tests that every field that a reader lists has its sentence.
import { expect, it } from 'vitest';
import { headersOf } from '../binary/document/headers.ts';
import { tinyBinaries } from '../binary/testing/tiny-binaries.ts';
import { fieldSentence } from './fields.ts';

// Fields of tables that no linker of today writes.
const unexplained = /^(?:toc|modtab|extref|extrel|locrel|n(?:toc|modtab|extref|extrel|locrel))/;

it.each(Object.entries(tinyBinaries))('%s: every field of every header has its sentence', (_, bytes) => {
  const fields = headersOf(bytes).headers.flatMap((header) =>
    header.fields.map((field) => ({ name: field.name, sentence: fieldSentence(header.name, field.name) })),
  );
  expect(fields.length).toBeGreaterThan(0);
  expect(fields.filter(({ name, sentence }) => sentence === '' && !unexplained.test(name))).toEqual([]);
});

it('tells fields of one name apart by their header', () => {
  expect(fieldSentence('Section header 3 (.text)', 'size')).not.toBe(fieldSentence('Slice 0', 'size'));
  expect(fieldSentence('a.out header', 'magic')).toContain('Plan 9');
  expect(fieldSentence('Section constructor', 'constructor')).toBe('');
});
