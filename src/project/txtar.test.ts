// Tests that txtar archives are read and written.
import { expect, test } from 'vitest';
import { formatTxtar, parseTxtar } from './txtar.ts';

test('an archive survives the round trip', () => {
  const text = 'comment\n-- a.go --\npackage a\n-- sub/b.txt --\n-- empty --\n';
  const archive = parseTxtar(text);
  expect(archive).toEqual({
    comment: 'comment\n',
    files: [
      { path: 'a.go', content: 'package a\n' },
      { path: 'sub/b.txt', content: '' },
      { path: 'empty', content: '' },
    ],
  });
  expect(formatTxtar(archive)).toBe(text);
});

test('lines that only look like a marker are content', () => {
  expect(parseTxtar('-- a --\n--b--\n -- c --\n').files).toEqual([
    { path: 'a', content: '--b--\n -- c --\n' },
  ]);
});

test('a missing final line feed is added when written', () => {
  expect(formatTxtar({ comment: '', files: [{ path: 'a', content: 'x' }] })).toBe('-- a --\nx\n');
});
