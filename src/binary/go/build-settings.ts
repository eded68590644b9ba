// Sorts the build settings that a file claims: what the go command records and takes, and what may not stand in a command.
import type { GoSetting } from './gobuildinfo.ts';
import { isFlagOfFlags, isSafeForC, isSafeForGo } from './safe-flags.ts';

/**
 * Why a setting is left out of a command: go records no such setting; go would not record such a value; the value would start a
 * program or write a file that the command does not show.
 */
export type Refusal = 'unknown' | 'value' | 'reach';

/** SettingUse is how a setting gets into a command: not at all when go derives it, or when it is the default. */
export type SettingUse = 'variable' | 'flag' | 'none' | { readonly refused: Refusal };

const one = /^(?:true|1)$/;
/** What go records and go build takes (`go help buildinfo`, setBuildInfo in cmd/go/internal/load/pkg.go), and how values look. */
const flags = new Map<string, RegExp>([
  ...['-asan', '-cover', '-msan', '-race', '-trimpath'].map((name) => [name, /^(?:true|false)$/] as const),
  ['-buildmode', /^[a-z-]+$/],
  ['-compiler', /^gc$/],
  ['-covermode', /^(?:set|count|atomic)$/],
  ['-coverpkg', /^[\w./,~+@-]+$/],
  ['-pgo', /^[^\p{Cc}-]\P{Cc}*$/u],
  ['-tags', /^[\p{L}\p{N}_., ]+$/u],
]);
const variables = new Map<string, RegExp>([
  ['CGO_ENABLED', /^[01]$/],
  ['GOEXPERIMENT', /^[\w,]+$/],
  ['GOFIPS140', /^[\w.-]+$/],
  ['GOOS', /^[a-z0-9]+$/],
  ['GOARCH', /^[a-z0-9]+$/],
  ...['386', 'AMD64', 'ARM', 'ARM64', 'LOONG64', 'MIPS', 'MIPS64', 'PPC64', 'RISCV64', 'WASM'].map(
    (name) => [`GO${name}`, /^[\w.,]+$/] as const,
  ),
]);
const forC = /^CGO_(?:C(?:PP|XX)?FLAGS|LDFLAGS)$/;
// What the go command derives by itself or what says nothing of how to build.
const derived = /^(?:vcs(?:\.\w+)?|DefaultGODEBUG)$/;

/** settingUse sorts a setting. */
export function settingUse({ key, value }: GoSetting): SettingUse {
  if (derived.test(key) || (value === '' && isKnown(key)) || isDefault(key, value)) return 'none';
  if (isFlagOfFlags(key)) return isSafeForGo(key, value) ? 'flag' : { refused: 'reach' };
  if (forC.test(key)) return isSafeForC(value) ? 'variable' : { refused: 'reach' };
  // A C compiler of another kind, with flags of its own.
  if (key === '-gccgoflags') return { refused: 'reach' };
  const [use, pattern] = flags.has(key) ? (['flag', flags] as const) : (['variable', variables] as const);
  const known = pattern.get(key);
  if (!known) return { refused: 'unknown' };
  return known.test(value) ? use : { refused: 'value' };
}

/** flagWord is the word of go build for a setting. */
export function flagWord({ key, value }: GoSetting): string {
  return one.test(value) ? key : `${key}=${value}`;
}

function isKnown(key: string): boolean {
  return flags.has(key) || variables.has(key) || isFlagOfFlags(key) || forC.test(key);
}

// -buildmode=exe is not the same as none (it changes android and darwin), and go records it for none.
function isDefault(key: string, value: string): boolean {
  return (key === '-compiler' && value === 'gc') || (key === '-buildmode' && value === 'exe');
}
