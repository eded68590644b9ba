// Fills GOCACHE with what `go vet` and `go test` learn about std, and finds those entries.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type GoVariables, type NativeGo, tryGo } from './go-command.ts';
import { isImportable } from './std-sets.ts';

/**
 * Finds the actions "vet <package>" in what `go` prints with GODEBUG=gocachehash=1 (cmd/go/internal/cache/hash.go): the
 * line with nothing but the hash is the action's ID.
 */
export function parseVetActions(debugOutput: string): [importPath: string, action: string][] {
  const lines = debugOutput.matchAll(/^HASH\[vet ([^\]\n]+)\]: ([0-9a-f]{64})$/gm);
  return [...lines].map((match) => [match[1]!, match[2]!]);
}

/** Writes a package that imports all of `packages`, with a test, into an empty folder. */
async function writeProbe(folder: string, packages: readonly string[]): Promise<void> {
  const imports = packages.filter(isImportable).map((name) => `\t_ ${JSON.stringify(name)}\n`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'go.mod'), 'module probe\n');
  await writeFile(path.join(folder, 'probe.go'), `package probe\n\nimport (\n${imports.join('')})\n`);
  await writeFile(path.join(folder, 'probe_test.go'), 'package probe\n');
}

/**
 * Vets a program that imports all of `packages`, so that the facts of these and of everything below are in GOCACHE, and
 * returns the actions by import path. `go test` vets with other flags than `go vet`, so there are two actions for each
 * package; without them the first `go test` in the page would start vet for each dependency.
 * @throws Error with what `go` said when one of the commands fails.
 */
export async function fillVetFacts(
  go: NativeGo,
  variables: GoVariables,
  packages: readonly string[],
): Promise<Map<string, string[]>> {
  const folder = path.join(go.workFolder, 'vet-probe', `${variables.GOOS}_${variables.GOARCH}`);
  await writeProbe(folder, packages);
  const actions = new Map<string, Set<string>>();
  for (const command of [['vet'], ['test', '-c', '-o', path.join(folder, 'probe.test')]]) {
    const finished = await tryGo(go, [...command, '-trimpath', '.'], {
      variables: { ...variables, GODEBUG: 'gocachehash=1' },
      cwd: folder,
    });
    if (finished.exitCode !== 0) {
      const said = finished.stderr.split('\n').filter((line) => !line.startsWith('HASH'));
      throw new Error(`go ${command[0]} of all packages: exit code ${finished.exitCode}\n${said.join('\n')}`);
    }
    for (const [name, action] of parseVetActions(finished.stderr)) {
      actions.set(name, (actions.get(name) ?? new Set()).add(action));
    }
  }
  return new Map([...actions].map(([name, found]) => [name, [...found]]));
}
