// The machines to choose from, and a binary as something to be started on one.
import { byName } from '../../../binary/read/by-name.ts';
import { kernelName } from '../../../words/hosts.ts';
import type { Executable } from '../../../binary/hosts/executable.ts';

/** The systems that can be a host, by their GOOS. */
export const hostSystems: readonly string[] = [
  'linux',
  'darwin',
  'windows',
  'android',
  'freebsd',
  'openbsd',
  'netbsd',
  'dragonfly',
  'illumos',
  'solaris',
  'aix',
  'plan9',
  'ios',
];

const machines = byName<readonly string[]>({
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
});

/** The processors of a system, the most common first. */
export function hostMachines(goos: string): readonly string[] {
  return machines.get(goos) ?? ['amd64'];
}

/** A version of a system with the name that people have for it. */
type NamedVersion = readonly [version: string, name: string];

/** The versions of a system that make a difference to Go, with their names. */
export function hostVersions(goos: string): readonly NamedVersion[] {
  switch (goos) {
    case 'windows':
      return [
        ['11.0', 'Windows 11'],
        ['10.0', 'Windows 10'],
        ['6.3', 'Windows 8.1'],
        ['6.1', 'Windows 7'],
      ];
    case 'darwin':
      return ['26.0', '15.0', '14.0', '13.0', '12.0', '11.0', '10.15', '10.13'].map((version) => [
        version,
        `macOS ${version.replace(/\.0$/, '')}`,
      ]);
    case 'linux':
      return ['6.0', '5.0', '4.0', '3.2', '2.6.32'].map((version) => [
        version,
        kernelName(version.replace(/\.0$/, '')),
      ]);
    default:
      return [];
  }
}

/** A binary under the name that its file has where it is started. */
export function programNamed(fileName: string, program: Executable): Executable {
  // Names of builds end in " for linux/amd64", of files in containers begin with the container's.
  const name = fileName.replace(/ for \S+(?: \S+=\S+)?$/, '').replace(/^.*[:/] ?/, '');
  return { ...program, name, slices: program.slices.map((slice) => ({ ...slice, name })) };
}
