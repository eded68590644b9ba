// One build: mount the project, fetch what it needs, run go, gather what came out.
import { targetName, type Target } from '../../src/project/target.ts';
import { buildFlags, compilesStd, DEFAULT_SETTINGS } from '../../src/project/settings.ts';
import { parseDiagnostics } from './diagnostics.ts';
import { sha256Hex } from '../toolchain/fetch-source.ts';
import { listed, mountProject, runGo } from './go-run.ts';
import { survey } from './survey.ts';
import type { Binary, BuildEvent, BuildRequest, BuildResult } from '../protocol/build.ts';
import type { Needs, Toolchain } from '../toolchain/toolchain.ts';
import { RegularFile, type Folder } from '../wasi/nodes.ts';

/** Where the binary is written. */
const outFolder = '/out';

/** What a build of this project for this target will open. */
export function needsOf(
  toolchain: Toolchain,
  request: BuildRequest,
  surveyed = survey(request.files),
): Needs {
  const { std, assembles } = surveyed;
  const target = targetName(request.target);
  const prepared =
    hasPack(toolchain, request.target) && !compilesStd(request.settings ?? DEFAULT_SETTINGS, request.target);
  const tools = ['go', 'compile', 'link', ...(assembles || !prepared ? ['asm'] : [])];
  return { tools, imports: std, target, prepared };
}

function hasPack(toolchain: Toolchain, target: Target): boolean {
  const isDefault = !target.variant || target.variant.value === listed(toolchain, target)?.variants?.default;
  return isDefault && targetName(target) in toolchain.manifest.packs;
}

/** Builds the project. Throws ToolchainError when a prepared file cannot be had; every other end is a result. */
export async function build(
  toolchain: Toolchain,
  request: BuildRequest,
  onEvent: (event: BuildEvent) => void,
): Promise<BuildResult> {
  const began = performance.now();
  const surveyed = survey(request.files);
  const needs = needsOf(toolchain, request, surveyed);
  await fetchNeeds(toolchain, needs, onEvent);
  const fetched = performance.now();
  mountProject(toolchain.root, request.files);
  const toCompile = surveyed.packages + toolchain.unprepared(needs).length;
  const flags = buildFlags(request.settings ?? DEFAULT_SETTINGS);
  const { exitCode, output, crash } = runGo(
    toolchain,
    request,
    ['build', ...flags, '-o', `${outFolder}/`, '.'],
    {
      onOutput: (text) => onEvent({ type: 'output', text }),
      onSpawn: progressReporter(toCompile, onEvent),
    },
  );
  if (crash) return { status: 'crash', message: crash, output };
  const built = performance.now();
  const binary = exitCode === 0 ? await takeBinary(toolchain.root) : undefined;
  const times = { fetch: fetched - began, build: built - fetched, total: performance.now() - began };
  return {
    status: 'exit',
    exitCode,
    output,
    diagnostics: parseDiagnostics(output),
    times,
    ...(binary && { binary }),
  };
}

/** Fetches what the build will open, with progress. Throws ToolchainError. */
export async function fetchNeeds(
  toolchain: Toolchain,
  needs: Needs,
  onEvent: (event: BuildEvent) => void,
): Promise<void> {
  let loaded = 0;
  let total = 0;
  const report = () =>
    onEvent({ type: 'progress', progress: { phase: 'fetch', loaded: Math.min(loaded, total), total } });
  await toolchain.fetch(
    needs,
    (bytes) => void (total = bytes),
    (bytes) => {
      loaded += bytes;
      report();
    },
  );
}

/** Counts the packages as their compiles start; a package is done when the next one starts. */
export function progressReporter(
  total: number,
  onEvent: (event: BuildEvent) => void,
): (argv: string[]) => void {
  const started = new Set<string>();
  return (argv) => {
    const tool = argv[0]?.slice(argv[0].lastIndexOf('/') + 1);
    if (tool === 'link') onEvent({ type: 'progress', progress: { phase: 'link' } });
    const name = argv[argv.indexOf('-p') + 1];
    if (tool !== 'compile' || name === undefined || started.has(name)) return;
    const done = started.size;
    started.add(name);
    onEvent({
      type: 'progress',
      progress: { phase: 'compile', done, total: Math.max(total, done + 1), package: name },
    });
  };
}

async function takeBinary(root: Folder): Promise<Binary | undefined> {
  const [entry] = root.folder(outFolder).entries;
  if (!entry || !(entry[1] instanceof RegularFile)) return undefined;
  const bytes = new Uint8Array(entry[1].bytes);
  return { bytes, sha256: await sha256Hex(bytes), name: entry[0] };
}
