// The name of a binary, before it is built and when it is downloaded.
import type { Target } from '../project/target.ts';

/**
 * The name that `go build` gives the executable of a module: the last element of its path, or the one before when
 * the last is a major version (load.DefaultExecName in cmd/go/internal/load/pkg.go), with .exe for Windows.
 * WebAssembly gets .wasm, which go itself leaves out, because no host opens the file without it.
 */
export function binaryName(modulePath: string | undefined, target: Pick<Target, 'goos' | 'goarch'>): string {
  const elements = (modulePath ?? '').split('/').filter(Boolean);
  const last = elements.at(-1) ?? 'main';
  const base = /^v[1-9][0-9]*$/.test(last) && last !== 'v1' ? (elements.at(-2) ?? last) : last;
  return withEnding(base, target);
}

/** The name with the ending that the target's system expects; a name that has it already stays as it is. */
export function withEnding(name: string, { goos, goarch }: Pick<Target, 'goos' | 'goarch'>): string {
  const ending = goos === 'windows' ? '.exe' : goarch === 'wasm' ? '.wasm' : '';
  return name.endsWith(ending) ? name : name + ending;
}
