// Fills a target's build cache with native Go and storing it as a pack.
import { closure } from '../src/project/go-imports.ts';
import path from 'node:path';
import { type CacheEntry, GoCache } from './cache-entries.ts';
import { storeColumns } from './columns.ts';
import { compressors, mapLimited } from './concurrency.ts';
import { storeBlob, storeIndex } from './content.ts';
import { type NativeGo, runGo } from './go-command.ts';
import { isVetted, type Compression, type Grade } from './grade.ts';
import type { FileRef, PackBlob, PackIndex, PackPackage } from './manifest.ts';
import { packagesOf, type StdSet } from './std-sets.ts';
import { targetFile } from './targets.ts';
import { fillVetFacts } from './vet-facts.ts';

/** The fields asked of `go list -json`. */
interface ListedPackage {
  ImportPath: string;
  BuildID?: string;
  Imports?: string[];
  ImportMap?: Record<string, string>;
}

const listedFields = 'ImportPath,BuildID,Imports,ImportMap';

/** Splits the objects that `go list -json` prints one after the other. */
export function parseListed<T>(output: string): T[] {
  return output
    .split(/(?<=^})\n/m)
    .filter((object) => object.trim() !== '')
    .map((object) => JSON.parse(object) as T);
}

/** What a native fill has put into GOCACHE. */
interface Filled {
  listed: ListedPackage[];
  /** Actions of vet by import path. */
  vetActions: Map<string, string[]>;
}

/** Compiles and, where wanted, vets the packages natively into GOCACHE, and lists them with all their dependencies. */
async function fill(go: NativeGo, target: string, set: StdSet, isVetted: boolean): Promise<Filled> {
  const [goos, goarch] = target.split('/');
  const variables = { GOOS: goos, GOARCH: goarch };
  const available = async () => (await runGo(go, ['list', 'std'], { variables })).trim().split('\n');
  const packages = await packagesOf(set, available);
  await runGo(go, ['build', '-trimpath', ...packages], { variables });
  const list = ['list', '-export', '-deps', '-trimpath', `-json=${listedFields}`];
  const listed = parseListed<ListedPackage>(await runGo(go, [...list, ...packages], { variables }));
  return { listed, vetActions: isVetted ? await fillVetFacts(go, variables, packages) : new Map() };
}

/** Direct imports of std, as full paths (ImportMap leads to the vendored ones). */
function importsOf(listed: ListedPackage): string[] {
  const full = (listed.Imports ?? []).map((name) => listed.ImportMap?.[name] ?? name);
  return [...new Set(full)].filter((name) => name !== 'C' && name !== 'unsafe').sort();
}

/** What one package puts into a pack, before it has a place in a blob. */
interface Gathered {
  name: string;
  described: PackPackage;
  contents: Buffer[];
}

async function gather(
  cache: GoCache,
  listed: ListedPackage,
  vetActions: readonly string[],
): Promise<Gathered> {
  const entries = await cache.packageEntries(listed.BuildID!);
  for (const action of vetActions) entries.push(...(await cache.vetEntries(action)));
  const distinct = new Map<string, CacheEntry>();
  for (const entry of entries) if (entry.size > 0) distinct.set(entry.output, entry);
  const outputs = [...distinct.values()];
  const described: PackPackage = {
    imports: importsOf(listed),
    outputs: outputs.map((entry) => [entry.output, entry.size]),
    actions: entries.map((entry) => [entry.action, entry.output]),
  };
  const contents = await Promise.all(outputs.map((entry) => cache.output(entry)));
  return { name: listed.ImportPath, described, contents };
}

/**
 * Packages that share a blob, because programs need them together: what every program links, what comes with fmt, and every
 * other package for itself.
 */
export function groupPackages(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const importsOf = (name: string) => imports.get(name);
  const runtime = closure(['runtime'], importsOf);
  const fmt = [...closure(['fmt'], importsOf)].filter((name) => !runtime.has(name));
  const grouped = new Set([...runtime, ...fmt]);
  const others = [...imports.keys()].filter((name) => !grouped.has(name)).map((name) => [name]);
  return [[...runtime].sort(), fmt.sort(), ...others].filter((group) => group.length > 0);
}

/** Stores the outputs of all packages of a group as one blob; undefined when all are empty. */
async function storeGroup(
  group: readonly Gathered[],
  folder: string,
  compression: Compression,
): Promise<PackBlob | undefined> {
  const contents = group.flatMap((gathered) => gathered.contents);
  if (contents.length === 0) return undefined;
  const { sha256, size, content } = await storeBlob(folder, storeColumns(contents), compression);
  return { sha256, size, content: content! };
}

/** Describes the packages of a group whose blob has this place in the index. */
function describePackages(
  group: readonly Gathered[],
  place: number,
): [name: string, described: PackPackage][] {
  let offset = 0;
  return group.map(({ name, described, contents }) => {
    if (contents.length === 0) return [name, described];
    const begins = offset;
    for (const content of contents) offset += content.length;
    return [name, { ...described, blob: place, ...(begins > 0 && { offset: begins }) }];
  });
}

/** Fills and stores the pack of one target below `folder`. */
export async function storePack(
  go: NativeGo,
  target: string,
  set: StdSet,
  folder: string,
  grade: Grade,
): Promise<FileRef> {
  const filled = await fill(go, target, set, isVetted(grade, target));
  const listed = filled.listed.filter((entry) => entry.BuildID);
  listed.sort((a, b) => (a.ImportPath < b.ImportPath ? -1 : 1));
  const byName = new Map(listed.map((entry) => [entry.ImportPath, entry]));
  const imports = new Map(listed.map((entry) => [entry.ImportPath, importsOf(entry)]));
  const cache = new GoCache(path.join(go.workFolder, 'gocache'));
  const stored = await mapLimited(groupPackages(imports), compressors, async (names) => {
    const packages = names.map((name) => gather(cache, byName.get(name)!, filled.vetActions.get(name) ?? []));
    const group = await Promise.all(packages);
    return { group, blob: await storeGroup(group, folder, grade.compression) };
  });
  const index: PackIndex = { target, blobs: [], packages: {} };
  for (const { group, blob } of stored) {
    Object.assign(index.packages, Object.fromEntries(describePackages(group, index.blobs.length)));
    if (blob) index.blobs.push(blob);
  }
  return storeIndex(folder, `packs/${targetFile(target)}`, index, grade.compression);
}
