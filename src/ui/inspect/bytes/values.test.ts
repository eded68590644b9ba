// Tests how values and bytes are written.
import { expect, it } from 'vitest';
import { formatRows } from '../../controls/rows.ts';
import { formatBytesAs, formatValue } from './values.ts';

it.each<[number | bigint | string, string]>([
  [2, '2'],
  [62, '62 (0x3e)'],
  [0x401000n, '4198400 (0x401000)'],
  ['\u007fELF', '"\\u007fELF"'],
])('%s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

it('writes bytes for programs', () => {
  const bytes = Uint8Array.from({ length: 17 }, (_, i) => i);
  expect(formatBytesAs('hex', bytes)).toBe('00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n10');
  expect(formatBytesAs('C', bytes.subarray(0, 2))).toBe('unsigned char bytes[2] = {\n\t0x00, 0x01,\n};\n');
  expect(formatBytesAs('Go', bytes.subarray(0, 2))).toBe('[]byte{\n\t0x00, 0x01,\n}\n');
  expect(
    formatRows([
      ['a', 'b'],
      ['c', 'd'],
    ]),
  ).toBe('a\tb\nc\td\n');
});
