// Tests how programs beside a package are told from its files.
import { expect, it } from 'vitest';
import { isIgnored } from './ignored-file.ts';

it('knows programs kept for go generate', () => {
  expect(isIgnored('//go:build ignore\n\npackage main\n')).toBe(true);
  expect(isIgnored('//go:build !ignore\n\npackage p\n')).toBe(false);
});
