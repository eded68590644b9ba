// Reads what benchmarks print (https://go.dev/design/14313-benchmark-format).

/** What was measured, by unit: `ns/op`, `B/op`, `allocs/op` and what a benchmark reports itself. */
export interface Measurements {
  /** Package and name: example.com/hello/lib.BenchmarkAdd/small. The number of processors is left out. */
  name: string;
  /** For each unit one value per count, in the order of the counts. */
  values: ReadonlyMap<string, readonly number[]>;
}

const resultLine = /^(Benchmark\S*)\s+(\d+)\s+(.*)$/;

/**
 * The results in the output of a package's benchmarks, in order of appearance. What is no result is passed over, as the format
 * wants it.
 */
export function readResults(output: string, packagePath: string): Measurements[] {
  const found = new Map<string, Map<string, number[]>>();
  for (const line of output.split('\n')) {
    const [, name, , rest = ''] = resultLine.exec(line) ?? [];
    if (name === undefined) continue;
    const full = `${packagePath}.${name.replace(/-\d+$/, '')}`;
    const values = found.get(full) ?? new Map<string, number[]>();
    found.set(full, values);
    const words = rest.trim().split(/\s+/);
    for (let i = 0; i + 1 < words.length; i += 2) {
      const [value, unit = ''] = [Number(words[i]), words[i + 1]];
      if (Number.isFinite(value)) values.set(unit, [...(values.get(unit) ?? []), value]);
    }
  }
  return [...found].map(([name, values]) => ({ name, values }));
}
