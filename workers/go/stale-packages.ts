// The packages of std that a build would have to compile, and compiles some of them ahead.
import { buildFlags } from '../../src/project/settings.ts';
import type { GoCommand, GoEvent, StalePackage } from '../protocol/go.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { runGo, type GoRun, type GoRunEvents } from './go-run.ts';
import { MountedProject } from './mounted-project.ts';
import { fetchPlan, planOf } from './plan.ts';
import { progressReporter } from './progress.ts';

/** Fewer than this are compiled before go could have listed them. */
const fewPackages = 8;

/** One line for each package of std that is in no cache (go help list). */
const template =
  '{{if and .Standard .Stale}}{{.ImportPath}}|{{.Dir}}|{{join .GoFiles " "}}|{{join .Deps " "}}{{end}}';

/** What of std is in no cache, as go itself sees it. Empty when that is little. Throws ToolchainError. */
export async function stalePackages(
  toolchain: Toolchain,
  command: GoCommand,
  onEvent: (event: GoEvent) => void,
): Promise<StalePackage[]> {
  const plan = planOf(toolchain, command);
  await toolchain.mount(plan.target);
  if (toolchain.unprepared(plan).length < fewPackages) return [];
  await fetchPlan(toolchain, plan, (progress) => onEvent({ type: 'progress', progress }));
  const args = ['list', '-e', '-deps', ...buildFlags(command.settings), '-f', template, '.'];
  const { exitCode, stdout } = runInProject(toolchain, command, args);
  const lines = exitCode === 0 ? stdout.split('\n').filter((line) => line.split('|').length === 4) : [];
  return lines.map((line) => staleOf(toolchain, line)).filter(({ path }) => path !== 'unsafe');
}

function staleOf({ root }: Toolchain, line: string): StalePackage {
  const [path = '', folder = '', files = '', deps = ''] = line.split('|');
  const sizes = files.split(' ').map((name) => root.file(`${folder}/${name}`)?.size ?? 0);
  const size = sizes.reduce((total, bytes) => total + bytes, 0);
  return { path, size, deps: deps.split(' ').filter(Boolean) };
}

/** Compiles packages of std into GOCACHE. What go says when it refuses does not matter: the build itself will say it. */
export async function compilePackages(
  toolchain: Toolchain,
  command: GoCommand,
  packages: string[],
  onEvent: (event: GoEvent) => void,
): Promise<void> {
  await fetchPlan(toolchain, planOf(toolchain, command), () => {});
  const onSpawn = progressReporter(packages.length, (progress) => onEvent({ type: 'progress', progress }));
  runInProject(toolchain, command, ['build', ...buildFlags(command.settings), ...packages], { onSpawn });
}

function runInProject(toolchain: Toolchain, command: GoCommand, args: string[], events?: GoRunEvents): GoRun {
  const project = new MountedProject(toolchain.root, command.files);
  try {
    return runGo(toolchain, command, args, events);
  } finally {
    project.unmount();
  }
}
