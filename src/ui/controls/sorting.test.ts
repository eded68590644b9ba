// Tests what clicks on the heads of columns make of the order.
import { expect, it } from 'vitest';
import { nextOrder, sorted, sortState } from './sorting.ts';

it.each([false, true])('goes one way, the other, and back (first descending: %s)', (startsDescending) => {
  const first = nextOrder(undefined, 'size', startsDescending);
  expect(first).toEqual({ column: 'size', isDescending: startsDescending });
  const second = nextOrder(first, 'size', startsDescending);
  expect(second).toEqual({ column: 'size', isDescending: !startsDescending });
  expect(nextOrder(second, 'size', startsDescending)).toBeUndefined();
  expect(nextOrder(second, 'name')).toEqual({ column: 'name', isDescending: false });
});

it('tells assistive technology of the one column', () => {
  expect(sortState({ column: 1, isDescending: true }, 1)).toBe('descending');
  expect(sortState({ column: 1, isDescending: false }, 1)).toBe('ascending');
  expect(sortState({ column: 1, isDescending: true }, 2)).toBe('none');
});

it('keeps equal rows as they were, and those without a value last', () => {
  const rows = [
    { name: 'a', size: 2n },
    { name: 'b', size: undefined },
    { name: 'c', size: 10n },
    { name: 'd', size: 2n },
  ];
  const names = (isDescending: boolean) =>
    sorted(rows, (row) => row.size, isDescending).map(({ name }) => name);
  expect(names(false)).toEqual(['a', 'd', 'c', 'b']);
  expect(names(true)).toEqual(['c', 'a', 'd', 'b']);
});
