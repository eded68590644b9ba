// Runs the wasm `go` in Node's own WASI host, for commands that start no process.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

/** ENOSYS of WASI preview 1, the answer to every call of module "proc" that has one. */
const notSupported = (): number => 52;

// Run as: node wasi-go.ts <go.wasm> <folder with goroot, gocache and tmp> <arguments of go...>
const [wasm, folder, ...args] = process.argv.slice(2);
const wasi = new WASI({
  version: 'preview1',
  args: ['go', ...args],
  // What the page gives to `go` (workers/go/environment.ts), as far as GOCACHE's entries depend on it.
  env: {
    GOROOT: '/goroot',
    GOCACHE: '/gocache',
    GOPATH: '/tmp/gopath',
    GOTOOLCHAIN: 'local',
    GOENV: 'off',
    GOTELEMETRY: 'off',
    GOFLAGS: '-trimpath',
    CGO_ENABLED: '0',
    GOOS: 'linux',
    GOARCH: 'amd64',
    HOME: '/tmp',
    TMPDIR: '/tmp',
    PWD: '/tmp',
  },
  preopens: { '/goroot': `${folder}/goroot`, '/gocache': `${folder}/gocache`, '/tmp': `${folder}/tmp` },
});
const proc = {
  spawn: notSupported,
  wait: notSupported,
  pipe: notSupported,
  file_hash: notSupported,
  brk: () => {},
  memory: new WebAssembly.Memory({ initial: 1024 }),
};
const module = await WebAssembly.compile(await readFile(wasm!));
const imports = { ...(wasi.getImportObject() as WebAssembly.Imports), proc };
process.exitCode = wasi.start(await WebAssembly.instantiate(module, imports));
