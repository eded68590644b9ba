// What the page can ask of a build worker, and what it is told.
import type { Diagnostic } from '../../src/project/diagnostic.ts';
import type { ProjectFile } from '../../src/project/file.ts';
import type { Settings } from '../../src/project/settings.ts';
import type { Target } from '../../src/project/target.ts';
import type { Manifest } from '../../toolchain/manifest.ts';
import type { OrProblem } from './problem.ts';

/** One build, as data. */
export interface BuildRequest {
  files: ProjectFile[];
  target: Target;
  settings?: Settings;
}

/** Where a build is; `fetch` counts bytes over the wire, `compile` packages, both without guessing. */
export type BuildProgress =
  | { phase: 'fetch'; loaded: number; total: number }
  | { phase: 'compile'; done: number; total: number; package: string }
  | { phase: 'link' };

/** What a build tells while it goes on. */
export type BuildEvent = { type: 'progress'; progress: BuildProgress } | { type: 'output'; text: string };

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

/** The new entries of GOCACHE that one build made, as kept. */
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
  ): Promise<OrProblem<KeptBundle | undefined>>;
  /** Takes over what other workers have compiled. */
  mount(bundles: KeptBundle[]): void;
  /** Drops what is held of a target's pack. */
  forget(target: string): void;
  /** Drops kept files and compiled packages that the manifest has no use for: those of older releases. */
  dropOthers(): Promise<void>;
  /** The compiled tools, for a worker that takes over. */
  modules(): [string, WebAssembly.Module][];
}
