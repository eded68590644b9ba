// A file as it lies in a container, before and after it is unpacked.
import type { Skipped } from './skipped.ts';

/** ContainedFile is a file in a container; compressed single files may not name theirs. */
export interface ContainedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Member is a file in a container that is unpacked when asked for. */
export interface Member {
  readonly name: string;
  /** The first bytes, 512 at least when there are as many: enough to know a format by. */
  head(): Promise<Uint8Array>;
  /** All bytes, or those before its damage with the reason. Throws a LimitError. */
  whole(): Promise<Unpacked>;
}

/** Unpacked is what came out, and why not more. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  readonly problem?: Skipped['reason'];
}

/** Contents is what a container lists. */
export interface Contents {
  readonly members: readonly Member[];
  readonly skipped: readonly Skipped[];
}

/** storedMember is a member that lies in its container as it is; its bytes are a view. */
export function storedMember(name: string, bytes: Uint8Array): Member {
  return {
    name,
    head: () => Promise.resolve(bytes.subarray(0, 1024)),
    whole: () => Promise.resolve({ bytes }),
  };
}
