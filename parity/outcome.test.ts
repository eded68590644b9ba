// Checks that no difference between two builds goes unseen.
import { expect, it } from 'vitest';
import { compare, type BuildOutcome } from './outcome.ts';

const built: BuildOutcome = { exitCode: 0, output: '', binary: Uint8Array.of(1, 2, 3) };
const refused: BuildOutcome = { exitCode: 1, output: 'go: no\n' };

it('calls the same bytes identical', () => {
  expect(compare(built, { ...built, binary: Uint8Array.of(1, 2, 3) })).toEqual({
    kind: 'identical',
    size: 3,
  });
});

it('calls the same refusal refused', () => {
  expect(compare(refused, { ...refused })).toEqual({ kind: 'refused', message: 'go: no' });
});

it.each<[string, BuildOutcome, BuildOutcome, RegExp]>([
  ['a byte', built, { ...built, binary: Uint8Array.of(1, 9, 3) }, /offset 1$/],
  ['the length', built, { ...built, binary: Uint8Array.of(1, 2) }, /3 bytes .* 2 .* offset 2$/],
  ['the end', built, refused, /exit code 0 in the page, 1 natively/],
  ['a message', refused, { ...refused, output: 'go: never\n' }, /line 1 is "go: no" in .* "go: never"/],
  ['a warning', built, { ...built, output: 'note\n' }, /line 1 is "" in the page, "note"/],
  ['more output', refused, { ...refused, output: 'go: no\nwhy\n' }, /line 2 is "" in the page, "why"/],
  ['the final line feed', refused, { ...refused, output: 'go: no' }, /line 2 is "" in the page, nothing/],
  ['a missing binary', built, { exitCode: 0, output: '' }, /in the page only/],
  ['no binary at all', { exitCode: 0, output: '' }, { exitCode: 0, output: '' }, /only/],
])('sees a difference in %s', (_, page, native, how) => {
  const verdict = compare(page, native);
  expect(verdict.kind === 'different' && verdict.how).toMatch(how);
});
