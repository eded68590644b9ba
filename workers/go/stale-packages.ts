// The packages of std that a build would have to compile, and compiles some of them ahead.
import { buildFlags, DEFAULT_SETTINGS } from '../../src/project/settings.ts';
import { fetchNeeds, needsOf, progressReporter } from './build.ts';
import { mountProject, runGo } from './go-run.ts';
import type { BuildEvent, BuildRequest, StalePackage } from '../protocol/build.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';

/** Fewer than this are compiled before go could have listed them. */
const fewPackages = 8;

/** One line for each package of std that is in no cache (go help list). */
const template =
  '{{if and .Standard .Stale}}{{.ImportPath}}|{{.Dir}}|{{join .GoFiles " "}}|{{join .Deps " "}}{{end}}';

/** What of std is in no cache, as go itself sees it. Empty when that is little. Throws ToolchainError. */
export async function stalePackages(
  toolchain: Toolchain,
  request: BuildRequest,
  onEvent: (event: BuildEvent) => void,
): Promise<StalePackage[]> {
  const needs = needsOf(toolchain, request);
  await toolchain.mount(needs.target);
  if (toolchain.unprepared(needs).length < fewPackages) return [];
  await fetchNeeds(toolchain, needs, onEvent);
  mountProject(toolchain.root, request.files);
  const args = ['list', '-e', '-deps', ...flagsOf(request), '-f', template, '.'];
  const { exitCode, output } = runGo(toolchain, request, args);
  const lines = exitCode === 0 ? output.split('\n').filter((line) => line.split('|').length === 4) : [];
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
  request: BuildRequest,
  packages: string[],
  onEvent: (event: BuildEvent) => void,
): Promise<void> {
  await fetchNeeds(toolchain, needsOf(toolchain, request), () => {});
  mountProject(toolchain.root, request.files);
  const onSpawn = progressReporter(packages.length, onEvent);
  runGo(toolchain, request, ['build', ...flagsOf(request), ...packages], { onSpawn });
}

function flagsOf({ settings = DEFAULT_SETTINGS }: BuildRequest): string[] {
  return buildFlags(settings);
}
