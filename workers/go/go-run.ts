// One run of the go command on a mounted project: with which environment, and what it prints.
import { targetName, type Target } from '../../src/project/target.ts';
import { buildVariables } from '../../src/project/settings.ts';
import type { TargetInfo } from '../../toolchain/manifest.ts';
import { goEnvironment } from './environment.ts';
import { workFolder } from './mounted-project.ts';
import { ProcessTable } from '../process/process.ts';
import type { GoCommand } from '../protocol/go.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { inputOf, OutputStream } from '../wasi/descriptors.ts';

/** How go ended. */
export interface GoRun {
  exitCode: number;
  /** Both streams, in order. */
  output: string;
  stdout: string;
  /** Which process crashed, and how. */
  crash?: string;
}

/** Told of what happens while go runs. */
export interface GoRunEvents {
  onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
  /** Told of every process before it runs. */
  onSpawn?: (argv: string[]) => void;
}

/**
 * Runs `go ARGS` in the mounted project for the command's target and settings; the command's own arguments are not looked
 * at. Only tools of the release run: what they build is foreign code. Throws ToolchainError.
 */
export function runGo(
  toolchain: Toolchain,
  { target, settings, stdin = new Uint8Array(0) }: Omit<GoCommand, 'args' | 'files'>,
  args: string[],
  { onOutput, onSpawn }: GoRunEvents = {},
): GoRun {
  const printed = new Printed(onOutput);
  const processes = new ProcessTable({
    root: toolchain.root,
    memories: toolchain.memories,
    toolsOnly: true,
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
    fds: [inputOf(stdin), printed.stream('stdout'), printed.stream('stderr')],
  });
  const [crash] = processes.crashes;
  return {
    exitCode,
    ...printed.end(),
    ...(crash && { crash: `${crash.argv[0] ?? 'go'} crashed: ${crash.message}` }),
  };
}

/** What both streams have printed so far. */
class Printed {
  #output = '';
  #stdout = '';
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  constructor(readonly onOutput: GoRunEvents['onOutput']) {}

  stream(name: 'stdout' | 'stderr'): OutputStream {
    return new OutputStream((bytes) => this.#add(name, this.#decoders[name].decode(bytes, { stream: true })));
  }

  /** The texts, a character that was cut off at the end included. */
  end(): { output: string; stdout: string } {
    for (const name of ['stdout', 'stderr'] as const) this.#add(name, this.#decoders[name].decode());
    return { output: this.#output, stdout: this.#stdout };
  }

  #add(name: 'stdout' | 'stderr', text: string): void {
    if (text === '') return;
    this.#output += text;
    if (name === 'stdout') this.#stdout += text;
    this.onOutput?.(name, text);
  }
}

function hasCompiler(toolchain: Toolchain, target: Target): boolean {
  const state = listed(toolchain, target)?.state;
  return state?.kind !== 'broken' || state.links;
}

/** The target as the manifest describes it. */
export function listed({ manifest }: Toolchain, target: Target): TargetInfo | undefined {
  return manifest.targets.find((info) => targetName(info) === targetName(target));
}
