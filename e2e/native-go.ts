// The measure of all builds in the page: the native `go` of the same release on the same files.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Contents of a project's text files by path. */
export type Sources = Readonly<Record<string, string>>;

/** What a native build gave: the SHA-256 of the executable, or what go printed instead. */
export interface NativeBuild {
  sha256: string | undefined;
  stderr: string;
}

/** SHA-256 in lower-case hex. */
export function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** The release that the page under test is prepared for: the default of its releases.json. */
export function preparedRelease(): string {
  const prepared =
    process.env['ANYPORT_TOOLCHAIN'] ?? fileURLToPath(new URL('../public/toolchain', import.meta.url));
  return (JSON.parse(readFileSync(path.join(prepared, 'releases.json'), 'utf8')) as { default: string })
    .default;
}

const goroots = new Map<string, string>();

/** GOROOT of the release, by the `go` on PATH with the user's own GOPROXY and caches. */
function gorootOf(release: string): string {
  const env = { ...process.env, GOTOOLCHAIN: release, GOROOT: '', GOFLAGS: '' };
  const goroot =
    goroots.get(release) ?? execFileSync('go', ['env', 'GOROOT'], { env, encoding: 'utf8' }).trim();
  goroots.set(release, goroot);
  return goroot;
}

/** None of the user's variables for Go may reach the build; only the caches stay where they are. */
function environment(
  goroot: string,
  target: string,
  variant: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(GO|CGO_)/.test(name) || ['GOCACHE', 'GOPATH', 'GOMODCACHE'].includes(name),
  );
  const [GOOS, GOARCH] = target.split('/');
  const release = { GOROOT: goroot, GOTOOLCHAIN: 'local', GOENV: 'off', GOPROXY: 'off' };
  return { ...Object.fromEntries(kept), ...release, CGO_ENABLED: '0', GOOS, GOARCH, ...variant };
}

/**
 * Builds with native Go as the shell command on the page says.
 * @param target For example linux/amd64.
 * @param variant For example { GOAMD64: 'v3' }.
 */
export function nativeBuild(
  sources: Readonly<Record<string, string | Uint8Array>>,
  target: string,
  variant: Readonly<Record<string, string>> = {},
): NativeBuild {
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-native-'));
  try {
    for (const [name, content] of Object.entries(sources)) {
      const file = path.join(folder, 'project', name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const goroot = gorootOf(preparedRelease());
    const executable = path.join(folder, 'executable');
    const built = spawnSync(
      path.join(goroot, 'bin', 'go'),
      ['build', '-trimpath', '-buildvcs=false', '-o', executable, '.'],
      { cwd: path.join(folder, 'project'), env: environment(goroot, target, variant), encoding: 'utf8' },
    );
    if (built.error) throw built.error;
    return { sha256: built.status === 0 ? sha256Of(executable) : undefined, stderr: built.stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The variables under which a script finds this release's own go, without fetching one. */
export function nativeGoEnvironment(): NodeJS.ProcessEnv {
  const bin = path.join(gorootOf(preparedRelease()), 'bin');
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` };
}
