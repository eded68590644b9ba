// This file is responsible for the plain types that cross the seam between the page and its workers.
import type { Manifest } from '../toolchain/manifest.ts';
import type { StoredBundle } from './cache-store.ts';

/** A target with, where the architecture has them, the variant to build for (for example GOAMD64=v3). */
export interface BuildTarget {
  goos: string;
  goarch: string;
  /** Environment variable and value; absent means the release's default. */
  variant?: { variable: string; value: string };
}

/** A file of the project; `path` is relative to the project's root, with forward slashes. */
export interface ProjectFile {
  path: string;
  content: string | Uint8Array;
}

/** What a user can ask of `go build` beyond the target. Empty strings mean: not given. */
export interface BuildSettings {
  ldflags: string;
  tags: string;
  gcflags: string;
  asmflags: string;
  /** 'default' passes no -buildmode, which is not the same as -buildmode=exe (it changes android and darwin). */
  buildmode: 'default' | 'pie' | 'c-shared';
  trimpath: boolean;
  /** GOEXPERIMENT and GOFIPS140. */
  experiment: string;
  fips140: string;
}

/** One build, as data. */
export interface BuildRequest {
  files: ProjectFile[];
  target: BuildTarget;
  settings?: BuildSettings;
}

/** Where a build is; `fetch` counts bytes over the wire, `compile` packages, both without guessing. */
export type BuildProgress =
  | { phase: 'fetch'; loaded: number; total: number }
  | { phase: 'compile'; done: number; total: number; package: string }
  | { phase: 'link' };

/** What a build tells while it goes on. */
export type BuildEvent = { type: 'progress'; progress: BuildProgress } | { type: 'output'; text: string };

/** A message of the compiler, at Go's own 1-based line and column (column counts bytes, as Go does). */
export interface Diagnostic {
  /** Path relative to the project's root. */
  file: string;
  line: number;
  /** Absent when Go names none. */
  column?: number;
  message: string;
  severity: 'error' | 'warning';
}

/** Milliseconds of the phases of a build. */
export interface BuildTimes {
  fetch: number;
  build: number;
  total: number;
}

/** The linked executable. */
export interface Binary {
  bytes: Uint8Array<ArrayBuffer>;
  /** Lower-case hex SHA-256 of the bytes. */
  sha256: string;
  /** The name that `go build` itself would give, ending included (hello, hello.exe, hello.wasm where Go says so). */
  name: string;
}

/** How a build ended by itself. Cancelling is the page's doing and has no result. */
export type BuildResult =
  /** `go` exited, with any code: compile errors are here. */
  | {
      status: 'exit';
      exitCode: number;
      output: string;
      diagnostics: Diagnostic[];
      binary?: Binary;
      times: BuildTimes;
    }
  /** A trap, a stack overflow or a bug of the host. */
  | { status: 'crash'; message: string; output: string };

/** A prepared file could not be had; the page offers to try again. */
export interface ToolchainProblem {
  /** URL path of the file, relative to the site. */
  file: string;
  /** What was wrong: an HTTP status, a wrong size, a wrong hash, a network error. */
  reason: string;
}

/** Either what was asked for, or the prepared file that could not be had. (comlink keeps only the message of an error.) */
export type OrProblem<T> = { ok: T } | { problem: ToolchainProblem };

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
export interface BuildCalls {
  /**
   * Called first. `folder` is the URL of the release's folder; `modules` are tools that another worker has compiled;
   * `onNotKept` is told when the browser refuses to keep files or compiled packages for the next visit.
   */
  open(
    folder: string,
    manifest: Manifest,
    modules: [string, WebAssembly.Module][],
    onNotKept: () => void,
  ): void;
  /** The manifest after more packs have been prepared. */
  update(manifest: Manifest): void;
  /** Fetches what building the request will open. Resolves when it is there. */
  load(request: BuildRequest, onProgress: (loaded: number, total: number) => void): Promise<OrProblem<void>>;
  build(request: BuildRequest, onEvent: (event: BuildEvent) => void): Promise<OrProblem<BuildResult>>;
  /**
   * Builds and throws the result away, unless std would have to be compiled. Each `round` but 0 changes the program a
   * little. A program that does not compile is no failure.
   */
  warmUp(request: BuildRequest, round: number): Promise<void>;
  /** What of std the build would have to compile; empty when that is little. Fetches what is needed to tell. */
  stale(request: BuildRequest, onEvent: (event: BuildEvent) => void): Promise<OrProblem<StalePackage[]>>;
  /**
   * Compiles packages of std and what they depend on, keeps that for the next visit, and hands it out. Undefined when
   * nothing was compiled.
   */
  compile(
    request: BuildRequest,
    packages: string[],
    onEvent: (event: BuildEvent) => void,
  ): Promise<OrProblem<StoredBundle | undefined>>;
  /** Takes over what other workers have compiled. */
  mount(bundles: StoredBundle[]): void;
  /** Drops what is held of a target's pack. */
  forget(target: string): void;
  /** Drops kept files and compiled packages that the manifest has no use for: those of older releases. */
  dropOthers(): Promise<void>;
  /** The compiled tools, for a worker that takes over. */
  modules(): [string, WebAssembly.Module][];
}

/** One run of a wasip1 binary. */
export interface RunRequest {
  bytes: Uint8Array;
  /** argv[0] included. */
  argv: string[];
  env: string[];
  /** All of standard input. */
  stdin: Uint8Array;
  /** Files below the program's working directory. */
  files: ProjectFile[];
}

/** What a run tells: output in order, then its end. */
export type RunEvent =
  | { type: 'output'; stream: 'stdout' | 'stderr'; bytes: Uint8Array }
  | { type: 'exit'; exitCode: number }
  | { type: 'crash'; message: string };

/** What the page can ask of a run worker. Stopping the program is terminating the worker. */
export interface RunCalls {
  run(request: RunRequest, onEvent: (event: RunEvent) => void): void;
}

/** Targets to have for use without a network. */
export interface AheadRequest {
  /** URL of the release's folder, with a slash at the end. */
  folder: string;
  manifest: Manifest;
  /** The project as it is: what it imports is what it needs. */
  files: ProjectFile[];
  targets: BuildTarget[];
}

/** Bytes over the wire, and how many of them this browser does not have yet. */
export interface AheadSize {
  /** For the packages that the project needs. */
  project: { size: number; missing: number };
  /** For all that the targets' packs hold. */
  whole: { size: number; missing: number };
}

/** 'refused': the browser does not keep (all of) it, for lack of space or in a private window. */
export type AheadResult = 'kept' | 'refused';

/** What the page can ask of the storage worker. Cancelling is terminating it; what was fetched so far stays. */
export interface StorageCalls {
  /** Bytes that this browser keeps of the toolchain, and of what it compiled. */
  sizes(): Promise<{ toolchain: number; compiled: number }>;
  clear(kind: 'toolchain' | 'compiled'): Promise<void>;
  aheadSize(request: AheadRequest): Promise<OrProblem<AheadSize>>;
  /** Fetches what is missing; `onBytes` counts bytes over the wire as they come. */
  fetchAhead(
    request: AheadRequest,
    whole: boolean,
    onBytes: (count: number) => void,
  ): Promise<OrProblem<AheadResult>>;
}
