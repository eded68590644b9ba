// Tests that no combination of keys stands for two actions of the page.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const tables = ['actions.ts', 'places.ts'].map((name) =>
  readFileSync(new URL(`../src/ui/shell/${name}`, import.meta.url), 'utf8'),
);

it('means one action by one combination of keys', () => {
  const found = tables.join('\n').matchAll(/'((?:(?:Mod|Alt|Shift)\+)+[^']+|F\d+)'/g);
  const all = Array.from(found, ([, keys]) => keys);
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter((keys, at) => all.indexOf(keys) !== at)).toEqual([]);
});
