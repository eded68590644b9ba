// The address at which a run asks for its input (workers/protocol/input.ts).

/** Below the site's folder. */
export const INPUT_PATH = 'input/';

/** Name of the header in which an answer says what it is. */
export const INPUT_HEADER = 'Anyport-Input';

/** The longest that one request waits, in milliseconds: browsers end service workers that take long to answer. */
export const LONGEST_WAIT = 20_000;

/** What stands in an address; undefined when it is none of these. `path` is what follows the site's folder. */
export function inputRequest(
  path: string,
  query: { get(name: string): string | null },
): { run: string; from: number; wait: number } | undefined {
  const [, run] = /^input\/([0-9a-f]{32})$/.exec(path) ?? [];
  const from = Number(query.get('from'));
  const wait = Number(query.get('wait'));
  if (run === undefined || !Number.isSafeInteger(from) || from < 0 || !(wait >= 0)) return undefined;
  return { run, from, wait: Math.min(wait, LONGEST_WAIT) };
}
