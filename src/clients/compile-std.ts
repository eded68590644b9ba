// Compiles std on several build workers, ahead of the one build that links.
import type { StalePackage } from '../../workers/protocol/go.ts';
import type { BuildEvent, BuildRequest } from './build.ts';
import type { BuildClient } from './build-client.ts';
import { planRound } from './std-plan.ts';

/** Who compiles: the worker that will build, and as many beside it as are of use. */
export interface StdWorkers {
  main: BuildClient;
  /** Opens one more; it is closed here. */
  open: () => BuildClient;
  /** The most at the same time, `main` among them. */
  most: number;
}

/**
 * Compiles in rounds what of std is in no cache, until no two workers have something to do at the same time; then `main`
 * has all that was made, and its build compiles the rest. The bytes are those of a build without this: go finds the
 * packages in GOCACHE under the same action IDs. Resolves with the number of packages that were compiled. Throws
 * ToolchainError, or an AbortError when a worker was closed.
 */
export async function compileStd(
  { main, open, most }: StdWorkers,
  request: BuildRequest,
  onEvent: (event: BuildEvent) => void,
): Promise<number> {
  if (most < 2) return 0;
  const stale = await main.stale(request, onEvent);
  const beside: BuildClient[] = [];
  const workers = (count: number) => {
    while (beside.length < count - 1) beside.push(open());
    return [main, ...beside];
  };
  try {
    return await compileRounds(stale, workers, most, request, compileReporter(stale.length, onEvent));
  } finally {
    for (const client of beside) client.close();
  }
}

/** `workers` gives at least so many; those of one round take over what the others have made in it. */
async function compileRounds(
  stale: readonly StalePackage[],
  workers: (count: number) => readonly BuildClient[],
  most: number,
  request: BuildRequest,
  report: (event: BuildEvent) => void,
): Promise<number> {
  const done = new Set<string>();
  for (;;) {
    const plan = planRound(stale, done, most);
    if (plan.length < 2) return done.size;
    const clients = workers(plan.length);
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
