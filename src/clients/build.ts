// One build as the page asks for it and shows it; BuildClient makes a go command of it.
import type { Diagnostic } from '../project/diagnostic.ts';
import type { ProjectFile } from '../project/file.ts';
import type { Settings } from '../project/settings.ts';
import type { Target } from '../project/target.ts';
import type { GoProgress } from '../../workers/protocol/go.ts';
import type { TracedCall } from '../../workers/protocol/trace.ts';

/** One build, as data. */
export interface BuildRequest {
  files: ProjectFile[];
  target: Target;
  settings?: Settings;
  /** Whether to tell of every system call of go and its tools. */
  isTraced?: boolean;
}

/** Where a build is. */
export type BuildProgress = GoProgress;

/** What a build tells while it goes on. */
export type BuildEvent =
  | { type: 'progress'; progress: BuildProgress }
  | { type: 'output'; text: string }
  | { type: 'calls'; calls: TracedCall[] };

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
