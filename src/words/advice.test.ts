// Tests what is said of files that import "C".
import { expect, it } from 'vitest';
import { adviceWords } from './advice.ts';

it('says which files, one or several', () => {
  expect(adviceWords({ kind: 'cgo', paths: ['c.go'] }).text).toMatch(/^c\.go imports "C"\. cgo needs/);
  expect(adviceWords({ kind: 'cgo', paths: ['c.go', 'd.go'] }).text).toMatch(/^c\.go, d\.go import "C"\./);
});
