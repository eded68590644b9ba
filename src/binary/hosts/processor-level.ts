// Levels of processors: which a program was built for, and what one below it makes of the
// program. GO$GOARCH is explained in `go help environment`, the checks at the start are in Go's runtime.
import type { GoSetting } from '../go/gobuildinfo.ts';
import { byName } from '../read/by-name.ts';
import type { HostTold } from './told.ts';
import type { Host } from './executable.ts';

/** Shortfall is what happens on a processor below the level of a program. */
export interface Shortfall {
  /** What the user sees. */
  readonly error: HostTold;
  /** Whether the program starts all the same where the kernel emulates what is missing. */
  readonly canBeEmulated: boolean;
}

const floatingPoint = ['softfloat', 'hardfloat'];
const powerLevels = ['power8', 'power9', 'power10'];

// v9.0 is v8.5 and more; the years of both went on side by side.
const arm64Levels = [
  ...Array.from({ length: 10 }, (_, minor) => `v8.${minor}`),
  ...Array.from({ length: 6 }, (_, minor) => `v9.${minor}`),
];

// Lowest first. The low end is what every processor of the architecture has.
const levels = byName<readonly string[]>({
  386: ['softfloat', 'sse2'],
  amd64: ['v1', 'v2', 'v3', 'v4'],
  arm: ['5', '6', '7'],
  arm64: arm64Levels,
  mips: floatingPoint,
  mipsle: floatingPoint,
  mips64: floatingPoint,
  mips64le: floatingPoint,
  ppc64: powerLevels,
  ppc64le: powerLevels,
  riscv64: ['rva20u64', 'rva22u64', 'rva23u64'],
});

/**
 * levelsOf lists the levels that processors of an architecture can have, each as the value of GO$GOARCH that suits it
 * best, the lowest first; none where Go knows one only.
 */
export function levelsOf(goarch: string): readonly string[] {
  return levels.get(goarch) ?? [];
}

/** shortfall tells what happens on a processor below the level of a program; undefined when it is not, or not known to be. */
export function shortfall({ key, value }: GoSetting, host: Host): Shortfall | undefined {
  const { goarch, level } = host;
  if (level === '' || !levelsOf(goarch).includes(level)) return undefined;
  if (supports(goarch, level, value)) return undefined;
  // Linux has a floating point unit for MIPS in software, which a kernel may be built without.
  const canBeEmulated = key.startsWith('GOMIPS');
  return { error: complaint(key, value, host) ?? illegalInstruction(host), canBeEmulated };
}

/** conditionOf is what a program asks of a processor beyond what is known of it; undefined for nothing. */
export function conditionOf({ key, value }: GoSetting, { goarch, level }: Host): HostTold | undefined {
  const lowest = levelsOf(goarch)[0];
  // Nearly every processor has what go takes without being asked.
  const isDefault = lowest === undefined || ['sse2', 'hardfloat'].includes(value);
  const isMet = isDefault || supports(goarch, level || lowest, value);
  if (isMet && !value.endsWith(',crypto')) return undefined;
  const asked = isMet ? ',crypto' : value;
  return { code: 'if_asked', values: { goarch, setting: `${key}=${value}`, asked } };
}

/** isSoftFloat reads GOARM: 5 has soft floating point unless told otherwise, 6 and 7 hard. */
export function isSoftFloat(value: string): boolean {
  return /^[567],softfloat$|^5$/.test(value);
}

function supports(goarch: string, level: string, wanted: string): boolean {
  const [base = '', ...options] = wanted.split(',');
  if (goarch === 'arm64') return supportsArm64(level, base) && !(level === 'v8.0' && options.includes('lse'));
  if (goarch === 'arm' && level === '5' && !isSoftFloat(wanted)) return false;
  const rank = (value: string) => levelsOf(goarch).indexOf(value);
  return rank(base) <= rank(level);
}

// v9.0 comes after v8.5: internal/buildcfg/cfg.go, Goarm64Features.Supports.
function supportsArm64(level: string, wanted: string): boolean {
  const [[major = 0, minor = 0], [wantedMajor = 0, wantedMinor = 0]] = [level, wanted].map((value) =>
    value.slice(1).split('.').map(Number),
  ) as [number[], number[]];
  if (major === wantedMajor) return wantedMinor <= minor;
  return major === 9 && wantedMajor === 8 && wantedMinor <= minor + 5;
}

/** What the runtime says where it looks at the processor before it starts the program. */
function complaint(key: string, value: string, { goos, level }: Host): HostTold | undefined {
  const looks = ['linux', 'freebsd'].includes(goos);
  if (key === 'GOAMD64') return { code: 'crash_amd64', values: { level: value } };
  if (key === 'GOARM64' && looks && level === 'v8.0' && !/^v8\.0(?:,crypto)?$/.test(value))
    return { code: 'crash_lse' };
  if (key !== 'GOARM' || !looks || isSoftFloat(value)) return undefined;
  return { code: level === '5' ? 'crash_no_floating_point' : 'crash_no_vfpv3' };
}

function illegalInstruction({ goos }: Host): HostTold {
  return { code: goos === 'windows' ? 'illegal_instruction_windows' : 'illegal_instruction' };
}
