// The statistics of benchstat: the median with its confidence interval, and the Mann-Whitney U test.

/** The confidence of intervals, and one minus the level below which a difference counts (golang.org/x/perf/benchmath). */
const confidence = 0.95;

/** The middle of a sample, and where the true middle lies in 95 of 100 cases. */
export interface Summary {
  center: number;
  /** Infinite where the sample is too small to say: fewer than six values. */
  low: number;
  high: number;
}

/** How two samples differ. */
export interface Comparison {
  /** How likely so great a difference would be between samples of the same. */
  p: number;
  /** New median over old one; undefined when p says that they need not differ, or when there is nothing to divide by. */
  ratio: number | undefined;
}

/** The median of some values; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * The median and its confidence interval, which is that of order statistics: no distribution of the values is assumed. The
 * intervals between neighbouring values are taken in, the likeliest first and the left one of two, until they have the weight.
 */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const weight = (k: number) => (k < 0 || k > n ? 0 : choose(n, k) / 2 ** n);
  let left = Math.ceil((n + 1) / 2) - 1;
  let right = left + 1;
  for (let total = weight(left); total < confidence && (left > 0 || right <= n);) {
    if (weight(left - 1) >= weight(right)) total += weight(--left);
    else total += weight(right++);
  }
  return {
    center: median(values),
    low: left < 1 ? -Infinity : sorted[left - 1]!,
    high: right > n ? Infinity : sorted[right - 1]!,
  };
}

/** The farther end of the interval as a part of the median: the ± of benchstat. Infinite when the interval is. */
export function spread({ center, low, high }: Summary): number {
  const farther = Math.max(high - center, center - low);
  return farther === 0 ? 0 : farther / Math.abs(center);
}

/** Compares two samples, neither of them empty. */
export function compare(before: readonly number[], after: readonly number[]): Comparison {
  const p = mannWhitney(before, after);
  const [old, now] = [median(before), median(after)];
  return { p, ratio: p < 1 - confidence && old !== 0 ? now / old : undefined };
}

/** The most values of a sample for which the test is exact: without ties, and with them. */
const exactWithout = 50;
const exactWith = 25;

/**
 * The two-sided p-value of the Mann-Whitney U test: exact for samples of usual size, else by the normal approximation with
 * corrections for ties and continuity. 1 when all values are the same.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const ties = tieGroups(a, b);
  if (ties.length < 2) return 1;
  const twoU = twiceU(ties);
  const mirrored = 2 * a.length * b.length - twoU;
  if (twoU === mirrored) return 1;
  const limit = ties.every(({ size }) => size === 1) ? exactWithout : exactWith;
  if (Math.max(a.length, b.length) > limit) return approximateP(ties, a.length, b.length, twoU);
  return 2 * exactTail(ties, a.length, Math.min(twoU, mirrored));
}

/** Equal values of both samples together: how many there are, and how many of the first sample. */
interface TieGroup {
  size: number;
  ofFirst: number;
}

/** In ascending order of the values. */
function tieGroups(a: readonly number[], b: readonly number[]): TieGroup[] {
  const groups = new Map<number, TieGroup>();
  const add = (value: number, ofFirst: number) => {
    const group = groups.get(value) ?? { size: 0, ofFirst: 0 };
    groups.set(value, { size: group.size + 1, ofFirst: group.ofFirst + ofFirst });
  };
  for (const value of a) add(value, 1);
  for (const value of b) add(value, 0);
  return [...groups].sort(([x], [y]) => x - y).map(([, group]) => group);
}

/** Twice the number of pairs in which the first sample's value is greater, equal ones counted half. */
function twiceU(ties: readonly TieGroup[]): number {
  let below = 0;
  let sum = 0;
  for (const { size, ofFirst } of ties) {
    const ofSecond = size - ofFirst;
    sum += ofFirst * (2 * below + ofSecond);
    below += ofSecond;
  }
  return sum;
}

/**
 * The probability that 2U is at most `limit` when every choice of `n` of the values for the first sample is as likely. Group by
 * group, it counts the choices by how many are chosen and by the 2U that they give.
 */
function exactTail(ties: readonly TieGroup[], n: number, limit: number): number {
  let counts: Map<number, number>[] = Array.from({ length: n + 1 }, () => new Map<number, number>());
  counts[0]!.set(0, 1);
  let seen = 0;
  for (const { size } of ties) {
    const next: typeof counts = Array.from({ length: n + 1 }, () => new Map<number, number>());
    for (const [chosen, byU] of counts.entries()) {
      const below = seen - chosen;
      for (let more = 0; more <= Math.min(size, n - chosen); more++) {
        const gain = more * (2 * below + size - more);
        const ways = choose(size, more);
        for (const [twoU, count] of byU) {
          if (twoU + gain > limit) continue;
          const to = next[chosen + more]!;
          to.set(twoU + gain, (to.get(twoU + gain) ?? 0) + count * ways);
        }
      }
    }
    counts = next;
    seen += size;
  }
  const favourable = [...counts[n]!.values()].reduce((sum, count) => sum + count, 0);
  return favourable / choose(seen, n);
}

function approximateP(ties: readonly TieGroup[], n1: number, n2: number, twoU: number): number {
  const n = n1 + n2;
  const correction = ties.reduce((sum, { size }) => sum + size ** 3 - size, 0);
  const deviation = Math.sqrt((n1 * n2 * (n + 1 - correction / (n * (n - 1)))) / 12);
  const distance = Math.abs(twoU / 2 - (n1 * n2) / 2) - 0.5;
  return Math.min(1, 2 * (1 - normalCdf(distance / deviation)));
}

/** The distribution function of the standard normal distribution, by the series of the error function; good to 1e-12 below 6. */
function normalCdf(z: number): number {
  if (z > 8) return 1;
  let term = z;
  let sum = z;
  for (let k = 1; Math.abs(term) > 1e-16 * Math.abs(sum) && k < 500; k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Binomial coefficient, as a floating-point number. */
function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) result = (result * (n - i + 1)) / i;
  return Math.round(result);
}
