// Builds projects with native go, in an empty folder that nothing of the user's own settings reaches.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bytesOf, type ProjectFile } from '../../src/project/file.ts';
import { buildFlags, buildVariables, type Settings } from '../../src/project/settings.ts';
import type { Target } from '../../src/project/target.ts';
import type { LinkBuilder, LinkedBuild } from './page-builds.ts';

/** Variables by which go finds and fetches a release. */
const reachable = new Set(['GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GOPATH', 'GOMODCACHE']);

/** Builds with native go of one release, which go itself fetches where it is not there. */
export class NativeBuilds implements LinkBuilder {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'anyport-verify-'));
  readonly #goroot: string;
  readonly #release: string;
  readonly #fetchesModules: boolean;
  #count = 0;

  /** Throws when the release cannot be had. */
  constructor(release: string, fetchesModules: boolean) {
    this.#release = release;
    this.#fetchesModules = fetchesModules;
    const kept = Object.entries(process.env).filter(
      ([name]) => !/^(GO|CGO_)/.test(name) || reachable.has(name),
    );
    // Here go may use the user's own proxy and caches; the builds below see none of it.
    const env = { ...Object.fromEntries(kept), GOTOOLCHAIN: release, GOENV: 'off', GOWORK: 'off' };
    this.#goroot = execFileSync('go', ['env', 'GOROOT'], { cwd: this.#folder, env, encoding: 'utf8' }).trim();
  }

  async build(files: readonly ProjectFile[], target: Target, settings: Settings): Promise<LinkedBuild> {
    const project = this.#write(files);
    const executable = path.join(this.#folder, `executable-${this.#count}`);
    const go = path.join(this.#goroot, 'bin', 'go');
    const ran = spawnSync(go, ['build', ...buildFlags(settings), '-o', executable, '.'], {
      cwd: project,
      env: this.#environment(files, target, settings),
      encoding: 'utf8',
    });
    if (ran.error) throw ran.error;
    if (ran.status !== 0) return { output: ran.stderr };
    const bytes = new Uint8Array(readFileSync(executable));
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  close(): void {
    // go makes the folders of fetched modules read-only.
    if (this.#fetchesModules)
      spawnSync(path.join(this.#goroot, 'bin', 'go'), ['clean', '-modcache'], {
        env: this.#homes(),
        cwd: this.#folder,
      });
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #write(files: readonly ProjectFile[]): string {
    this.#count += 1;
    const project = path.join(this.#folder, `project-${this.#count}`);
    for (const file of files) {
      const to = path.join(project, file.path);
      mkdirSync(path.dirname(to), { recursive: true });
      writeFileSync(to, bytesOf(file), { flag: 'wx' });
    }
    return project;
  }

  /** All that a build sees. */
  #environment(files: readonly ProjectFile[], target: Target, settings: Settings): NodeJS.ProcessEnv {
    const hasWorkspace = files.some(({ path }) => path === 'go.work');
    const fetching = this.#fetchesModules ? {} : { GOPROXY: 'off', GOSUMDB: 'off' };
    return {
      ...this.#homes(),
      ...fetching,
      GOTOOLCHAIN: this.#release,
      GOFLAGS: '',
      GOWORK: hasWorkspace ? '' : 'off',
      ...Object.fromEntries(buildVariables(target, settings)),
    };
  }

  /** Folders of its own. Windows needs to know where it is. */
  #homes(): NodeJS.ProcessEnv {
    const { SystemRoot } = process.env;
    const home = path.join(this.#folder, 'home');
    const temporary = path.join(this.#folder, 'tmp');
    mkdirSync(temporary, { recursive: true });
    return {
      ...(SystemRoot !== undefined && { SystemRoot }),
      PATH: path.join(this.#goroot, 'bin'),
      GOROOT: this.#goroot,
      HOME: home,
      USERPROFILE: home,
      TMPDIR: temporary,
      TEMP: temporary,
      GOPATH: path.join(home, 'go'),
      GOCACHE: path.join(home, 'cache'),
      GOENV: 'off',
      GOTELEMETRY: 'off',
    };
  }
}
