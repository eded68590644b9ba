// Compares what was built from a link with what the link promises, and tells why it differs as far as that can be known.
import { changedInputs, type ChangedInput } from './input-record.ts';
import type { ExpectedBinary, LinkedProject } from './linked-project.ts';
import { differingParts, type DifferingParts } from './part-marks.ts';

/** How a binary compares with the one that a link promises. */
export type Verdict =
  | { readonly is: 'match' }
  /** The link promises nothing of this target. */
  | { readonly is: 'unknown' }
  | {
      readonly is: 'mismatch';
      /** Another release than the link's has built it. */
      readonly otherRelease: string | undefined;
      /** Inputs in the link that are not those of the promised binary; empty when none is known to differ. */
      readonly changed: readonly ChangedInput[];
      /** Undefined when the link says nothing of the parts. */
      readonly parts: DifferingParts | undefined;
    };

/** A binary that was built from a link. */
export interface BuiltBinary {
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** The release that has built it. */
  readonly release: string;
}

/** The verdict on a binary. */
export function verdictOn(
  { release, settings, files, record }: LinkedProject,
  expected: ExpectedBinary | undefined,
  built: BuiltBinary,
): Verdict {
  if (!expected) return { is: 'unknown' };
  if (expected.sha256 === built.sha256) return { is: 'match' };
  return {
    is: 'mismatch',
    otherRelease: built.release === release ? undefined : built.release,
    changed: record ? changedInputs(record, release, settings, files) : [],
    parts: expected.marks.length > 0 ? differingParts(built.bytes, expected.marks) : undefined,
  };
}
