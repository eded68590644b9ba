// Tells what starts a WebAssembly module: a host that supplies what it imports.
import type { Executable, Host } from './executable.ts';
import { fileStep, type Step } from './host-command.ts';
import { refusal } from './system-messages.ts';
import { no, type Judgement } from './verdict.ts';

/** The modules that Go's own script and WASI runtimes supply. */
const supplied = ['gojs', 'go', 'wasi_snapshot_preview1', 'wasi_unstable'];

/** webAssembly answers for modules of WebAssembly; undefined for other programs. */
export function webAssembly(program: Executable, host: Host): Judgement | undefined {
  if (program.goarch !== 'wasm') return undefined;
  const { name, goos, modules } = program;
  const strange = modules.filter((module) => !supplied.includes(module));
  if (strange.length > 0)
    return no({ code: 'imports_not_supplied', values: { modules: strange.join(', ') } }, ['imports']);
  const node = 'node "$(go env GOROOT)/lib/wasm/wasm_exec_node.js"';
  const steps: readonly Step[] =
    goos === 'js'
      ? [fileStep('step_node', host, node, name), { told: { code: 'step_web_page' } }]
      : [
          fileStep('step_wasmtime', host, 'wasmtime', name),
          fileStep('step_wazero', host, 'wazero run', name),
          { told: { code: 'step_run_here' } },
        ];
  return {
    outcome: 'with',
    answer: { code: 'inside_another' },
    basis: ['format', 'imports'],
    conditions: [],
    error: refusal(host, name),
    instead: `${host.goos}/${host.goarch}`,
    steps,
  };
}
