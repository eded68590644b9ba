// Tests the statistics of benchmarks against what golang.org/x/perf/cmd/benchstat has said of the same samples, and by counting.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare, mannWhitney, median, spread, summarize } from './statistics.ts';

/** Samples in ns/op, and the row of `benchstat -format=csv` (in seconds) for them, of version v0.0.0-20260908200009. */
interface Case {
  before: number[];
  after: number[];
  benchstat: { old: string; oldSpread: string; now: string; nowSpread: string; delta: string; p: string };
}

const cases = JSON.parse(readFileSync(new URL('testdata/benchstat.json', import.meta.url), 'utf8')) as Case[];

const percent = (part: number) => (part === Infinity ? '∞' : `${(100 * part).toFixed(0)}%`);

/** benchstat's wording of a ratio: two digits behind the point, with a sign unless it is none. */
function deltaOf(ratio: number | undefined): string {
  if (ratio === undefined) return '~';
  const change = 100 * (ratio - 1);
  return `${change > 0 ? '+' : ''}${change.toFixed(2)}%`;
}

describe('benchstat', () => {
  it.each(cases.map((each) => [each.benchstat.p, each] as const))('says the same: %s', (_, each) => {
    const { before, after, benchstat } = each;
    const [old, now] = [summarize(before), summarize(after)];
    expect(old.center).toBeCloseTo(1e9 * Number(benchstat.old), 6);
    expect(now.center).toBeCloseTo(1e9 * Number(benchstat.now), 6);
    expect([percent(spread(old)), percent(spread(now))]).toEqual([benchstat.oldSpread, benchstat.nowSpread]);
    const { p, ratio } = compare(before, after);
    expect(`p=${p.toFixed(3)}`).toBe(benchstat.p.split(' ')[0]);
    expect(deltaOf(ratio)).toBe(benchstat.delta);
  });
});

/** The p-value by trying every choice of the first sample among all values. */
function byCounting(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const uOf = (first: readonly number[], second: readonly number[]) =>
    first.reduce((sum, x) => sum + second.reduce((u, y) => u + (x > y ? 1 : x === y ? 0.5 : 0), 0), 0);
  const middle = (a.length * b.length) / 2;
  const distance = Math.abs(uOf(a, b) - middle);
  let [extreme, choices] = [0, 0];
  for (let mask = 0; mask < 2 ** all.length; mask++) {
    const first = all.filter((_, i) => mask & (1 << i));
    if (first.length !== a.length) continue;
    const second = all.filter((_, i) => !(mask & (1 << i)));
    choices++;
    if (Math.abs(uOf(first, second) - middle) >= distance) extreme++;
  }
  return extreme / choices;
}

// Ties that do not lie symmetrically have two tails of different weight; there the test doubles the one that benchstat doubles.
it.each([
  [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ],
  [
    [1, 1, 2, 5],
    [1, 3, 5, 5],
  ],
  [
    [2, 2, 2, 3],
    [2, 3, 3, 3],
  ],
  [[1], [2, 3, 4]],
])('the test counts all choices of %j against %j', (a, b) => {
  expect(mannWhitney(a, b)).toBeCloseTo(byCounting(a, b), 12);
  expect(mannWhitney(b, a)).toBeCloseTo(byCounting(a, b), 12);
});

it('the approximation for big samples is near what is exact just below', () => {
  const sample = (n: number, shift: number) =>
    Array.from({ length: n }, (_, i) => ((i * 37) % n) + shift + i / 1000);
  const [exact, approximate] = [50, 51].map((n) => mannWhitney(sample(n, 0), sample(n, 7.5)));
  expect(Math.abs(exact! - approximate!)).toBeLessThan(0.01);
});

it('the median of an even number of values lies between the middle ones', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
});
