// Tests how program arguments are split.
import { expect, test } from 'vitest';
import { splitArguments } from './command-line.ts';

test.each<[string, string[]]>([
  ['', []],
  ['  a  b ', ['a', 'b']],
  [`-name 'John Doe' x`, ['-name', 'John Doe', 'x']],
  [`a"b c"d`, ['ab cd']],
  [`"say \\"hi\\"" ''`, ['say "hi"', '']],
  ['a\\ b', ['a b']],
  [`'unclosed quote`, ['unclosed quote']],
  ['日本 語', ['日本', '語']],
])('%j', (line, words) => {
  expect(splitArguments(line)).toEqual(words);
});
