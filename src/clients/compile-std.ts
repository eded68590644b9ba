// Compiles std on several build workers, ahead of the one build that links.
import type { BuildEvent, BuildRequest, StalePackage } from '../../workers/protocol/build.ts';
import type { BuildClient } from './build-client.ts';
import { planRound } from './std-plan.ts';

/**
 * Compiles in rounds what of std is in no cache, until no two workers have something to do at the same time; then `main`
 * has all that was made, and its build compiles the rest. The bytes are those of a build without this: go finds the
 * packages in GOCACHE under the same action IDs. Resolves with the number of packages that were compiled.
 * @param main The worker that will build.
 * @param start Starts one more worker; whoever gave it ends it.
 */
export async function compileStd(
  main: BuildClient,
  start: () => BuildClient,
  workers: number,
  request: BuildRequest,
  onEvent: (event: BuildEvent) => void,
): Promise<number> {
  if (workers < 2) return 0;
  const stale = await main.stale(request, onEvent);
  const report = compileReporter(stale.length, onEvent);
  const clients = [main];
  const done = new Set<string>();
  for (;;) {
    const plan = planRound(stale, done, workers);
    if (plan.length < 2) return done.size;
    while (clients.length < plan.length) clients.push(start());
    const made = await Promise.all(plan.map((packages, i) => clients[i]!.compile(request, packages, report)));
    if (made.includes(undefined)) return done.size; // go refuses something; the build will say what.
    const bundles = made.filter((bundle) => bundle !== undefined);
    await Promise.all(
      clients.map((client, i) => client.mount(bundles.filter((bundle) => bundle !== made[i]))),
    );
    for (const path of plan.flat()) for (const compiled of withDeps(stale, path)) done.add(compiled);
  }
}

function withDeps(stale: readonly StalePackage[], path: string): string[] {
  return [path, ...(stale.find((candidate) => candidate.path === path)?.deps ?? [])];
}

/** Counts the packages of all workers together. */
function compileReporter(total: number, onEvent: (event: BuildEvent) => void): (event: BuildEvent) => void {
  const started = new Set<string>();
  return (event) => {
    if (event.type !== 'progress' || event.progress.phase !== 'compile') return;
    started.add(event.progress.package);
    onEvent({ type: 'progress', progress: { ...event.progress, done: started.size - 1, total } });
  };
}
