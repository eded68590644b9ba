// The machines to choose from, and a binary as something to be started on one.
import type { SummaryPart } from '../../../binary/document/summary.ts';
import { valueOf } from '../../../binary/document/summary.ts';
import type { Executable } from '../../../binary/hosts/will-it-run.ts';

/** GOOS and the name of each system that can be a host. */
export const hostSystems: readonly (readonly [string, string])[] = [
  ['linux', 'Linux'],
  ['darwin', 'macOS'],
  ['windows', 'Windows'],
  ['android', 'Android'],
  ['freebsd', 'FreeBSD'],
  ['openbsd', 'OpenBSD'],
  ['netbsd', 'NetBSD'],
  ['dragonfly', 'DragonFly BSD'],
  ['illumos', 'illumos'],
  ['solaris', 'Solaris'],
  ['aix', 'AIX'],
  ['plan9', 'Plan 9'],
  ['ios', 'iOS'],
];

const machines: Readonly<Record<string, readonly string[]>> = {
  linux: [
    'amd64',
    'arm64',
    '386',
    'arm',
    'loong64',
    'mips',
    'mipsle',
    'mips64',
    'mips64le',
    'ppc64',
    'ppc64le',
    'riscv64',
    's390x',
  ],
  darwin: ['arm64', 'amd64'],
  windows: ['amd64', 'arm64', '386'],
  android: ['arm64', 'arm', 'amd64', '386'],
  freebsd: ['amd64', 'arm64', '386', 'arm', 'riscv64'],
  openbsd: ['amd64', 'arm64', '386', 'arm', 'ppc64', 'riscv64'],
  netbsd: ['amd64', 'arm64', '386', 'arm'],
  plan9: ['amd64', '386', 'arm'],
  aix: ['ppc64'],
  ios: ['arm64'],
};

/** The processors of a system, the most common first. */
export function hostMachines(goos: string): readonly string[] {
  return machines[goos] ?? ['amd64'];
}

/** The versions of a system that make a difference to Go, with their names. */
export const hostVersions: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  windows: [
    ['11.0', 'Windows 11'],
    ['10.0', 'Windows 10'],
    ['6.3', 'Windows 8.1'],
    ['6.1', 'Windows 7'],
  ],
  darwin: [
    ['26.0', 'macOS 26'],
    ['15.0', 'macOS 15'],
    ['14.0', 'macOS 14'],
    ['13.0', 'macOS 13'],
    ['12.0', 'macOS 12'],
    ['11.0', 'macOS 11'],
    ['10.15', 'macOS 10.15'],
    ['10.13', 'macOS 10.13'],
  ],
  linux: [
    ['6.0', 'kernel 6'],
    ['5.0', 'kernel 5'],
    ['4.0', 'kernel 4'],
    ['3.2', 'kernel 3.2'],
    ['2.6.32', 'kernel 2.6.32'],
  ],
};

/** A binary as something to be started; what the file does not tell is empty. */
export function programOf(fileName: string, summary: SummaryPart): Executable {
  const target = valueOf(summary.target);
  // Names of builds end in " for linux/amd64", of files in containers begin with the container's.
  const name = fileName.replace(/ for \S+(?: \S+=\S+)?$/, '').replace(/^.*[:/] ?/, '');
  const isElf = summary.format === 'ELF';
  return {
    name,
    goos: target?.goos || (isElf && valueOf(summary.abi) === 'GNU/Linux' ? 'linux' : ''),
    goarch: target?.goarch ?? '',
    variant: target?.variant ?? null,
    kind: valueOf(summary.kind) ?? 'other',
    interpreter: valueOf(summary.interpreter) ?? '',
    required: valueOf(summary.minimumOs.required) || valueOf(summary.minimumOs.declared) || '',
  };
}
