// Gets the GOROOT of a release onto this machine.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fetchArchive, type PinnedRelease } from './archive.ts';
import { nativeExecutable, type NativeGo, run } from './go-command.ts';
import { say } from './progress.ts';
import pinned from './releases.json' with { type: 'json' };

/** The releases this repository knows, the default first. */
export const pinnedReleases: readonly PinnedRelease[] = pinned.releases;

/** How the user's own `go` is asked for a release: with the user's GOPROXY and GOSUMDB, which Go needs for its download. */
async function gorootBy(goCommand: string, release: string): Promise<string | undefined> {
  const env = { ...process.env, GOTOOLCHAIN: release, GOFLAGS: '', GOROOT: '' };
  const asked = await run(goCommand, ['env', 'GOROOT'], { env }).catch(() => undefined);
  if (asked && asked.exitCode !== 0) say(`  ${goCommand} cannot give ${release}: ${asked.stderr.trim()}`);
  return asked?.exitCode === 0 ? asked.stdout.trim() : undefined;
}

/** Release of the `go` at hand, such as go1.26.8; undefined when there is none. */
async function installedRelease(): Promise<string | undefined> {
  const env = { ...process.env, GOTOOLCHAIN: 'local' };
  const asked = await run('go', ['env', 'GOVERSION'], { env }).catch(() => undefined);
  return asked?.exitCode === 0 ? asked.stdout.trim() : undefined;
}

/**
 * Reads the VERSION file of a GOROOT.
 * @throws Error when it is not exactly the release: with "devel" in it, or anything else, the tools' IDs would not be
 * those of the release, and no prepared cache entry would fit.
 */
export function parseVersion(text: string, release: string): string {
  const [first, second] = text.split('\n');
  const time = /^time (\S+)$/.exec(second ?? '');
  if (first !== release || !time) {
    throw new Error(
      `The VERSION file of this GOROOT says ${JSON.stringify(text)}, not ${release} with its time. ` +
        'Only an official release will do, not a build from a repository.',
    );
  }
  return time[1]!;
}

/** Describes a GOROOT after checking that it is the release. */
async function nativeGoAt(release: string, goroot: string, cache: string): Promise<NativeGo> {
  const version = await readFile(path.join(goroot, 'VERSION'), 'utf8');
  const workFolder = path.join(cache, release);
  for (const name of ['gocache', 'gomodcache', 'gopath'])
    await mkdir(path.join(workFolder, name), { recursive: true });
  return { release, releaseTime: parseVersion(version, release), goroot, workFolder };
}

/** Reports whether a version string is a stable release of Go 1.26 or later. */
export function isUsableRelease(version: string): boolean {
  const match = /^go1\.(\d+)\.\d+$/.exec(version);
  return match !== null && Number(match[1]) >= 26;
}

/** A `go` that can fetch releases: the one on PATH, else one from a pinned archive. */
async function bootstrap(cache: string): Promise<{ command: string; installed: string }> {
  const installed = await installedRelease();
  if (installed) return { command: 'go', installed };
  say('There is no go on PATH: taking an official archive.');
  const { release, goroot } = await fetchArchive(pinnedReleases, cache);
  return { command: nativeExecutable(goroot, 'go'), installed: release };
}

/**
 * Finds or fetches a release. Without `wanted`, takes the first of releases.json that can be had, else the installed one.
 * @param cache Folder for downloads and build caches, kept between runs.
 * @throws Error when no usable release can be had, or when the GOROOT found is not a release.
 */
export async function findRelease(wanted: string | undefined, cache: string): Promise<NativeGo> {
  const { command, installed } = await bootstrap(cache);
  const candidates = wanted ? [wanted] : pinnedReleases.map((pinned) => pinned.release);
  if (!wanted && isUsableRelease(installed)) candidates.push(installed);
  for (const release of candidates) {
    const goroot = await gorootBy(command, release);
    if (goroot) return nativeGoAt(release, goroot, cache);
  }
  throw new Error(
    `None of ${candidates.join(', ')} could be had from ${command} (${installed}). ` +
      'Is the module proxy (GOPROXY) reachable? Or install Go 1.26 or later.',
  );
}
