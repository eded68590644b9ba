// What the page can ask of a build worker, and what it is told: one go command as data.
import type { Diagnostic } from '../../src/project/diagnostic.ts';
import type { ProjectFile } from '../../src/project/file.ts';
import type { Settings } from '../../src/project/settings.ts';
import type { Target } from '../../src/project/target.ts';
import type { Manifest } from '../../toolchain/manifest.ts';
import type { Listener } from './listener.ts';
import type { OrProblem } from './problem.ts';
import type { TracedCall } from './trace.ts';

/** One run of the go command on a project. */
export interface GoCommand {
  /**
   * What stands behind `go`: the verb and what it is asked for, for example `['build', '.']` or `['vet', './...']`. The flags
   * that carry the settings, and where output goes, come from the verb's row in workers/go/verbs.ts.
   */
  args: readonly string[];
  files: readonly ProjectFile[];
  target: Target;
  settings: Settings;
  /** All of standard input; empty when absent. */
  stdin?: Uint8Array;
  /** Folder of the project in which go is started, without slashes around it; the root when absent. */
  cwd?: string;
  /**
   * True for what somebody has typed: nothing is put between the verb and its arguments, and what goes into the project stays
   * there. Only GOFLAGS gets what lets packs fit, in front of its own.
   */
  asTyped?: true;
  /** More variables of go's environment; those that choose the target and carry settings win. */
  env?: readonly (readonly [name: string, value: string])[];
  /**
   * 'confined' when what go builds or finds in the project may run: it sees the project and temporary folders of its own
   * (workers/process/confinement.ts). A worker in which that was allowed is thrown away. Refused when absent.
   */
  programs?: 'confined';
  /** Whether to tell of every system call of go and the tools it starts. */
  isTraced?: boolean;
}

/** Where a command is; `fetch` counts bytes over the wire, `compile` packages, both without guessing. */
export type GoProgress =
  FetchProgress | { phase: 'compile'; done: number; total: number; package: string } | { phase: 'link' };

/** Bytes over the wire. */
export interface FetchProgress {
  phase: 'fetch';
  loaded: number;
  total: number;
}

/** What a command tells while it goes on, in order. */
export type GoEvent =
  | { type: 'progress'; progress: GoProgress }
  /** A tool starts. */
  | { type: 'process'; argv: string[] }
  | { type: 'output'; stream: 'stdout' | 'stderr'; text: string }
  /** What a program that is no tool prints, as it does; go itself passes it on when the program has ended. */
  | { type: 'program'; text: string }
  /** Calls in the order in which they ended, many at a time. */
  | { type: 'calls'; calls: TracedCall[] };

/** Milliseconds of the phases of a command. */
export interface GoTimes {
  fetch: number;
  run: number;
  total: number;
}

/** A file that a command has made, changed or removed. */
export type OutputFile =
  | {
      change: 'made' | 'changed';
      /** 'out' is the folder for what verbs give: binaries. */
      place: 'project' | 'out';
      /** Path below the place, with forward slashes. */
      path: string;
      bytes: Uint8Array<ArrayBuffer>;
      /** Lower-case hex SHA-256 of the bytes. */
      sha256: string;
    }
  | { change: 'removed'; place: 'project'; path: string };

/** How a command ended by itself. Cancelling is the page's doing and has no result. */
export type GoResult =
  /** `go` exited, with any code: compile errors and findings are here. */
  | {
      status: 'exit';
      exitCode: number;
      /** Both streams, in order. */
      output: string;
      stdout: string;
      diagnostics: Diagnostic[];
      files: OutputFile[];
      times: GoTimes;
    }
  /** A trap, a stack overflow or a bug of the host. */
  | { status: 'crash'; message: string; output: string };

/** The new entries of GOCACHE that one command made, as kept. */
export interface BundleRecord {
  id: string;
  /** The release that made it; another release's entries are never hits. */
  release: string;
  /** Entry names such as ab/abcd...-d with their sizes, in the order of the content. */
  names: [name: string, size: number][];
  /** Bytes of all entries. */
  size: number;
  /** When it was last of use, milliseconds since the epoch. */
  used: number;
}

/** A kept bundle with its content, which stays on the disk until it is read. */
export interface KeptBundle extends BundleRecord {
  content: Blob;
}

/** A package of std that is in no cache. */
export interface StalePackage {
  /** Import path. */
  path: string;
  /** Bytes of Go source for the target. */
  size: number;
  /** Import paths of everything it depends on. */
  deps: string[];
}

/** What the page can ask of a build worker. Cancelling is terminating it. */
export interface GoCalls {
  /**
   * Called first. `folder` is the URL of the release's folder; `modules` are tools that another worker has compiled;
   * `onNotKept` is told when the browser refuses to keep files or compiled packages for the next visit.
   */
  open(
    folder: string,
    manifest: Manifest,
    modules: [string, WebAssembly.Module][],
    onNotKept: Listener<void>,
  ): void;
  /** The manifest after more packs have been prepared. */
  update(manifest: Manifest): void;
  /** Fetches what the command will open, by its plan. Resolves when it is there; it stays until `forget`. */
  load(command: GoCommand, onProgress: Listener<FetchProgress>): Promise<OrProblem<void>>;
  /** Runs the command. What it has mounted and written is gone when it has ended; what it compiled stays in GOCACHE. */
  run(command: GoCommand, onEvent: Listener<GoEvent>): Promise<OrProblem<GoResult>>;
  /**
   * Runs a build and throws the result away, unless std would have to be compiled. Each `round` but 0 changes the program a
   * little. A program that does not compile is no failure.
   */
  warmUp(command: GoCommand, round: number): Promise<void>;
  /** What of std the build would have to compile; empty when that is little. Fetches what is needed to tell. */
  stale(command: GoCommand, onEvent: Listener<GoEvent>): Promise<OrProblem<StalePackage[]>>;
  /**
   * Compiles packages of std and what they depend on, keeps that for the next visit, and hands it out. Undefined when
   * nothing was compiled.
   */
  compile(
    command: GoCommand,
    packages: string[],
    onEvent: Listener<GoEvent>,
  ): Promise<OrProblem<KeptBundle | undefined>>;
  /** What was compiled since the worker was opened, for one that takes over; undefined when nothing was. */
  compiled(): KeptBundle | undefined;
  /** Takes over what other workers have compiled. */
  mount(bundles: KeptBundle[]): void;
  /** Drops what is held of a target's pack. To be called when the target is not needed again soon. */
  forget(target: string): void;
  /** Drops kept files and compiled packages that the manifest has no use for: those of older releases. */
  dropOthers(): Promise<void>;
  /** A file of GOROOT, for example lib/wasm/wasm_exec.js; undefined when the release has none there. */
  gorootFile(path: string): Promise<OrProblem<Uint8Array<ArrayBuffer> | undefined>>;
  /** Import paths of the packages of std that programs may import; the target is one that has been prepared. */
  importable(target: Target): Promise<OrProblem<string[]>>;
  /** The compiled tools, for a worker that takes over. */
  modules(): [string, WebAssembly.Module][];
}
