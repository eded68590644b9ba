// What the page can ask of a run worker, and what it is told.
import type { ProjectFile } from '../../src/project/file.ts';
import type { Listener } from './listener.ts';

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
  run(request: RunRequest, onEvent: Listener<RunEvent>): void;
}
