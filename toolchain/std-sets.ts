// Which packages of the standard library a pack holds.

/** hello: what a program with fmt needs. common: what programs use. all: everything. A list: hello and these import paths. */
export type StdSet = 'hello' | 'common' | 'all' | readonly string[];

/**
 * Left out of `common`: packages that few programs for a playground import and that are big, and what works with cgo only.
 * They still work in the page; it compiles them from source.
 */
const uncommon = [
  /^debug\//,
  /^go\/(build|doc|importer|types)($|\/)/,
  /^net\/(http\/(cgi|fcgi)|rpc|smtp)($|\/)/,
  /^(plugin|runtime\/cgo|runtime\/race|time\/tzdata|crypto\/mlkem\/mlkemtest|testing\/cryptotest)$/,
];

/** What the main package of every test imports beside the tested package (cmd/go/internal/load/test.go). */
const ofTests = ['testing', 'testing/internal/testdeps'];

/** Reports whether a user's program may import a package of std. */
export function isImportable(name: string): boolean {
  return !/^(cmd|vendor)\/|(^|\/)internal($|\/)/.test(name);
}

/**
 * The packages to build for a set. Their dependencies come by themselves. `available` gives those that `go list std` knows
 * for a target, and is called only for sets that depend on it.
 */
export async function packagesOf(
  set: StdSet,
  available: () => Promise<readonly string[]>,
): Promise<string[]> {
  if (set === 'hello') return ['fmt'];
  if (typeof set !== 'string') return ['fmt', ...set];
  const all = await available();
  return set === 'all' ? [...all] : [...new Set([...all.filter(isCommon), ...ofTests])];
}

function isCommon(name: string): boolean {
  return isImportable(name) && !uncommon.some((pattern) => pattern.test(name));
}

/** Where the page runs what it builds, tests too: they would wait minutes for packages that no pack holds. */
const testedTarget = 'wasip1/wasm';

/** What a target's pack holds when this set is asked for: where tests run, also what every test imports. */
export function setFor(target: string, set: StdSet): StdSet {
  if (target !== testedTarget || set === 'common' || set === 'all') return set;
  return [...new Set([...(set === 'hello' ? [] : set), ...ofTests])].sort();
}

/** The set itself and bigger ones: a pack of any of them serves. */
export function setsThatHold(set: StdSet): StdSet[] {
  if (set === 'hello') return ['hello', 'common', 'all'];
  if (typeof set === 'string') return [set];
  const isInCommon = (name: string) => isCommon(name) || ofTests.includes(name);
  return set.every(isInCommon) ? [set, 'common', 'all'] : [set, 'all'];
}
