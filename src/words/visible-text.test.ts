// Tests that names cannot hide characters.
import { expect, it } from 'vitest';
import { hostSentence } from './hosts.ts';
import { visibleText } from './visible-text.ts';

it.each([
  ['libc.so.6', 'libc.so.6'],
  ['Grüße 日本 🎉', 'Grüße 日本 🎉'],
  ['a\u202egnp.exe', 'a\\u{202e}gnp.exe'],
  ['a\u0000b\nc\td', 'a\\u{0}b\\u{a}c\\u{9}d'],
  ['a\u2028b\u2067c\ufeffd\u{e0041}', 'a\\u{2028}b\\u{2067}c\\u{feff}d\\u{e0041}'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

it('shows them in sentences on files, too', () => {
  const told = { code: 'refused_windows', values: { name: 'a\u202eexe.png' } } as const;
  expect(hostSentence(told)).toBe('a\\u{202e}exe.png is not a valid Win32 application.');
});
