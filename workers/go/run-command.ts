// One go command from beginning to end: plan, fetch, mount, run, take what came out.
import type { GoCommand, GoEvent, GoResult, OutputFile } from '../protocol/go.ts';
import type { TracedCall } from '../protocol/trace.ts';
import { CallBatch } from '../wasi/call-batch.ts';
import { cacheNames, dropNew } from '../storage/go-cache.ts';
import { cacheFolder, type Toolchain } from '../toolchain/toolchain.ts';
import { messagesIn, parseDiagnostics } from './diagnostics.ts';
import { runGo, type GoRun, type GoRunEvents } from './go-run.ts';
import { MountedProject } from './mounted-project.ts';
import { fetchPlan, planOf, type CommandPlan } from './plan.ts';
import { progressReporter } from './progress.ts';
import { withAnalyzers } from './analyzer-names.ts';
import { commandLine, verbOf } from './verbs.ts';

/**
 * Runs a command. Throws ToolchainError when a prepared file cannot be had; every other end is a result. Afterwards nothing
 * of the project is held; what was fetched, and what go has compiled into GOCACHE, is, unless the command `forgets`.
 */
export async function runCommand(
  toolchain: Toolchain,
  command: GoCommand,
  onEvent: (event: GoEvent) => void,
  { forgets = false } = {},
): Promise<GoResult> {
  const began = performance.now();
  const plan = planOf(toolchain, command);
  await fetchPlan(toolchain, plan, (progress) => onEvent({ type: 'progress', progress }));
  const fetched = performance.now();
  const calls = new CallBatch<TracedCall>((told) => onEvent({ type: 'calls', calls: told }));
  const events = eventsOf(toolchain, plan, onEvent);
  if (command.isTraced) events.onCall = (argv, call) => calls.add({ process: nameOf(argv), ...call });
  const { run, changes } = runMounted(toolchain, command, events, forgets);
  calls.flush();
  const { exitCode, output, stdout, crash } = run;
  if (crash !== undefined) return { status: 'crash', message: crash, output };
  const ran = performance.now();
  const found = parseDiagnostics(messagesIn(output), verbOf(command.args).severity);
  const diagnostics = withAnalyzers(found, run.findings, toolchain.analyzers);
  const files = await changes;
  const times = { fetch: fetched - began, run: ran - fetched, total: performance.now() - began };
  return { status: 'exit', exitCode, output, stdout, diagnostics, files, times };
}

/** Nothing is awaited from mounting to unmounting: another command may begin as soon as this one waits for its hashes. */
function runMounted(
  toolchain: Toolchain,
  command: GoCommand,
  events: GoRunEvents,
  forgets: boolean,
): { run: GoRun; changes: Promise<OutputFile[]> } {
  const cache = toolchain.root.folder(cacheFolder);
  const before = forgets ? cacheNames(cache) : undefined;
  const project = new MountedProject(toolchain.root, command.files);
  try {
    const { args, settings, asTyped } = command;
    const run = runGo(toolchain, command, asTyped ? [...args] : commandLine(args, settings), events);
    return { run, changes: run.crash === undefined ? project.changes() : Promise.resolve([]) };
  } finally {
    project.unmount();
    if (before) dropNew(cache, before);
  }
}

/** argv[0] without folders. */
function nameOf([path = '']: string[]): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function eventsOf(toolchain: Toolchain, plan: CommandPlan, onEvent: (event: GoEvent) => void): GoRunEvents {
  const toCompile = plan.packages + toolchain.unprepared(plan).length;
  const onProcess = progressReporter(toCompile, (progress) => onEvent({ type: 'progress', progress }));
  return {
    onOutput: (stream, text) => onEvent({ type: 'output', stream, text }),
    onProgram: (text) => onEvent({ type: 'program', text }),
    onSpawn: (argv) => {
      onEvent({ type: 'process', argv });
      onProcess(argv);
    },
  };
}
