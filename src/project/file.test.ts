// Tests that text and bytes are told apart, and that both ways give the same bytes.
import { expect, test } from 'vitest';
import { bytesOf, contentOf, isText } from './file.ts';

test.each([
  ['ASCII', [104, 105], true],
  ['UTF-8', [...new TextEncoder().encode('世界 🐹\r\n')], true],
  ['a byte order mark, which stays', [0xef, 0xbb, 0xbf, 104], true],
  ['nothing', [], true],
  ['a NUL', [104, 0, 105], false],
  ['Latin-1', [0xe9, 0x0a], false],
  ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], false],
])('%s', (_, numbers, expected) => {
  const bytes = Uint8Array.from(numbers);
  const file = { path: 'a', content: contentOf(bytes) };
  expect(isText(file)).toBe(expected);
  expect(bytesOf(file)).toEqual(bytes);
});
