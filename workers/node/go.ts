// `npm run go -- ARGS`: the page's own go, under Node, on the directory it is called from.
import { mkdirSync, readSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flush } from './disk-file.ts';
import { DiskFolder } from './disk-folder.ts';
import { DiskSource } from './disk-source.ts';
import { goEnvironment } from '../go/environment.ts';
import { ProcessTable } from '../process/process.ts';
import { Toolchain } from '../toolchain/toolchain.ts';
import { Folder } from '../wasi/folder.ts';
import { NullDevice } from '../wasi/null-device.ts';
import { InputStream, OutputStream } from '../wasi/descriptors.ts';

const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Commands that execute what they build, which must then be wasip1. */
const executing = new Set(['run', 'test']);

const architectures: Record<string, string> = { x64: 'amd64', ia32: '386', mipsel: 'mipsle' };

/** GOOS and GOARCH when the caller names none: this machine's, as the real go has it, or wasip1 for what runs here. */
function defaultTarget(command: string | undefined): string[] {
  if (command !== undefined && executing.has(command)) return ['GOOS=wasip1', 'GOARCH=wasm'];
  const goos = process.platform === 'win32' ? 'windows' : process.platform;
  return [`GOOS=${goos}`, `GOARCH=${architectures[process.arch] ?? process.arch}`];
}

/** The caller's environment over the defaults; what describes a real GOROOT or another toolchain stays out. */
function environment(command: string | undefined, cwd: string): string[] {
  const own = new Set([
    'GOROOT',
    'GOCACHE',
    'GOTMPDIR',
    'TMPDIR',
    'GOTOOLCHAIN',
    'CGO_ENABLED',
    'PWD',
    'GOFLAGS',
    'PATH',
  ]);
  const passed = Object.entries(process.env).filter(([name]) => !own.has(name));
  const { HOME: home = '/', GOFLAGS: flags = '', PATH: path = '' } = process.env;
  return Object.entries({
    ...Object.fromEntries(
      [...goEnvironment, ...defaultTarget(command)].map((entry) => entry.split(/=(.*)/s)),
    ),
    GOPATH: join(home, 'go'),
    GOMODCACHE: join(process.env.GOPATH ?? join(home, 'go'), 'pkg', 'mod'),
    ...Object.fromEntries(passed),
    GOFLAGS: `-trimpath -buildvcs=false ${flags}`.trim(),
    PATH: `/goroot/bin:${path}`,
    PWD: cwd,
  }).map(([name, value]) => `${name}=${value}`);
}

/** Writes all of the bytes; a pipe whose reader is slow answers EAGAIN. */
function write(fd: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

function read(target: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, target);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

/** The real file system, with the toolchain's folders laid over it. What go compiles stays in `cache`, a real folder. */
function mountedRoot(cache: string): Folder {
  // go makes these itself; made beforehand, they are real folders before a pack's entries come to lie over them.
  for (let i = 0; i < 256; i++) mkdirSync(join(cache, i.toString(16).padStart(2, '0')), { recursive: true });
  const dev = new Folder();
  dev.entries.set('null', new NullDevice());
  const mounted = { goroot: new Folder(), gotmp: new Folder(), gocache: new DiskFolder(cache), dev };
  return new DiskFolder('/', new Map(Object.entries(mounted)));
}

async function main(args: string[]): Promise<number> {
  const source = DiskSource.at(process.env.ANYPORT_TOOLCHAIN ?? join(project, 'public', 'toolchain'));
  const manifest = source.manifest();
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const env = environment(args[0], cwd);
  const root = mountedRoot(
    process.env.ANYPORT_GOCACHE ?? join(project, '.cache', 'go-build', manifest.release),
  );
  const toolchain = new Toolchain(manifest, source, root);
  const variable = (name: string) =>
    env.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  await toolchain.mount(`${variable('GOOS')}/${variable('GOARCH')}`);
  toolchain.touchCache();
  const processes = new ProcessTable({
    root,
    tool: (name) => toolchain.tool(name),
    versionLine: (name) => toolchain.versionLine(name),
    ...(process.env.ANYPORT_TRACE ? { onExit: trace } : {}),
  });
  const fds = [
    new InputStream(read),
    new OutputStream((b) => write(1, b)),
    new OutputStream((b) => write(2, b)),
  ];
  try {
    return processes.run({ path: '/goroot/bin/go', argv: ['go', ...args], env, cwd, fds });
  } finally {
    flush();
  }
}

/** With ANYPORT_TRACE set: each process with its milliseconds and megabytes, on stderr. */
function trace(argv: string[], exitCode: number, milliseconds: number, memory: number): void {
  const line = `${milliseconds.toFixed(0)} ms ${(memory / 1e6).toFixed(0)} MB exit ${exitCode} ${argv.join(' ')}`;
  process.stderr.write(`${line.slice(0, 160)}\n`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
