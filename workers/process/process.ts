// Processes: spawn, wait and pipes, run to their exit inside the parent's host call.
import { ToolchainError } from '../../src/project/toolchain-error.ts';
import { wasi, type Fd } from '@bjorn3/browser_wasi_shim';
import { Confinement } from './confinement.ts';
import { MemoryPool } from './memory-pool.ts';
import { Descriptor, OutputStream, Pipe, Preopen } from '../wasi/descriptors.ts';
import { Errno, returningErrno } from '../wasi/errno.ts';
import type { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';
import { existing } from '../wasi/paths.ts';
import { Preview1 } from '../wasi/preview1.ts';
import { CallTrace, type WatchedCall } from '../wasi/trace.ts';

/** Where the tools lie in the file system: GOROOT/pkg/tool/GOHOSTOS_GOHOSTARCH. */
export const toolFolder = '/goroot/pkg/tool/wasip1_wasm';

/** What is needed to start a process. `fds` are shared with the parent, positions included. */
export interface ProcessStart {
  /** Absolute path of the executable. */
  path: string;
  argv: string[];
  env: string[];
  cwd: string;
  fds: (Fd | undefined)[];
}

/** A process that did not exit but died of a trap, a stack overflow or a bug of the host. */
export interface ProcessCrash {
  argv: string[];
  message: string;
}

/**
 * What becomes of a file that is to run and is no tool of the release. 'refused': it is not executable (EACCES). 'confined': it
 * starts no processes, and sees what confinement.ts gives it. 'free': it is as any tool.
 */
export type Programs = 'refused' | 'confined' | 'free';

/** What the process host asks of its owner. */
export interface ProcessOptions {
  root: Folder;
  /** The compiled tool, by name (compile, link, ...); undefined when the release has none of that name. Called at each start. */
  tool: (name: string) => WebAssembly.Module | undefined;
  /** What the tool prints for -V=full, when known beforehand; saves starting it. */
  versionLine: (name: string) => string | undefined;
  /** What becomes of programs that are no tools; 'free' when absent. */
  programs?: Programs;
  /** Where tools take their memories from; when it outlives the table, the next build is faster. */
  memories?: MemoryPool;
  /** Told of every process before it runs. */
  onSpawn?: (argv: string[]) => void;
  /**
   * Asked at each start, with the path of the executable, who is to hear what the process writes to stdout and stderr while it
   * does: whoever started it reads that at its end. The bytes are valid only during the call.
   */
  overhear?: (path: string) => ((bytes: Uint8Array) => void) | undefined;
  /** Told of every system call when it has ended. */
  onCall?: (argv: string[], call: WatchedCall) => void;
  /** Told of every process after it ended, with the milliseconds it took and the bytes of memory it held. */
  onExit?: (argv: string[], exitCode: number, milliseconds: number, memory: number) => void;
}

/** Exit code of a crashed process: what Go's runtime uses for a fatal error. */
const crashExitCode = 2;

/** Tools that start no others and whose heap stays small. */
const leafTools = new Set(['compile', 'link', 'vet', 'asm']);

/** Source files of a package that is big for the compiler: runtime has some 200, the usual package ten. */
const manyFiles = 60;

/**
 * Fewer garbage collections for tools whose heap stays small: the first comes at 64 MB. As much as none at all gives, 8 %
 * off a build with net/http. A big package is compiled with Go's default, because there memory itself costs the time. The
 * user's own GOGC stands, and go, whose environment reaches tests, has none.
 */
function collectorOf(name: string | undefined, { argv, env }: ProcessStart): string[] {
  const leaf = name !== undefined && leafTools.has(name);
  if (!leaf || env.some((entry) => entry.startsWith('GOGC='))) return [];
  const files = argv.filter((argument) => argument.endsWith('.go')).length;
  return files > manyFiles ? [] : ['GOGC=1600', 'GOMEMLIMIT=1GiB'];
}

/** Runs processes on one file system. One at a time: a parent stands still in its spawn until the child has exited. */
export class ProcessTable {
  /** Processes that crashed, in order. */
  readonly crashes: ProcessCrash[] = [];
  readonly #options: ProcessOptions;
  readonly #exitCodes = new Map<number, number>();
  readonly #memories: MemoryPool;
  /** Go takes 3 for the process's own number on wasip1 (src/syscall/syscall_wasip1.go Getpid). */
  #nextPid = 100;

  constructor(options: ProcessOptions) {
    this.#options = options;
    this.#memories = options.memories ?? new MemoryPool();
  }

  /** Starts a process and returns its exit code. Throws Errno when there is nothing to run at the path (ENOENT, ENOEXEC). */
  run(start: ProcessStart): number {
    const { onSpawn, onExit } = this.#options;
    const name = this.#toolName(start.path);
    if (name !== undefined && this.#answerVersion(name, start)) return 0;
    const module = name === undefined ? this.#executable(start.path) : this.#tool(name);
    onSpawn?.(start.argv);
    const began = performance.now();
    const { exitCode, memory } = this.#execute(module, name, start);
    onExit?.(start.argv, exitCode, performance.now() - began, memory);
    return exitCode;
  }

  #toolName(path: string): string | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return path === `${toolFolder}/${name}` || path === `/goroot/bin/${name}` ? name : undefined;
  }

  #tool(name: string): WebAssembly.Module {
    const module = this.#options.tool(name);
    if (!module) throw new Errno(wasi.ERRNO_NOENT);
    return module;
  }

  /** `go` asks each tool for its version in every build; the answer never changes for a release. */
  #answerVersion(name: string, { argv, fds }: ProcessStart): boolean {
    const line = argv.length === 2 && argv[1] === '-V=full' ? this.#options.versionLine(name) : undefined;
    const stdout = fds[1];
    if (line === undefined || !(stdout instanceof Descriptor)) return false;
    stdout.write(new TextEncoder().encode(line));
    return true;
  }

  #executable(path: string): WebAssembly.Module {
    const file = existing(this.#options.root, path, true);
    if (!(file instanceof RegularFile) || this.#options.programs === 'refused')
      throw new Errno(wasi.ERRNO_ACCES);
    const { bytes } = file;
    if (bytes[0] !== 0 || bytes[1] !== 0x61 || bytes[2] !== 0x73 || bytes[3] !== 0x6d)
      throw new Errno(wasi.ERRNO_NOEXEC);
    return orNoExec(() => new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>));
  }

  #execute(
    module: WebAssembly.Module,
    tool: string | undefined,
    start: ProcessStart,
  ): { exitCode: number; memory: number } {
    const inherited = start.env.filter((entry) => !entry.startsWith('PWD='));
    const env = [...inherited, `PWD=${start.cwd}`, ...collectorOf(tool, start)];
    const confinement = tool === undefined ? this.#confine(start) : undefined;
    const root = confinement?.root ?? this.#options.root;
    const fds = overheard(start.fds, this.#options.overhear?.(start.path));
    const preview1 = new Preview1(start.argv, env, [...fds, new Preopen(root)]);
    const borrowed = tool === undefined ? undefined : new BorrowedMemory(this.#memories);
    const proc = { ...this.#procCalls(preview1), ...borrowed?.imports };
    // Who may start a tool could have it write anywhere.
    const calls = this.#watched(start.argv, preview1);
    const imports = { wasi_snapshot_preview1: calls, ...(!confinement && { proc }) };
    if (importsOthers(module, imports)) throw new Errno(wasi.ERRNO_NOEXEC);
    const instance = orNoExec(() => new WebAssembly.Instance(module, imports as WebAssembly.Imports));
    const exports = instance.exports as { memory: WebAssembly.Memory; _start: () => unknown };
    let exitCode: number;
    try {
      exitCode = preview1.start({ exports });
    } catch (thrown) {
      // Not the program's fault; through the parents, too, it reaches whoever can fetch the file again.
      if (thrown instanceof ToolchainError) throw thrown;
      exitCode = crashExitCode;
      this.#crashed(start, thrown, confinement !== undefined);
    } finally {
      borrowed?.giveBack();
      confinement?.handOver();
    }
    return { exitCode, memory: borrowed?.end ?? exports.memory.buffer.byteLength };
  }

  #watched(argv: string[], { wasiImport, memory }: Preview1): WebAssembly.ModuleImports {
    const { onCall } = this.#options;
    if (!onCall) return wasiImport;
    return new CallTrace(memory, (call) => onCall(argv, call)).watch(wasiImport);
  }

  #confine({ path }: ProcessStart): Confinement | undefined {
    return this.#options.programs === 'confined' ? new Confinement(this.#options.root, path) : undefined;
  }

  /** How a confined program ends is a result like any other. */
  #crashed({ argv, fds }: ProcessStart, thrown: unknown, isConfined: boolean): void {
    const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    if (!isConfined) this.crashes.push({ argv, message });
    const stderr = fds[2];
    if (!(stderr instanceof Descriptor)) return;
    stderr.write(new TextEncoder().encode(`${argv[0] ?? 'process'}: crashed: ${message}\n`));
  }

  /** The imports of module "proc", the contract with the overlay (toolchain/README.md). */
  #procCalls(parent: Preview1) {
    const { memory, table } = parent;
    return {
      spawn: returningErrno(
        (request: number, length: number, files: number, count: number, pidPointer: number) => {
          const strings = memory.string(request, length).split('\0').slice(0, -1);
          const fds = Array.from(
            { length: count },
            (_, i) => table.fds[memory.view.getInt32((files >>> 0) + 4 * i, true)],
          );
          const exitCode = this.run({ ...parseSpawn(strings), fds });
          const pid = this.#nextPid++;
          this.#exitCodes.set(pid, exitCode);
          memory.view.setInt32(pidPointer >>> 0, pid, true);
        },
      ),
      wait: returningErrno((pid: number, statusPointer: number) => {
        const exitCode = this.#exitCodes.get(pid);
        if (exitCode === undefined) throw new Errno(wasi.ERRNO_CHILD);
        this.#exitCodes.delete(pid);
        memory.view.setInt32(statusPointer >>> 0, exitCode, true);
      }),
      /** The SHA-256 of a file whose content never changes; ENOTSUP means: read it yourself. */
      file_hash: returningErrno((path: number, length: number, digestPointer: number) => {
        const file = existing(this.#options.root, memory.string(path, length), true);
        const digest = file instanceof RegularFile ? file.digest?.() : undefined;
        if (!digest) throw new Errno(wasi.ERRNO_NOTSUP);
        memory.slice(digestPointer, digest.length).set(digest);
      }),
      pipe: returningErrno((fdsPointer: number) => {
        const pipe = new Pipe();
        memory.view.setInt32(fdsPointer >>> 0, table.add(pipe.reader), true);
        memory.view.setInt32((fdsPointer >>> 0) + 4, table.add(pipe.writer), true);
      }),
    };
  }
}

