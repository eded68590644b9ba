// One run of the go command on a mounted project: with which environment, and what it prints.
import { targetName, type Target } from '../../src/project/target.ts';
import { buildVariables } from '../../src/project/settings.ts';
import type { TargetInfo } from '../../toolchain/manifest.ts';
import { goEnvironment } from './environment.ts';
import { foreignTool } from './foreign-tool.ts';
import { workFolder } from './mounted-project.ts';
import { ProcessTable } from '../process/process.ts';
import type { GoCommand } from '../protocol/go.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { findingsOf, type Finding } from './vet-output.ts';
import { inputOf, OutputStream } from '../wasi/descriptors.ts';
import type { WatchedCall } from '../wasi/trace.ts';

/** How go ended. */
export interface GoRun {
  exitCode: number;
  /** Both streams, in order. */
  output: string;
  stdout: string;
  /** What the vet tool has found, as it tells go; nothing of packages whose findings go has kept. */
  findings: Finding[];
  /** Which process crashed, and how. */
  crash?: string;
}

/** Told of what happens while go runs. */
export interface GoRunEvents {
  onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
  /** Told of every process before it runs. */
  onSpawn?: (argv: string[]) => void;
  /** What a program that is no tool prints, as it does. */
  onProgram?: (text: string) => void;
  /** Told of every system call of go and its tools when it has ended. */
  onCall?: (argv: string[], call: WatchedCall) => void;
}

type Variables = readonly (readonly [name: string, value: string])[];

/** GOFLAGS that let the prepared packages fit; those of the user follow and win. */
function withFlags(env: Variables): Variables {
  const own = env.findLast(([name]) => name === 'GOFLAGS')?.[1] ?? '';
  return [
    ...env.filter(([name]) => name !== 'GOFLAGS'),
    ['GOFLAGS', `-trimpath -buildvcs=false ${own}`.trim()],
  ];
}

/** What go itself exits with when it is called wrongly (cmd/go/main.go). */
const usageExitCode = 2;

/**
 * Runs `go ARGS` in the mounted project for the command's target and settings; the command's own arguments are not looked
 * at. Unless the command confines programs, only tools of the release run: what they build is foreign code. No flag can put a
 * program in the place of a tool. Throws ToolchainError.
 */
export function runGo(
  toolchain: Toolchain,
  {
    target,
    settings,
    stdin = new Uint8Array(0),
    env = [],
    cwd = '',
    asTyped,
    programs,
  }: Omit<GoCommand, 'args' | 'files'>,
  args: string[],
  { onOutput, onSpawn, onProgram, onCall }: GoRunEvents = {},
): GoRun {
  const printed = new Printed(onOutput);
  const foreign = foreignTool(args, env, Object.keys(toolchain.manifest.tools));
  if (foreign) {
    printed
      .stream('stderr')
      .write(new TextEncoder().encode(`go: ${foreign} is not a tool of this release\n`));
    return { exitCode: usageExitCode, ...printed.end(), findings: [] };
  }
  const findings: Finding[] = [];
  const program = new TextDecoder();
  const processes = new ProcessTable({
    root: toolchain.root,
    memories: toolchain.memories,
    programs: programs ?? 'refused',
    overhear: (path) =>
      isTool(path) ? undefined : (bytes) => onProgram?.(program.decode(bytes, { stream: true })),
    onExit: (argv) => void findings.push(...findingsOf(argv, toolchain.root)),
    tool: (name) => toolchain.tool(name),
    // A port without a compiler: the tools then refuse to tell their version, which is how go finds out.
    versionLine: (name) => (hasCompiler(toolchain, target) ? toolchain.versionLine(name) : undefined),
    ...(onSpawn && { onSpawn }),
    ...(onCall && { onCall }),
  });
  toolchain.touchCache();
  const variables = [...(asTyped ? withFlags(env) : env), ...buildVariables(target, settings)];
  const exitCode = processes.run({
    path: '/goroot/bin/go',
    argv: ['go', ...args],
    env: [...goEnvironment, ...variables.map(([name, value]) => `${name}=${value}`)],
    cwd: cwd === '' ? workFolder : `${workFolder}/${cwd}`,
    fds: [inputOf(stdin), printed.stream('stdout'), printed.stream('stderr')],
  });
  const [crash] = processes.crashes;
  return {
    exitCode,
    ...printed.end(),
    findings,
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

function isTool(path: string): boolean {
  return path.startsWith('/goroot/');
}

function hasCompiler(toolchain: Toolchain, target: Target): boolean {
  const state = listed(toolchain, target)?.state;
  return state?.kind !== 'broken' || state.links;
}

/** The target as the manifest describes it. */
export function listed({ manifest }: Toolchain, target: Target): TargetInfo | undefined {
  return manifest.targets.find((info) => targetName(info) === targetName(target));
}
