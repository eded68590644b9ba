// This file is responsible for one build: mount the project, fetch what it needs, run go, gather what came out.
import { buildFlags, buildVariables, compilesStd, DEFAULT_SETTINGS } from '../src/project/settings.ts';
import type { TargetInfo } from '../toolchain/manifest.ts';
import { parseDiagnostics } from './diagnostics.ts';
import { goEnvironment } from './environment.ts';
import { sha256Hex } from './fetch-source.ts';
import { ProcessTable } from './process.ts';
import { survey } from './project.ts';
import type { Binary, BuildEvent, BuildRequest, BuildResult, BuildTarget, ProjectFile } from './protocol.ts';
import type { Needs, Toolchain } from './toolchain.ts';
import { inputOf, OutputStream } from './wasi/descriptors.ts';
import { Folder, RegularFile } from './wasi/nodes.ts';

/** Where the project is mounted, and where its binary is written. */
const workFolder = '/work';
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

function hasPack(toolchain: Toolchain, target: BuildTarget): boolean {
  const isDefault = !target.variant || target.variant.value === listed(toolchain, target)?.variants?.default;
  return isDefault && targetName(target) in toolchain.manifest.packs;
}

function hasCompiler(toolchain: Toolchain, target: BuildTarget): boolean {
  const state = listed(toolchain, target)?.state;
  return state?.kind !== 'broken' || state.links;
}

/** The target as the manifest describes it. */
function listed({ manifest }: Toolchain, target: BuildTarget): TargetInfo | undefined {
  return manifest.targets.find((info) => targetName(info) === targetName(target));
}

function targetName({ goos, goarch }: Pick<BuildTarget, 'goos' | 'goarch'>): string {
  return `${goos}/${goarch}`;
}

/** Builds the project. Throws ToolchainFileError when a prepared file cannot be had; every other end is a result. */
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
  const { exitCode, output, crash } = runGo(toolchain, request, toCompile, onEvent);
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

async function fetchNeeds(
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

function mountProject(root: Folder, files: ProjectFile[]): void {
  const encoder = new TextEncoder();
  root.entries.set('work', new Folder());
  root.entries.set('out', new Folder());
  root.entries.set('gotmp', new Folder());
  for (const { path, content } of files) {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    root.put(`${workFolder}/${path}`, new RegularFile(bytes));
  }
}

interface GoRun {
  exitCode: number;
  output: string;
  crash?: string;
}

function runGo(
  toolchain: Toolchain,
  request: BuildRequest,
  toCompile: number,
  onEvent: (event: BuildEvent) => void,
): GoRun {
  const decoder = new TextDecoder();
  let output = '';
  const print = new OutputStream((bytes) => {
    const text = decoder.decode(bytes, { stream: true });
    output += text;
    onEvent({ type: 'output', text });
  });
  const processes = new ProcessTable({
    root: toolchain.root,
    memories: toolchain.memories,
    tool: (name) => toolchain.tool(name),
    // A port without a compiler: the tools then refuse to tell their version, which is how go finds out.
    versionLine: (name) => (hasCompiler(toolchain, request.target) ? toolchain.versionLine(name) : undefined),
    onSpawn: progressReporter(toCompile, onEvent),
  });
  toolchain.touchCache();
  const exitCode = startGo(processes, request, print);
  const [crash] = processes.crashes;
  return { exitCode, output, ...(crash && { crash: `${crash.argv[0] ?? 'go'} crashed: ${crash.message}` }) };
}

function startGo(processes: ProcessTable, request: BuildRequest, print: OutputStream): number {
  const { target, settings = DEFAULT_SETTINGS } = request;
  const variables = buildVariables(target, settings).map(([name, value]) => `${name}=${value}`);
  return processes.run({
    path: '/goroot/bin/go',
    argv: ['go', 'build', ...buildFlags(settings), '-o', `${outFolder}/`, '.'],
    env: [...goEnvironment, ...variables],
    cwd: workFolder,
    fds: [inputOf(new Uint8Array(0)), print, print],
  });
}

/** Counts the packages as their compiles start; a package is done when the next one starts. */
function progressReporter(total: number, onEvent: (event: BuildEvent) => void): (argv: string[]) => void {
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
