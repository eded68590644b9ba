// Runs one program that the user has built: alone, with the limits it is given, suspended while it waits where that can be.
import { WASIProcExit, type Fd } from '@bjorn3/browser_wasi_shim';
import { Preopen } from '../wasi/descriptors.ts';
import type { Folder } from '../wasi/folder.ts';
import { Preview1 } from '../wasi/preview1.ts';
import { limitMemory } from './memory-limit.ts';

/** What is needed to run a program. */
export interface ProgramStart {
  /** The WebAssembly module. */
  bytes: Uint8Array;
  argv: string[];
  /** NAME=value; PWD is added. */
  env: string[];
  /** Absolute. */
  cwd: string;
  /** Standard input, output and error. */
  fds: Fd[];
  root: Folder;
  /** The most memory the program may take, in bytes. */
  memory: number;
  /** Told before the process sleeps or waits. */
  onIdle?: () => void;
  /** Changes the imports, to watch the calls; called with them as they are. */
  watch?: ((imports: WebAssembly.ModuleImports, process: Preview1) => WebAssembly.ModuleImports) | undefined;
}

/** How a program ended by itself, and the most bytes of memory it had. */
export type ProgramEnd = { memory: number } & (
  | { status: 'exit'; exitCode: number }
  /** A trap or a stack overflow. */
  | { status: 'crash'; message: string }
  /** It is no WebAssembly, or imports what a WASI host does not have. */
  | { status: 'unusable' }
);

/** JavaScript Promise Integration, which TypeScript does not know yet (https://webassembly.github.io/js-promise-integration/js-api/). */
interface PromiseIntegration {
  Suspending: new (call: unknown) => WebAssembly.ImportValue;
  promising: (call: unknown) => () => Promise<unknown>;
}

const { Suspending, promising } = WebAssembly as unknown as Partial<PromiseIntegration>;

/** Whether this browser can suspend a process. */
export const canSuspend = Suspending !== undefined && promising !== undefined;

/** The calls that wait. */
const waitingCalls = ['fd_read', 'poll_oneoff'];

/**
 * Runs a program to its end. What a descriptor throws that is no Errno ends the program and rejects. When a descriptor
 * waits by promise, `canSuspend` must hold and only wasm lie between the program and us, which is so here.
 */
export async function runProgram(start: ProgramStart): Promise<ProgramEnd> {
  const { argv, env, cwd, fds, root, onIdle, watch } = start;
  const module = await compile(start);
  if (!module) return { status: 'unusable', memory: 0 };
  const process = new Preview1(argv, [...env, `PWD=${cwd}`], [...fds, new Preopen(root)], onIdle);
  const calls = suspendable(watch?.(process.wasiImport, process) ?? process.wasiImport);
  const instance = await instantiate(module, calls);
  if (!instance) return { status: 'unusable', memory: 0 };
  process.inst = instance as typeof process.inst;
  const memory = () => (instance.exports['memory'] as WebAssembly.Memory).buffer.byteLength;
  try {
    const run = instance.exports['_start'];
    await (canSuspend ? promising!(run) : (run as () => unknown))();
    return { status: 'exit', exitCode: 0, memory: memory() };
  } catch (thrown) {
    if (thrown instanceof WASIProcExit) return { status: 'exit', exitCode: thrown.code, memory: memory() };
    if (!isCrash(thrown)) throw thrown;
    return { status: 'crash', message: `${thrown.name}: ${thrown.message}`, memory: memory() };
  }
}

/** A trap, or a stack overflow: a RangeError, in Firefox an InternalError. */
function isCrash(thrown: unknown): thrown is Error {
  if (thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError) return true;
  return thrown instanceof Error && thrown.name === 'InternalError';
}

function suspendable(calls: WebAssembly.ModuleImports): WebAssembly.ModuleImports {
  if (!canSuspend) return calls;
  const waiting = waitingCalls.map((name) => [name, new Suspending!(calls[name])]);
  return { ...calls, ...(Object.fromEntries(waiting) as WebAssembly.ModuleImports) };
}

/** The module, or undefined for what is no program of this host. */
async function compile({ bytes, memory }: ProgramStart): Promise<WebAssembly.Module | undefined> {
  const limited = limitMemory(bytes, memory);
  if (!limited) return undefined;
  try {
    const module = await WebAssembly.compile(limited as Uint8Array<ArrayBuffer>);
    // js/wasm imports from "gojs"; an engine would answer that with a TypeError, which any bug of ours could throw as well.
    const others = WebAssembly.Module.imports(module).some(({ module: from }) => from !== hostModule);
    return others ? undefined : module;
  } catch (thrown) {
    if (thrown instanceof WebAssembly.CompileError) return undefined;
    throw thrown;
  }
}

const hostModule = 'wasi_snapshot_preview1';

async function instantiate(
  module: WebAssembly.Module,
  calls: WebAssembly.ModuleImports,
): Promise<WebAssembly.Instance | undefined> {
  try {
    const instance = await WebAssembly.instantiate(module, { [hostModule]: calls });
    const { memory, _start } = instance.exports;
    return memory instanceof WebAssembly.Memory && typeof _start === 'function' ? instance : undefined;
  } catch (thrown) {
    if (thrown instanceof WebAssembly.LinkError) return undefined;
    throw thrown;
  }
}
