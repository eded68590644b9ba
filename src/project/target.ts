// Targets: their names, what people call them, and finding them by those words.

import { own } from './own-name.ts';
import type { TargetInfo } from '../../toolchain/manifest.ts';

/** A target with, where the architecture has them, the variant to build for (for example GOAMD64=v3). */
export interface Target {
  goos: string;
  goarch: string;
  /** Environment variable and value; absent means the release's default. */
  variant?: { variable: string; value: string };
}

/** What the page builds for until the user picks something else. */
export const DEFAULT_TARGET: Target = { goos: 'linux', goarch: 'amd64' };

/** What the page builds for to run a project whose target does not run here. */
export const RUN_TARGET: Target = { goos: 'wasip1', goarch: 'wasm' };

/** A target as Go writes it, for example linux/arm64. */
export function targetName({ goos, goarch }: Pick<Target, 'goos' | 'goarch'>): string {
  return `${goos}/${goarch}`;
}

/** A target with its variant, for example linux/amd64 GOAMD64=v3. */
export function targetLabel(target: Target): string {
  const { variant } = target;
  return variant ? `${targetName(target)} ${variant.variable}=${variant.value}` : targetName(target);
}

/** True for a target whose binaries the page can run: in a WASI preview 1 host, or in a frame of its own. */
export function runsInPage(target: Pick<Target, 'goos' | 'goarch'>): boolean {
  return ['wasip1/wasm', 'js/wasm'].includes(targetName(target));
}

// The order is the order of the groups in the picker; systems that are not named here follow by name.
const SYSTEMS: Record<string, { label: string; aliases: string }> = {
  linux: { label: 'Linux', aliases: 'ubuntu debian fedora alpine raspberry pi docker container server' },
  darwin: { label: 'macOS', aliases: 'mac osx apple macbook imac' },
  windows: { label: 'Windows', aliases: 'win microsoft exe pc' },
  wasip1: { label: 'WASI preview 1', aliases: 'webassembly wasm browser wasmtime run in this page' },
  js: { label: 'JavaScript', aliases: 'webassembly wasm browser node' },
  freebsd: { label: 'FreeBSD', aliases: 'bsd unix' },
  openbsd: { label: 'OpenBSD', aliases: 'bsd unix' },
  netbsd: { label: 'NetBSD', aliases: 'bsd unix' },
  dragonfly: { label: 'DragonFly BSD', aliases: 'bsd unix' },
  android: { label: 'Android', aliases: 'phone mobile tablet' },
  ios: { label: 'iOS', aliases: 'iphone ipad apple phone mobile' },
  aix: { label: 'AIX', aliases: 'ibm power unix' },
  illumos: { label: 'illumos', aliases: 'opensolaris smartos omnios unix' },
  solaris: { label: 'Solaris', aliases: 'oracle sun unix' },
  plan9: { label: 'Plan 9', aliases: 'bell labs' },
};

// Words by which people look for an architecture.
const ARCHITECTURES: Record<string, string> = {
  amd64: 'x86-64 x86_64 x64 64-bit 64bit intel amd pc',
  386: 'x86 i386 i686 ia32 32-bit 32bit intel',
  arm64: 'aarch64 armv8 64-bit 64bit',
  arm: 'armhf armv5 armv6 armv7 32-bit 32bit',
  loong64: 'loongson 64-bit 64bit',
  mips: 'router 32-bit 32bit',
  mipsle: 'mipsel router openwrt 32-bit 32bit',
  mips64: '64-bit 64bit',
  mips64le: 'mips64el 64-bit 64bit',
  ppc64: 'powerpc ibm 64-bit 64bit',
  ppc64le: 'powerpc ppc64el ibm 64-bit 64bit',
  riscv64: 'risc-v riscv 64-bit 64bit',
  s390x: 'mainframe system z zlinux 64-bit 64bit',
  wasm: 'webassembly browser',
};

const EXTRA_ALIASES: Record<string, string> = {
  'darwin/arm64': 'apple silicon m1 m2 m3 m4 m5',
  'darwin/amd64': 'intel mac',
  'linux/arm64': 'raspberry pi 3 4 5 64-bit graviton',
  'linux/arm': 'raspberry pi zero 1 2 3 32-bit',
  'linux/amd64': 'server cloud desktop',
  'android/arm64': 'pixel galaxy',
};

/** The name of an operating system as its users write it. */
export function systemLabel(goos: string): string {
  return own(SYSTEMS, goos)?.label ?? goos;
}

/** Targets of one operating system. */
export interface TargetGroup {
  goos: string;
  label: string;
  targets: TargetInfo[];
}

/** Groups targets by operating system, well-known systems first, first-class ports first within each. */
export function groupTargets(targets: readonly TargetInfo[]): TargetGroup[] {
  const known = Object.keys(SYSTEMS);
  const rank = (goos: string) => (known.includes(goos) ? known.indexOf(goos) : known.length);
  const systems = [...new Set(targets.map((target) => target.goos))];
  systems.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  return systems.map((goos) => ({
    goos,
    label: systemLabel(goos),
    targets: targets.filter((target) => target.goos === goos).sort(byImportance),
  }));
}

function byImportance(a: TargetInfo, b: TargetInfo): number {
  return Number(b.firstClass) - Number(a.firstClass) || a.goarch.localeCompare(b.goarch);
}

/**
 * The targets whose names, labels or aliases have a word beginning with each word of the query; `shown` gives what the
 * page says of a target's architecture.
 */
export function searchTargets(
  targets: readonly TargetInfo[],
  query: string,
  shown: (target: TargetInfo) => string,
): TargetInfo[] {
  const wanted = query
    .toLowerCase()
    .split(/[\s/,]+/)
    .filter(Boolean);
  return targets.filter((target) => {
    const words = searchWords(target, shown(target));
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}

function searchWords(target: TargetInfo, shown: string): string[] {
  const system = own(SYSTEMS, target.goos);
  const text = [
    target.goos,
    target.goarch,
    system?.label,
    system?.aliases,
    shown,
    own(ARCHITECTURES, target.goarch),
    own(EXTRA_ALIASES, targetName(target)),
  ].join(' ');
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
}

/** Why go will not make a binary for the target, in Go's own words; undefined when it will. */
export function obstacle(target: TargetInfo): string | undefined {
  const { state } = target;
  if (state.kind === 'builds' || (state.kind === 'broken' && state.links)) return undefined;
  return state.reason.trim();
}
