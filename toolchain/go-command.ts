// Runs the native `go` of a release in an environment that holds nothing of the user's.
import { spawn } from 'node:child_process';
import path from 'node:path';

/** A release on this machine and the folders its `go` may fill. */
export interface NativeGo {
  /** For example go1.27.3. */
  release: string;
  /** The time line of VERSION, RFC 3339. */
  releaseTime: string;
  goroot: string;
  /** Kept between runs: GOCACHE and friends live below it. */
  workFolder: string;
}

/** A target of one `go` call, with architecture variables such as GOAMD64 where they are not the default. */
export interface GoVariables {
  GOOS?: string;
  GOARCH?: string;
  [variable: string]: string | undefined;
}

/** How a started program ended. */
export interface Finished {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Path of a native executable of the release, such as go. */
export function nativeExecutable(goroot: string, name: string): string {
  return path.join(goroot, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** The environment without any of Go's variables: a user's GOFLAGS or GOAMD64 must not reach what we build. */
export function withoutGoVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(GO|CGO_)/i.test(name)));
}

/** The whole environment for the release's own `go`: release defaults, no cgo, no network, caches below the work folder. */
export function goEnvironment(go: NativeGo, variables: GoVariables = {}): NodeJS.ProcessEnv {
  return {
    ...withoutGoVariables(process.env),
    GOROOT: go.goroot,
    GOTOOLCHAIN: 'local',
    GOENV: 'off',
    GOWORK: 'off',
    GOFLAGS: '',
    GOPROXY: 'off',
    CGO_ENABLED: '0',
    // A seventh less time: most compiles end before a collection pays. The limit is for the few big ones.
    GOGC: 'off',
    GOMEMLIMIT: '512MiB',
    GOCACHE: path.join(go.workFolder, 'gocache'),
    // Not the user's: a GOROOT that GOTOOLCHAIN fetched lies below GOMODCACHE, where `go build -overlay` replaces nothing.
    GOMODCACHE: path.join(go.workFolder, 'gomodcache'),
    GOPATH: path.join(go.workFolder, 'gopath'),
    ...variables,
  };
}

/** Runs a program to its exit and collects its output. Rejects only when it cannot be started. */
export function run(
  file: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        exitCode: code ?? -1,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      }),
    );
  });
}

/** Runs the release's `go` and reports how it ended. `cwd` is the work folder when not given. */
export function tryGo(
  go: NativeGo,
  args: readonly string[],
  options: { variables?: GoVariables; cwd?: string } = {},
): Promise<Finished> {
  return run(nativeExecutable(go.goroot, 'go'), args, {
    env: goEnvironment(go, options.variables),
    cwd: options.cwd ?? go.workFolder,
  });
}

/**
 * Runs the release's `go` and returns its standard output.
 * @throws Error with the command and what it printed when it fails.
 */
export async function runGo(
  go: NativeGo,
  args: readonly string[],
  options: { variables?: GoVariables; cwd?: string } = {},
): Promise<string> {
  const finished = await tryGo(go, args, options);
  if (finished.exitCode !== 0) {
    const target = options.variables?.GOOS ? ` (${options.variables.GOOS}/${options.variables.GOARCH})` : '';
    throw new Error(`go ${args.join(' ')}${target}: exit code ${finished.exitCode}\n${finished.stderr}`);
  }
  return finished.stdout;
}
