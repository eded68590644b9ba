// A table whose keys may come from a file or an address.

/** byName makes a table that knows its own names only: a plain object would answer to "constructor" too. */
export function byName<T>(table: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(table));
}