/** Standard output and error, heard on the way; a stream that is both stays one. */
function overheard(
  fds: ProcessStart['fds'],
  hear: ((bytes: Uint8Array) => void) | undefined,
): ProcessStart['fds'] {
  if (!hear) return fds;
  const streams = new Map<Fd, Fd>();
  for (const stream of fds.slice(1)) {
    if (!(stream instanceof Descriptor)) continue;
    const heard = new OutputStream((bytes) => {
      hear(bytes);
      stream.write(bytes);
    });
    streams.set(stream, heard);
  }
  return fds.map((fd, i) => (i > 0 && fd && streams.get(fd)) || fd);
}

/** The memory of one tool's process, and how far the process has used it. */
class BorrowedMemory {
  /** End of the memory that the process has taken into use, in bytes; undefined until it says so. */
  end: number | undefined;
  readonly #pool: MemoryPool;
  readonly #memory: WebAssembly.Memory;

  constructor(pool: MemoryPool) {
    this.#pool = pool;
    this.#memory = pool.take();
  }

  /** The part of module "proc" that is about memory (toolchain/README.md). */
  get imports() {
    const brk = (end: number) => void (this.end = Math.max(this.end ?? 0, end >>> 0));
    return { memory: this.#memory, brk };
  }

  /** A process that died before it told its first break leaves a memory that nobody can clear. */
  giveBack(): void {
    if (this.end !== undefined) this.#pool.giveBack(this.#memory, this.end);
  }
}

/**
 * Whether a module is made for another host: js/wasm imports from "gojs". (An engine answers a missing import module with a
 * TypeError, which any bug of ours could throw as well: https://webassembly.github.io/spec/js-api/#read-the-imports.)
 */
function importsOthers(module: WebAssembly.Module, imports: object): boolean {
  return WebAssembly.Module.imports(module).some(({ module: name }) => !Object.hasOwn(imports, name));
}

/** ENOEXEC for a module that is damaged, or that imports what this host does not have. */
function orNoExec<T>(start: () => T): T {
  try {
    return start();
  } catch (thrown) {
    const unusable = thrown instanceof WebAssembly.CompileError || thrown instanceof WebAssembly.LinkError;
    throw unusable ? new Errno(wasi.ERRNO_NOEXEC) : thrown;
  }
}

/** A spawn request: path, working directory, then arguments marked "a" and environment entries marked "e". */
function parseSpawn(strings: string[]): { path: string; cwd: string; argv: string[]; env: string[] } {
  const [path = '', cwd = '/', ...rest] = strings;
  const marked = (mark: string) => rest.filter((text) => text.startsWith(mark)).map((text) => text.slice(1));
  const absolute = path.startsWith('/') ? path : `${cwd}/${path}`;
  return { path: absolute, cwd, argv: marked('a'), env: marked('e') };
}
