// Tests reading the output of benchmarks.
import { expect, it } from 'vitest';
import { readResults } from './results.ts';

it('reads every unit of every count, by name without the processors', () => {
  const output = `goos: wasip1
goarch: wasm
pkg: example.com/hello/lib
BenchmarkAdd
BenchmarkAdd   \t1000000000\t         0.4402 ns/op\t       0 B/op\t       0 allocs/op
BenchmarkAdd-2   \t1000000000\t         0.4470 ns/op\t       0 B/op\t       1 allocs/op
BenchmarkSum/n=10-2   \t  100\t  12.5 MB/s\t 3e+02 widgets
Benchmark results are not this line
PASS
`;
  expect(readResults(output, 'example.com/hello/lib')).toEqual([
    {
      name: 'example.com/hello/lib.BenchmarkAdd',
      values: new Map([
        ['ns/op', [0.4402, 0.447]],
        ['B/op', [0, 0]],
        ['allocs/op', [0, 1]],
      ]),
    },
    {
      name: 'example.com/hello/lib.BenchmarkSum/n=10',
      values: new Map([
        ['MB/s', [12.5]],
        ['widgets', [300]],
      ]),
    },
  ]);
});
