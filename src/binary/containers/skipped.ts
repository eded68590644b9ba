// What of a container could not be opened, and why: the rest is opened all the same.

/** Why something in a container was passed over. */
export type SkipReason =
  /** It is encrypted. */
  | { readonly code: 'encrypted' }
  /** By a method that this reader does not know; its name, or its number in the format. */
  | { readonly code: 'method'; readonly method: string }
  /** The file ends before it does. */
  | { readonly code: 'cut' }
  /** It is not what its container says; in the words of what unpacks it, where that says something. */
  | { readonly code: 'damaged'; readonly message: string }
  /** A sparse file of GNU tar, whose holes this reader does not fill. */
  | { readonly code: 'sparse' }
  /** More containers inside of one another than this reader opens. */
  | { readonly code: 'depth' }
  /** More comes out of it than this reader takes: bytes, entries or binaries. */
  | { readonly code: 'limit'; readonly most: number; readonly of: 'bytes' | 'entries' | 'binaries' }
  /** So much comes out of so little that it is made to fill memory. */
  | { readonly code: 'bomb' };

/** Skipped is a member that was passed over, or a container that could not be read to its end. */
export interface Skipped {
  /** Empty for the file that was opened. */
  readonly name: string;
  readonly reason: SkipReason;
}
