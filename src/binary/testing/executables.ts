// Programs as something to be started, for the tests: as a linker writes them for a target.
import type { Executable } from '../hosts/executable.ts';

const formats = new Map([
  ['windows', 'PE'],
  ['darwin', 'Mach-O'],
  ['ios', 'Mach-O'],
  ['plan9', 'Plan 9 a.out'],
  ['aix', 'XCOFF'],
  ['js', 'WebAssembly'],
  ['wasip1', 'WebAssembly'],
]);

/** executable is a program of a target such as linux/amd64, static where that can be, and signed. */
export function executable(name: string, target: string, more: Partial<Executable> = {}): Executable {
  const [goos = '', goarch = ''] = target.split('/');
  return {
    name,
    format: formats.get(goos) ?? 'ELF',
    goos,
    goarch,
    variant: null,
    kind: 'executable',
    interpreter: '',
    declared: '',
    required: '',
    needs: [],
    signature: 'intact',
    modules: [],
    subsystem: '',
    dotNet: undefined,
    packed: undefined,
    slices: [],
    evidence: {},
    ...more,
  };
}
