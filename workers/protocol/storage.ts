// What the page can ask of the storage worker, and what it is told.
import type { ProjectFile } from '../../src/project/file.ts';
import type { Target } from '../../src/project/target.ts';
import type { Manifest } from '../../toolchain/manifest.ts';
import type { Listener } from './listener.ts';
import type { OrProblem } from './problem.ts';

/** Targets to have for use without a network. */
export interface AheadRequest {
  /** URL of the release's folder, with a slash at the end. */
  folder: string;
  manifest: Manifest;
  /** The project as it is: what it imports is what it needs. */
  files: ProjectFile[];
  targets: Target[];
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
    onBytes: Listener<number>,
  ): Promise<OrProblem<AheadResult>>;
}
