// What the page can ask of a run worker, and what it is told.
import type { ProjectFile } from '../../src/project/file.ts';
import type { Listener } from './listener.ts';
import type { TracedCall } from './trace.ts';

/** Where a program's standard input comes from. */
export type RunInput =
  /** All of it, given beforehand. */
  | { kind: 'prepared'; bytes: Uint8Array }
  /** By `input` and `endInput`, while the program is suspended (WebAssembly.Suspending). */
  | { kind: 'suspend' }
  /** By synchronous requests to this address, which the service worker answers (workers/protocol/input.ts). */
  | { kind: 'request'; url: string }
  /** Through shared memory (workers/shared-input.ts says how). */
  | { kind: 'shared'; buffer: SharedArrayBuffer };

/** How far a program may go, in bytes. The page itself watches the time, and ends the worker. */
export interface RunLimits {
  /** Of both streams together. */
  output: number;
  memory: number;
  /** What the files may grow by. */
  disk: number;
}

/** One run of a wasip1 binary. */
export interface RunRequest {
  bytes: Uint8Array;
  /** argv[0] included. */
  argv: string[];
  /** NAME=value. */
  env: string[];
  /** Below the folder with the files, with forward slashes; "" is the folder itself. */
  cwd: string;
  /** The files that the program finds in the folder. */
  files: ProjectFile[];
  input: RunInput;
  limits: RunLimits;
  /** Whether to tell of every call of the program. */
  isTraced: boolean;
}

/** What a run tells while it goes on, in order. */
export type RunEvent =
  | { type: 'output'; stream: 'stdout' | 'stderr'; bytes: Uint8Array }
  /** Calls in order, many at a time. */
  | { type: 'calls'; calls: TracedCall[] }
  /** Whether the program waits for input and nothing else. */
  | { type: 'waiting'; isWaiting: boolean };

/** A file that the program has made, changed or removed: relative to the folder with the files, absolute elsewhere. */
export type RunFile =
  { path: string; change: 'added' | 'changed'; content: Blob } | { path: string; change: 'removed' };

/** How a run ended by itself. */
export type RunEnd = RunLeft &
  (
    | { status: 'exit'; exitCode: number }
    /** A trap, a stack overflow, or a fault of the host. */
    | { status: 'crash'; message: string }
    /** The file is no program for WASI preview 1. */
    | { status: 'unusable' }
    | { status: 'limit'; limit: 'output' }
  );

/** What a program leaves behind. */
export interface RunLeft {
  /** The most memory it had, in bytes. */
  memory: number;
  files: RunFile[];
}

/** What the page can ask of a run worker, once each but for `input`. Stopping the program is terminating the worker. */
export interface RunCalls {
  /** Resolves when the program has ended; all events came before. */
  run(request: RunRequest, onEvent: Listener<RunEvent>): Promise<RunEnd>;
  /** More standard input, for a program that gets it so. */
  input(bytes: Uint8Array): void;
  endInput(): void;
}
