// What a case measures and what it has at hand.
import type { NativeGo } from '../toolchain/go-command.ts';

/** One line of the table. */
export interface Measurement {
  what: string;
  unit: 'ms' | 'bytes';
  value: number;
  /** The same done by native Go in the same run, in the same unit. */
  native?: number;
  /** The most that `value` may be, or `value / native` where there is `native`. */
  limit?: number;
  /** A value that passes whatever its ratio: where native Go takes next to nothing, a ratio alone says little. */
  enough?: number;
}

/** What every case works with. */
export interface Bench {
  /** The page, built and served as in production. */
  url: string;
  /** The same page on a host that sends .br files. */
  brotli: BrotliHost;
  go: NativeGo;
  /** Names of all targets that go links without a C toolchain, in the release's order. */
  linkable: readonly string[];
  /** Rebuilds to take the median of. */
  rebuilds: number;
}

/** A host that prefers .br files, where it has them. */
export interface BrotliHost {
  url: string;
  /** Of the compression, 0 to 11. */
  quality: number;
  /** Makes the .br files of what was fetched from these addresses, on whatever host. */
  compress(urls: readonly string[]): Promise<void>;
}

/** A case starts its own browser, so that it begins with an empty cache and a fresh process. */
export interface Case {
  name: string;
  run(bench: Bench): Promise<Measurement[]>;
}

/** What is held against the limit. */
export function judged({ value, native }: Measurement): number {
  return native === undefined ? value : value / native;
}

/** Reports whether the limit, if there is one, is kept. */
export function passes(measurement: Measurement): boolean {
  const { value, limit, enough } = measurement;
  return limit === undefined || judged(measurement) <= limit || (enough !== undefined && value <= enough);
}

/** The value in the middle, so that one disturbed build counts for nothing. @throws RangeError for no values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('median of nothing');
  return (low + high) / 2;
}
