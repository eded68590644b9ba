// The oldest system each Go release supports, whatever a file's header claims.
// The release notes, go.dev/doc/go1.N, and go.dev/wiki/MinimumRequirements.
import { byName } from '../read/by-name.ts';

interface Requirement {
  /** The first minor release of Go 1 with this requirement. */
  readonly since: number;
  readonly system: string;
}

// Newest first.
const requirements = byName<readonly Requirement[]>({
  darwin: [
    { since: 27, system: 'macOS 13' },
    { since: 25, system: 'macOS 12' },
    { since: 23, system: 'macOS 11' },
    { since: 21, system: 'macOS 10.15' },
    { since: 17, system: 'macOS 10.13' },
    { since: 15, system: 'macOS 10.12' },
    { since: 13, system: 'macOS 10.11' },
  ],
  ios: [{ since: 18, system: 'iOS 12' }],
  windows: [
    { since: 21, system: 'Windows 10.0' },
    { since: 11, system: 'Windows 6.1' },
  ],
  linux: [
    { since: 24, system: 'Linux 3.2' },
    { since: 18, system: 'Linux 2.6.32' },
  ],
  freebsd: [{ since: 19, system: 'FreeBSD 12.2' }],
});

/** minorOf returns the N of go1.N…, undefined for development versions. */
export function minorOf(goVersion: string): number | undefined {
  const minor = /^go1\.(\d+)/.exec(goVersion)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** requiredSystem returns the oldest system a program of a Go release runs on; empty where the release names none. */
export function requiredSystem(goos: string, goVersion: string): string {
  const minor = minorOf(goVersion);
  if (minor === undefined) return '';
  return requirements.get(goos)?.find((each) => each.since <= minor)?.system ?? '';
}

/** isOlder tells whether a version such as "12.5" is below what is required, such as "macOS 13"; false when not known. */
export function isOlder(version: string, required: string): boolean {
  const wanted = /[\d.]+$/.exec(required)?.[0];
  if (version === '' || wanted === undefined) return false;
  return compareVersions(version, wanted) < 0;
}

/** compareVersions compares numbers with dots, part by part; missing parts are 0. Below 0 when a is older. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    const difference = (first[i] ?? 0) - (second[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
