// What a link carries, and why one cannot be read or made.
import type { PathProblem } from '../project/file-path.ts';
import type { ProjectFile } from '../project/file.ts';
import type { Settings } from '../project/settings.ts';
import type { Target } from '../project/target.ts';
import type { ForeignInput } from './foreign-inputs.ts';

/** What a link promises of a binary. */
export interface ExpectedBinary {
  /** Lower-case hex SHA-256 of the whole file. */
  readonly sha256: string;
  /** One byte for each part of the file (part-marks.ts), which tell where another one differs; empty when not known. */
  readonly marks: Uint8Array;
}

/** A target of a link. */
export interface LinkedTarget {
  readonly target: Target;
  /** Absent when nothing was built for it when the link was made. */
  readonly expected?: ExpectedBinary;
}

/** CRC-32 of what the expected binaries were made from, which tells an input that was changed afterwards. */
export interface InputRecord {
  /** Of the release and the settings. */
  readonly settings: number;
  /** Of each file, in the order of the link. */
  readonly files: readonly number[];
}

/** A whole project with what it is built for and with, and what that gives. */
export interface LinkedProject {
  /** The exact Go release, for example go1.27.3. */
  readonly release: string;
  readonly settings: Settings;
  readonly targets: readonly LinkedTarget[];
  readonly files: readonly ProjectFile[];
  /** Present when a target has an expected binary. */
  readonly record?: InputRecord;
}

/** A link holds no more than this: bytes decoded, and files. */
export const bounds = { bytes: 16 * 1024 * 1024, files: 2000, targets: 200 } as const;

/** Why a link is refused, or why none can be made. */
export type LinkProblem =
  /** It is written in a way that this page does not know: a newer page made it. */
  | { readonly kind: 'version'; readonly version: string }
  /** It has a field that this page does not know: a newer page made it. */
  | { readonly kind: 'field'; readonly field: string }
  /** It was cut off or altered on its way. */
  | { readonly kind: 'damaged' }
  /** It is whole, but was not made by this page: `what` is where that shows. */
  | { readonly kind: 'malformed'; readonly what: string }
  | { readonly kind: 'too large'; readonly limit: number }
  | { readonly kind: 'too many'; readonly limit: number }
  | { readonly kind: 'no files' }
  | { readonly kind: 'path'; readonly path: string; readonly problem: PathProblem }
  /** Two paths that are one on systems which do not tell upper from lower case. */
  | { readonly kind: 'same name'; readonly path: string; readonly other: string }
  /** A setting or a file would have the build read or start something that is not in the link. */
  | { readonly kind: 'foreign input'; readonly input: ForeignInput };

/** A link that cannot be read or made. */
export class LinkError extends Error {
  override readonly name = 'LinkError';

  constructor(readonly problem: LinkProblem) {
    super(`link refused: ${problem.kind}`);
  }
}
