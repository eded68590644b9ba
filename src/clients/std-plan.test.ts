// Tests how packages of std are divided: everything once, dependencies first, work spread.
import { describe, expect, it } from 'vitest';
import type { StalePackage } from '../../workers/protocol/go.ts';
import { planRound } from './std-plan.ts';

const stale = (path: string, size: number, ...deps: string[]): StalePackage => ({ path, size, deps });

const std = [
  stale('internal/abi', 20),
  stale('runtime', 3000, 'internal/abi'),
  stale('unicode', 200),
  stale('math', 150, 'internal/abi'),
  stale('errors', 10, 'runtime', 'internal/abi'),
  stale('reflect', 300, 'errors', 'runtime', 'internal/abi'),
  stale('syscall', 250, 'errors', 'runtime', 'internal/abi'),
  stale('os', 280, 'syscall', 'errors', 'runtime', 'internal/abi'),
];

describe('planRound', () => {
  it('gives the biggest package to one worker, and to the others what does not depend on it', () => {
    expect(planRound(std, new Set(), 2)).toEqual([['runtime'], ['unicode', 'math']]);
  });

  it('lets small dependencies be compiled twice, and big ones only once', () => {
    const done = new Set(['internal/abi', 'runtime', 'unicode', 'math']);
    expect(planRound(std, done, 2)).toEqual([['reflect'], ['os']]);
  });

  it('is one list when nothing can be done at the same time, and none when all is done', () => {
    const chain = [stale('a', 100), stale('b', 100, 'a')];
    expect(planRound(chain, new Set(), 4)).toEqual([['a']]);
    expect(planRound(chain, new Set(['a', 'b']), 4)).toEqual([]);
  });

  it('comes to an end, round after round, with every package compiled', () => {
    const done = new Set<string>();
    for (let round = 0; done.size < std.length; round++) {
      expect(round).toBeLessThan(std.length);
      for (const path of planRound(std, done, 3).flat()) {
        done.add(path);
        for (const dep of std.find((candidate) => candidate.path === path)!.deps) done.add(dep);
      }
    }
  });
});
