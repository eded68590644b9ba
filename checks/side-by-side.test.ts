// Checks that what lanes say does not mix, and that their results keep their order.
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

it('lanes run at the same time; the first prints at once, the others afterwards', async () => {
  const printed: string[] = [];
  const lane = (name: string) => async (print: (text: string) => void) => {
    print(`${name} begins`);
    await setImmediate();
    print(`${name} ends`);
    return [name];
  };
  expect(await sideBySide([lane('a'), lane('b')], (text) => printed.push(text))).toEqual(['a', 'b']);
  expect(printed).toEqual(['a begins', 'a ends', 'b beginsb ends']);
});
