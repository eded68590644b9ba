// Divides the packages of std that have to be compiled among build workers.
import type { StalePackage } from '../../workers/protocol/go.ts';

/** A package may be compiled on two workers at once when it is at most this part of what one of them is given with it. */
const lightPart = 0.2;

/**
 * What each worker compiles in the next round, beside what that depends on; fewer lists than workers when there is less to
 * do at the same time. `done` are the packages that every worker has. A package whose big dependencies somebody compiles in
 * this round waits for the next one: workers exchange what they have made only between rounds.
 */
export function planRound(
  stale: readonly StalePackage[],
  done: ReadonlySet<string>,
  workers: number,
): string[][] {
  const sizes = new Map(stale.filter(({ path }) => !done.has(path)).map(({ path, size }) => [path, size]));
  const bytes = (paths: readonly string[]) => paths.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0);
  const plans = Array.from({ length: workers }, () => ({ packages: [] as string[], all: new Set<string>() }));
  const bySize = stale.filter(({ path }) => sizes.has(path)).sort((a, b) => b.size - a.size);
  for (const { path, deps } of bySize) {
    if (plans.some(({ all }) => all.has(path))) continue;
    const needed = [path, ...deps.filter((dep) => sizes.has(dep))];
    const planned = needed.filter((dep) => plans.some(({ all }) => all.has(dep)));
    if (bytes(planned) > lightPart * bytes(needed)) continue;
    const after = plans.map(({ all }) => bytes([...new Set([...all, ...needed])]));
    const plan = plans[after.indexOf(Math.min(...after))]!;
    plan.packages.push(path);
    for (const dep of needed) plan.all.add(dep);
  }
  return plans.map(({ packages }) => packages).filter((packages) => packages.length > 0);
}
