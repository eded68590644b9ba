// What a go command will open, planned before it runs: from one place for running, prefetching and fetching ahead.
import { compilesStd } from '../../src/project/settings.ts';
import { targetName, type Target } from '../../src/project/target.ts';
import type { FetchProgress, GoCommand } from '../protocol/go.ts';
import type { Plan, Toolchain } from '../toolchain/toolchain.ts';
import { listed } from './go-run.ts';
import { survey } from './survey.ts';
import { verbOf } from './verbs.ts';

/** A command's plan, with what its progress is counted by. */
export interface CommandPlan extends Plan {
  /** Packages of the project that the command reaches. */
  packages: number;
}

/** What a command on a project will open. It steers fetching and progress only; what it misses is fetched when opened. */
export function planOf(toolchain: Toolchain, { args, files, target, settings }: GoCommand): CommandPlan {
  const { tools, reads, tests, links } = verbOf(args);
  const { std, packages, assembles } = survey(files, patternsOf(args), tests);
  const prepared = hasPack(toolchain, target) && !compilesStd(settings, target);
  const compiles = tools.includes('compile');
  return {
    tools: ['go', ...tools, ...(compiles && (assembles || !prepared) ? ['asm'] : [])],
    imports: std,
    target: targetName(target),
    prepared,
    reads,
    links,
    packages,
  };
}

/** Everything that was prepared for a target, with the tools of a build. The target must be mounted. */
export function wholePlan(toolchain: Toolchain, target: Target): Plan {
  const name = targetName(target);
  const imports = toolchain.prepared(name);
  const tools = ['go', 'compile', 'link', 'asm'];
  return { tools, imports, target: name, prepared: true, reads: 'archives', links: true };
}

/** The package patterns of a command line (go help packages); the current folder when there are none. */
function patternsOf([verb, ...rest]: readonly string[]): string[] {
  if (verb === 'mod') return ['./...'];
  const patterns = rest.filter((argument) => !argument.startsWith('-'));
  return patterns.length === 0 ? ['.'] : patterns;
}

function hasPack(toolchain: Toolchain, target: Target): boolean {
  const isDefault = !target.variant || target.variant.value === listed(toolchain, target)?.variants?.default;
  return isDefault && Object.hasOwn(toolchain.manifest.packs, targetName(target));
}

/**
 * Fetches what a plan says and is not there yet; unless that is nothing, progress is told in bytes over the wire, beginning
 * with 0. What was fetched stays until Toolchain.forget. Throws ToolchainError.
 */
export async function fetchPlan(
  toolchain: Toolchain,
  plan: Plan,
  onProgress: (progress: FetchProgress) => void,
): Promise<void> {
  let loaded = 0;
  let total = 0;
  const report = () => onProgress({ phase: 'fetch', loaded: Math.min(loaded, total), total });
  await toolchain.fetch(
    plan,
    (bytes) => {
      total = bytes;
      if (total > 0) report();
    },
    (bytes) => {
      loaded += bytes;
      report();
    },
  );
}
