// This file is responsible for filling a target's build cache with native Go and storing it as a pack.
import path from 'node:path';
import { type CacheEntry, GoCache } from './cache-entries.ts';
import { storeColumns } from './columns.ts';
import { compressors, mapLimited } from './concurrency.ts';
import { storeBlob, storeIndex } from './content.ts';
import { type NativeGo, runGo } from './go-command.ts';
import type { FileRef, PackIndex, PackPackage } from './manifest.ts';
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

/** Compiles and vets the packages natively into GOCACHE and lists them with all their dependencies. */
async function fill(go: NativeGo, target: string, set: StdSet): Promise<Filled> {
  const [goos, goarch] = target.split('/');
  const variables = { GOOS: goos, GOARCH: goarch };
  const available = (await runGo(go, ['list', 'std'], { variables })).trim().split('\n');
  const packages = packagesOf(set, available);
  await runGo(go, ['build', '-trimpath', ...packages], { variables });
  const list = ['list', '-export', '-deps', '-trimpath', `-json=${listedFields}`];
  const listed = parseListed<ListedPackage>(await runGo(go, [...list, ...packages], { variables }));
  return { listed, vetActions: await fillVetFacts(go, variables, packages) };
}

/** Direct imports of std, as full paths (ImportMap leads to the vendored ones). */
function importsOf(listed: ListedPackage): string[] {
  const full = (listed.Imports ?? []).map((name) => listed.ImportMap?.[name] ?? name);
  return [...new Set(full)].filter((name) => name !== 'C' && name !== 'unsafe').sort();
}

/** Stores a package's outputs as one blob and describes its cache entries. */
async function storePackage(
  cache: GoCache,
  listed: ListedPackage,
  vetActions: readonly string[],
  folder: string,
): Promise<PackPackage> {
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
  if (outputs.length === 0) return described;
  const contents = await Promise.all(outputs.map((entry) => cache.output(entry)));
  const stored = storeColumns(contents);
  const { sha256, size, content } = await storeBlob(folder, stored);
  const blobHeader = stored.length - Buffer.concat(contents).length;
  return { ...described, blob: sha256, blobSize: size, blobHeader, blobContent: content!.sha256 };
}

/** Fills and stores the pack of one target below `folder`. */
export async function storePack(go: NativeGo, target: string, set: StdSet, folder: string): Promise<FileRef> {
  const filled = await fill(go, target, set);
  const listed = filled.listed.filter((entry) => entry.BuildID);
  listed.sort((a, b) => (a.ImportPath < b.ImportPath ? -1 : 1));
  const cache = new GoCache(path.join(go.workFolder, 'gocache'));
  const stored = await mapLimited(listed, compressors, async (entry) => {
    const vetActions = filled.vetActions.get(entry.ImportPath) ?? [];
    return [entry.ImportPath, await storePackage(cache, entry, vetActions, folder)] as const;
  });
  const index: PackIndex = { target, packages: Object.fromEntries(stored) };
  return storeIndex(folder, `packs/${targetFile(target)}`, index);
}
