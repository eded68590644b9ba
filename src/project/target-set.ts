// Sets of targets: those that have a name of their own, and choosing by system and architecture.

import type { TargetInfo } from '../../toolchain/manifest.ts';
import { obstacle, targetName } from './target.ts';

/** Targets that are chosen together; they are named as Go writes them, for example linux/arm64. */
export interface TargetSet<Id extends string = string> {
  id: Id;
  names: string[];
}

/** Targets that go links without a C toolchain. */
export function linkable(targets: readonly TargetInfo[]): TargetInfo[] {
  return targets.filter((target) => obstacle(target) === undefined);
}

/** The sets that need no choosing: all that link, and the ports that the Go project calls first class. */
export function commonSets(targets: readonly TargetInfo[]): TargetSet<'all' | 'first'>[] {
  const all = linkable(targets);
  return [
    { id: 'all', names: all.map(targetName) },
    { id: 'first', names: all.filter((target) => target.firstClass).map(targetName) },
  ];
}

/** The targets of a system; the set's id is the GOOS. */
export function systemSet(goos: string, targets: readonly TargetInfo[]): TargetSet {
  const names = targets.filter((target) => target.goos === goos).map(targetName);
  return { id: goos, names };
}

/** One set for each architecture that links anywhere, those with most ports first; a set's id is the GOARCH. */
export function architectureSets(targets: readonly TargetInfo[]): TargetSet[] {
  const all = linkable(targets);
  const sets = [...new Set(all.map((target) => target.goarch))].map((goarch) => {
    const own = all.filter((target) => target.goarch === goarch);
    return { id: goarch, names: own.map(targetName) };
  });
  return sets.sort((a, b) => b.names.length - a.names.length || a.id.localeCompare(b.id));
}

/** How much of a set is chosen. */
export function coverage(names: readonly string[], chosen: ReadonlySet<string>): 'none' | 'some' | 'all' {
  const count = names.filter((name) => chosen.has(name)).length;
  return count === 0 ? 'none' : count === names.length ? 'all' : 'some';
}

/** The choice with a set added, or taken away when all of it was chosen. */
export function toggleSet(names: readonly string[], chosen: ReadonlySet<string>): Set<string> {
  const next = new Set(chosen);
  const isWhole = coverage(names, chosen) === 'all';
  for (const name of names) {
    if (isWhole) next.delete(name);
    else next.add(name);
  }
  return next;
}
