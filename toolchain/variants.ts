// The architecture variable of a target, with values that the release's own `go` accepts.
import { mapLimited } from './concurrency.ts';
import { type NativeGo, runGo, tryGo } from './go-command.ts';
import type { Variants } from './manifest.ts';

/** An architecture variable and the values to try, in ascending order. */
interface Candidates {
  variable: string;
  values: string[];
}

/** From v8.1 on, lse is always on. */
const arm64 = [
  ...['v8.0', 'v8.0,lse', 'v8.0,crypto', 'v8.0,lse,crypto'],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((minor) => [`v8.${minor}`, `v8.${minor},crypto`]),
  ...[0, 1, 2, 3, 4, 5].flatMap((minor) => [`v9.${minor}`, `v9.${minor},crypto`]),
];

/** By GOARCH, one spelling of each value (internal/buildcfg/cfg.go). What the release refuses is dropped. */
const candidates: Record<string, Candidates> = {
  '386': { variable: 'GO386', values: ['softfloat', 'sse2'] },
  amd64: { variable: 'GOAMD64', values: ['v1', 'v2', 'v3', 'v4'] },
  arm: { variable: 'GOARM', values: ['5', '5,hardfloat', '6,softfloat', '6', '7,softfloat', '7'] },
  arm64: { variable: 'GOARM64', values: arm64 },
  mips: { variable: 'GOMIPS', values: ['softfloat', 'hardfloat'] },
  mipsle: { variable: 'GOMIPS', values: ['softfloat', 'hardfloat'] },
  mips64: { variable: 'GOMIPS64', values: ['softfloat', 'hardfloat'] },
  mips64le: { variable: 'GOMIPS64', values: ['softfloat', 'hardfloat'] },
  ppc64: { variable: 'GOPPC64', values: ['power8', 'power9', 'power10'] },
  ppc64le: { variable: 'GOPPC64', values: ['power8', 'power9', 'power10'] },
  riscv64: { variable: 'GORISCV64', values: ['rva20u64', 'rva22u64', 'rva23u64'] },
};

/**
 * Every `go` command checks its architecture variables first (buildcfg.Check), but go1.27.3 forgets what it found wrong with
 * GO386, GOAMD64 and GOARM and takes the default. So the value has to show in the build tags too, such as amd64.v3.
 */
async function isAccepted(go: NativeGo, goarch: string, variable: string, value: string): Promise<boolean> {
  const variables = { GOOS: 'linux', GOARCH: goarch, [variable]: value };
  const listed = await tryGo(go, ['list', '-f', '{{join context.ToolTags " "}}', 'unsafe'], { variables });
  return listed.exitCode === 0 && hasTag(listed.stdout, `${goarch}.${value.split(',', 1)[0]}`);
}

/** Reports whether one of the tags that `go list` printed is the wanted one. */
export function hasTag(printed: string, tag: string): boolean {
  return printed.trim().split(' ').includes(tag);
}

/**
 * Returns a function that gives the variants of a target, undefined when its architecture has none. It asks `go` about
 * each value once, because that depends on GOARCH alone; the default depends on GOOS too (GOARM is 7 on android).
 */
export function variantTable(go: NativeGo): (goos: string, goarch: string) => Promise<Variants | undefined> {
  const accepted = new Map<string, Promise<string[]>>();
  const ask = async (goarch: string, { variable, values }: Candidates): Promise<string[]> => {
    const answers = await mapLimited(values, 4, (value) => isAccepted(go, goarch, variable, value));
    return values.filter((_, i) => answers[i]);
  };
  return async (goos, goarch) => {
    const candidate = candidates[goarch];
    if (!candidate) return undefined;
    if (!accepted.has(goarch)) accepted.set(goarch, ask(goarch, candidate));
    const variables = { GOOS: goos, GOARCH: goarch };
    const standard = (await runGo(go, ['env', candidate.variable], { variables })).trim();
    return { variable: candidate.variable, values: await accepted.get(goarch)!, default: standard };
  };
}
