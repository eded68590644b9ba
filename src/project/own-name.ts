// Asks a table for a name that comes from a file, an address or a program's text.

/** What a table has under a name of its own; undefined for “constructor” and whatever else every object answers to. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
