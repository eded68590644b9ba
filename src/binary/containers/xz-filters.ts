// What xz says of a block that went through a filter this reader does not know.

/** FilterError says so; only the one for x86 code is undone. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}
