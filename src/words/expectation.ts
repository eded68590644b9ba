// Says what a file should have had where its readers stumbled.
import type { Counted, Expectation } from '../binary/read/expectation.ts';
import type { Problem } from '../binary/read/readable.ts';
import { m } from './compiled/expectations.js';
import { language } from './numbers.ts';

const counts: { readonly [What in Counted]: (values: { count: number }) => string } = {
  bytes: m.count_bytes,
  entries: m.count_entries,
  headers: m.count_headers,
  imports: m.count_imports,
  'load commands': m.count_load_commands,
  members: m.count_members,
  notes: m.count_notes,
  sections: m.count_sections,
  slices: m.count_slices,
  symbols: m.count_symbols,
};

/** expectationSentence says what should have been there, as the object of “expected”. */
export function expectationSentence(expected: Expectation): string {
  switch (expected.code) {
    case 'one of':
      return new Intl.ListFormat(language, { type: 'disjunction' }).format(expected.values);
    case 'range': {
      const { least, most, of } = expected;
      return of === undefined
        ? m.range({ least, most })
        : m.range_counted({ least, counted: counts[of]({ count: most }) });
    }
    case 'at most':
      return m.at_most({ counted: counts[expected.of]({ count: expected.most }) });
    case 'bytes inside':
      return m.bytes_inside(expected);
    case 'entry size':
      return m.entry_size(expected);
    case 'zeros':
      return m.zeros(expected);
    case 'number':
      return expected.base === 'octal' ? m.number_octal() : m.number_decimal();
    case 'magic number':
      return m.magic_number(expected);
    case 'unpacked': {
      const { size, files } = expected;
      return files === undefined ? m.unpacked({ size }) : m.unpacked_files({ size, files });
    }
    case 'unbroken':
      return m.unbroken(expected);
    default:
      return plain[expected.code]();
  }
}

type PlainCode = Exclude<
  Expectation['code'],
  | 'one of'
  | 'range'
  | 'at most'
  | 'bytes inside'
  | 'entry size'
  | 'zeros'
  | 'number'
  | 'magic number'
  | 'unpacked'
  | 'unbroken'
>;

const plain: { readonly [Code in PlainCode]: () => string } = {
  'known format': m.known_format,
  'section address': m.address_in_section,
  'code directory': m.code_directory,
  'page hashes': m.one_per_page,
  LEB128: m.leb128,
  'item count': m.items_for_bytes,
  'distinct names': m.names_that_differ,
};

/** problemSentence says in one line which field is wrong, where, and what was expected. */
export function problemSentence({ field, offset, expected }: Problem): string {
  const at = `0x${Math.max(0, offset).toString(16)}`;
  return m.problem({ field, offset: at, expected: expectationSentence(expected) });
}
