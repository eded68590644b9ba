// Tests that hostile files, made by the structure of their formats, give parts or problems: 10,000 here, a million by `npm run fuzz`.
import { expect, it, vi } from 'vitest';
import { inspect } from './inspect.ts';
import { attempt } from './read/readable.ts';
import { isContainer } from './containers/container.ts';
import { hostileFile } from './testing/hostile-binaries.ts';
import { readEverything } from './testing/read-everything.ts';

const count = 10_000;
/** The longest that one file may take, in milliseconds; they have a few kilobytes and take one or two. */
const slowest = 2000;
// The limit only guards against hanging.
vi.setConfig({ testTimeout: 600_000 });

it('no file makes a reader throw anything unforeseen, or take long', async () => {
  let [opened, containers] = [0, 0];
  for (let number = 0; number < count; number++) {
    const { what, bytes } = hostileFile(number);
    const began = performance.now();
    const unexpected = await readEverything(bytes);
    const took = performance.now() - began;
    if (unexpected.length > 0 || took > slowest)
      expect({ number, what, took: took > slowest, unexpected }).toEqual({
        number,
        what,
        took: false,
        unexpected: [],
      });
    if ('value' in attempt(() => inspect(bytes))) opened++;
    if (isContainer(bytes)) containers++;
  }
  // Were every file refused at the door, nothing would have been tested.
  expect(opened).toBeGreaterThan(count / 4);
  expect(containers).toBeGreaterThan(count / 5);
});

it('the same number makes the same file', () => {
  expect(hostileFile(4711)).toEqual(hostileFile(4711));
});
