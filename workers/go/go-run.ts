// One run of the go command on a project: what is mounted, with which environment, what it prints.
import type { ProjectFile } from '../../src/project/file.ts';
import { targetName, type Target } from '../../src/project/target.ts';
import { buildVariables, DEFAULT_SETTINGS } from '../../src/project/settings.ts';
import type { TargetInfo } from '../../toolchain/manifest.ts';
import { goEnvironment } from './environment.ts';
import { ProcessTable } from '../process/process.ts';
import type { BuildRequest } from '../protocol/build.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { inputOf, OutputStream } from '../wasi/descriptors.ts';
import { Folder, RegularFile } from '../wasi/nodes.ts';

/** Where the project is mounted. */
const workFolder = '/work';

/** How go ended. */
export interface GoRun {
  exitCode: number;
  /** Both streams, in order. */
  output: string;
  /** Which process crashed, and how. */
  crash?: string;
}

/** Told of what happens while go runs. */
export interface GoRunEvents {
  onOutput?: (text: string) => void;
  /** Told of every process before it runs. */
  onSpawn?: (argv: string[]) => void;
}

/** Puts the project in place of the one before, with empty folders for output and temporary files. */
export function mountProject(root: Folder, files: ProjectFile[]): void {
  const encoder = new TextEncoder();
  root.entries.set('work', new Folder());
  root.entries.set('out', new Folder());
  root.entries.set('gotmp', new Folder());
  for (const { path, content } of files) {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    root.put(`${workFolder}/${path}`, new RegularFile(bytes));
  }
}

/** Runs `go ARGS` in the mounted project for the request's target and settings. Throws ToolchainError. */
export function runGo(
  toolchain: Toolchain,
  { target, settings = DEFAULT_SETTINGS }: BuildRequest,
  args: string[],
  { onOutput, onSpawn }: GoRunEvents = {},
): GoRun {
  const decoder = new TextDecoder();
  let output = '';
  const print = new OutputStream((bytes) => {
    const text = decoder.decode(bytes, { stream: true });
    output += text;
    onOutput?.(text);
  });
  const processes = new ProcessTable({
    root: toolchain.root,
    memories: toolchain.memories,
    tool: (name) => toolchain.tool(name),
    // A port without a compiler: the tools then refuse to tell their version, which is how go finds out.
    versionLine: (name) => (hasCompiler(toolchain, target) ? toolchain.versionLine(name) : undefined),
    ...(onSpawn && { onSpawn }),
  });
  toolchain.touchCache();
  const variables = buildVariables(target, settings).map(([name, value]) => `${name}=${value}`);
  const exitCode = processes.run({
    path: '/goroot/bin/go',
    argv: ['go', ...args],
    env: [...goEnvironment, ...variables],
    cwd: workFolder,
    fds: [inputOf(new Uint8Array(0)), print, print],
  });
  const [crash] = processes.crashes;
  return { exitCode, output, ...(crash && { crash: `${crash.argv[0] ?? 'go'} crashed: ${crash.message}` }) };
}

function hasCompiler(toolchain: Toolchain, target: Target): boolean {
  const state = listed(toolchain, target)?.state;
  return state?.kind !== 'broken' || state.links;
}

/** The target as the manifest describes it. */
export function listed({ manifest }: Toolchain, target: Target): TargetInfo | undefined {
  return manifest.targets.find((info) => targetName(info) === targetName(target));
}
