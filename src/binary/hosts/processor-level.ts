// Levels of processors: which a program was built for, and what one below it makes of the
// program. GO$GOARCH is explained in `go help environment`, the checks at the start are in Go's runtime.
import type { GoSetting } from '../go/gobuildinfo.ts';
import { byName } from '../read/by-name.ts';
import type { Host } from './will-it-run.ts';

/** ProcessorLevel is a level a processor can have, by the value of GO$GOARCH that suits it best. */
export interface ProcessorLevel {
  readonly value: string;
  /** In words. */
  readonly label: string;
}

/** Shortfall is what happens on a processor below the level of a program. */
export interface Shortfall {
  /** What the user sees. */
  readonly error: string;
  /** What makes the program start all the same; empty for nothing. */
  readonly unless: string;
}

const floatingPoint: readonly ProcessorLevel[] = [
  { value: 'softfloat', label: 'no floating point unit' },
  { value: 'hardfloat', label: 'floating point unit' },
];

const powerLevels: readonly ProcessorLevel[] = ['8', '9', '10'].map((generation) => ({
  value: `power${generation}`,
  label: `POWER${generation}`,
}));

// v9.0 is v8.5 and more; the years of both went on side by side.
const arm64Levels: readonly ProcessorLevel[] = [
  ...Array.from({ length: 10 }, (_, minor) => `v8.${minor}`),
  ...Array.from({ length: 6 }, (_, minor) => `v9.${minor}`),
].map((value) => ({ value, label: `Arm${value}-A` }));

// Lowest first. The low end is what every processor of the architecture has.
const levels = byName<readonly ProcessorLevel[]>({
  386: [
    { value: 'softfloat', label: 'MMX' },
    { value: 'sse2', label: 'SSE2 (2001 and later)' },
  ],
  amd64: [
    { value: 'v1', label: 'x86-64-v1' },
    { value: 'v2', label: 'x86-64-v2 (SSE4.2)' },
    { value: 'v3', label: 'x86-64-v3 (AVX2)' },
    { value: 'v4', label: 'x86-64-v4 (AVX-512)' },
  ],
  arm: [
    { value: '5', label: 'ARMv5, no floating point unit' },
    { value: '6', label: 'ARMv6 with VFP' },
    { value: '7', label: 'ARMv7 with VFPv3' },
  ],
  arm64: arm64Levels,
  mips: floatingPoint,
  mipsle: floatingPoint,
  mips64: floatingPoint,
  mips64le: floatingPoint,
  ppc64: powerLevels,
  ppc64le: powerLevels,
  riscv64: [
    { value: 'rva20u64', label: 'RVA20' },
    { value: 'rva22u64', label: 'RVA22' },
    { value: 'rva23u64', label: 'RVA23' },
  ],
});

/** levelsOf lists the levels that processors of an architecture can have, the lowest first; none where Go knows one only. */
export function levelsOf(goarch: string): readonly ProcessorLevel[] {
  return levels.get(goarch) ?? [];
}

/** shortfall tells what happens on a processor below the level of a program; undefined when it is not, or not known to be. */
export function shortfall({ key, value }: GoSetting, host: Host): Shortfall | undefined {
  const { goarch, level } = host;
  if (level === '' || !levelsOf(goarch).some((each) => each.value === level)) return undefined;
  if (supports(goarch, level, value)) return undefined;
  // Linux has a floating point unit for MIPS in software, which a kernel may be built without.
  const unless = key.startsWith('GOMIPS') ? 'its kernel emulates the floating point unit' : '';
  return { error: complaint(key, value, host) ?? illegalInstruction(host), unless };
}

/** conditionOf puts in words what a program asks of a processor beyond what is known of it; undefined for nothing. */
export function conditionOf({ key, value }: GoSetting, { goarch, level }: Host): string | undefined {
  const lowest = levelsOf(goarch)[0]?.value;
  // Nearly every processor has what go takes without being asked.
  const isDefault = lowest === undefined || ['sse2', 'hardfloat'].includes(value);
  const isMet = isDefault || supports(goarch, level || lowest, value);
  if (isMet && !value.endsWith(',crypto')) return undefined;
  const words = isMet ? optionWords.get('crypto') : wordsFor(goarch, value);
  return `the processor has what ${key}=${value} asks for (${words})`;
}

const optionWords = byName({ lse: 'LSE atomics', crypto: 'AES and SHA instructions' });

function wordsFor(goarch: string, value: string): string {
  const [base = '', ...options] = value.split(',');
  if (goarch === 'arm') return `ARMv${base}${isSoft(value) ? '' : ` with ${base === '7' ? 'VFPv3' : 'VFP'}`}`;
  const label = levelsOf(goarch).find((each) => each.value === base)?.label ?? base;
  const words = options.map((option) => optionWords.get(option) ?? option);
  return [label, ...words].join(', ');
}

/** Options of GOARM: 5 has soft floating point unless told otherwise, 6 and 7 hard. */
function isSoft(value: string): boolean {
  return /^[567],softfloat$|^5$/.test(value);
}

function supports(goarch: string, level: string, wanted: string): boolean {
  const [base = '', ...options] = wanted.split(',');
  if (goarch === 'arm64') return supportsArm64(level, base) && !(level === 'v8.0' && options.includes('lse'));
  if (goarch === 'arm' && level === '5' && !isSoft(wanted)) return false;
  const rank = (value: string) => levelsOf(goarch).findIndex((each) => each.value === value);
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
function complaint(key: string, value: string, { goos, level }: Host): string | undefined {
  const looks = ['linux', 'freebsd'].includes(goos);
  if (key === 'GOAMD64')
    return `This program can only be run on AMD64 processors with ${value} microarchitecture support.`;
  if (key === 'GOARM64' && looks && level === 'v8.0' && !/^v8\.0(?:,crypto)?$/.test(value))
    return 'This program can only run on ARM64 processors with LSE support.';
  if (key !== 'GOARM' || !looks || isSoft(value)) return undefined;
  if (level === '5') return 'runtime: this CPU has no floating point hardware, so it cannot run';
  return 'runtime: this CPU has no VFPv3 floating point hardware, so it cannot run';
}

function illegalInstruction({ goos }: Host): string {
  return goos === 'windows' ? 'Exception 0xc000001d (illegal instruction)' : 'SIGILL: illegal instruction';
}
