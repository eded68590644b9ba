// What a format requires in a place where a file has something else, as codes and values.

/** What is counted in a file. */
export type Counted =
  | 'bytes'
  | 'entries'
  | 'headers'
  | 'imports'
  | 'load commands'
  | 'members'
  | 'notes'
  | 'sections'
  | 'slices'
  | 'symbols';

/**
 * Expectation is what should have been in a file: what its format requires, or the most that this reader takes. Values of
 * fields are as the standard writes them.
 */
export type Expectation =
  | { readonly code: 'one of'; readonly values: readonly string[] }
  | { readonly code: 'range'; readonly least: number; readonly most: number; readonly of?: Counted }
  | { readonly code: 'at most'; readonly most: number; readonly of: Counted }
  /** So many bytes, in something that has only `room` for them. */
  | { readonly code: 'bytes inside'; readonly size: number; readonly room: number }
  /** Entries of a table are too small. */
  | { readonly code: 'entry size'; readonly least: number; readonly found: number }
  /** Zero bytes side by side that end a text. */
  | { readonly code: 'zeros'; readonly count: number }
  | { readonly code: 'number'; readonly base: 'octal' | 'decimal' }
  | { readonly code: 'magic number'; readonly format: string }
  /** More bytes or files come out of a compressed file than this reader takes. */
  | { readonly code: 'unpacked'; readonly size: number; readonly files?: number }
  /** What unpacks a container has stumbled; in its own words. */
  | { readonly code: 'unbroken'; readonly message: string }
  | {
      readonly code:
        | 'known format'
        | 'section address'
        | 'code directory'
        | 'page hashes'
        | 'LEB128'
        | 'item count'
        | 'distinct names';
    };
