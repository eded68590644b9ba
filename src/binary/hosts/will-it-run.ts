// Tells whether a binary starts on a host, and what its user would see.
import type { Kind } from '../binary-file.ts';
import type { GoSetting } from '../go/gobuildinfo.ts';
import { byName } from '../read/by-name.ts';
import { conditionOf, shortfall } from './processor-level.ts';
import type { HostTold, PlainCode } from './told.ts';
import { isOlder } from './minimum-system.ts';
import { commandStep, fileStep, type Step } from './host-command.ts';
import { compatible, refusal, startSteps, wrongSystem } from './system-messages.ts';

/** Executable is a binary as something to be started on a host. */
export interface Executable {
  readonly name: string;
  /** GOOS and GOARCH, empty where the file does not tell. */
  readonly goos: string;
  readonly goarch: string;
  readonly variant: GoSetting | null;
  readonly kind: Kind;
  readonly interpreter: string;
  /** The oldest system it needs, such as "macOS 13"; empty when that is not known. */
  readonly required: string;
}

/** Host is the machine to start it on. */
export interface Host {
  readonly goos: string;
  readonly goarch: string;
  /** Version of the system as in "13" or "10.0"; empty when not known. */
  readonly version: string;
  /** Level of the processor, see levelsOf; empty when not known. */
  readonly level: string;
}

/** Verdict is the answer to whether a program starts on a host. */
export interface Verdict {
  /** with: only with another program, or under a condition. */
  readonly outcome: 'yes' | 'with' | 'no';
  readonly answer: HostTold;
  /** All of them must hold. */
  readonly conditions: readonly HostTold[];
  /** What the user would see when he starts it all the same; undefined when it starts, or nothing is known. */
  readonly error: HostTold | undefined;
  /** The target to build instead, empty when this one is right. */
  readonly instead: string;
  /** How to start it. */
  readonly steps: readonly Step[];
}

/** willItRun answers for one program and one host. */
export function willItRun(program: Executable, host: Host): Verdict {
  return (
    notAProgram(program) ??
    webAssembly(program, host) ??
    otherSystem(program, host) ??
    otherMachine(program, host) ??
    tooOld(program, host) ??
    missingLevel(program, host) ??
    starts(program, host)
  );
}

function no(
  answer: HostTold,
  error: HostTold | undefined,
  instead: string,
  steps: readonly Step[] = [],
): Verdict {
  return { outcome: 'no', answer, conditions: [], error, instead, steps };
}

const noPrograms: Readonly<Partial<Record<Kind, PlainCode>>> = {
  object: 'no_program_object',
  archive: 'no_program_archive',
  core: 'no_program_core',
  'shared library': 'no_program_library',
};

function notAProgram({ kind, goarch }: Executable): Verdict | undefined {
  const code = noPrograms[kind];
  return code && goarch !== 'wasm' ? no({ code }, undefined, '') : undefined;
}

function webAssembly(program: Executable, host: Host): Verdict | undefined {
  if (program.goarch !== 'wasm') return undefined;
  const { name, goos } = program;
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
    conditions: [],
    error: refusal(host, name),
    instead: `${host.goos}/${host.goarch}`,
    steps,
  };
}

function otherSystem(program: Executable, host: Host): Verdict | undefined {
  if (program.goos === host.goos || program.goos === '') return undefined;
  return wrongSystem(program, host);
}

function otherMachine(program: Executable, host: Host): Verdict | undefined {
  if (program.goarch === host.goarch || program.goarch === '') return undefined;
  const instead = `${host.goos}/${host.goarch}`;
  const way = compatible(program, host);
  if (!way) {
    const values = { goarch: program.goarch, host: host.goarch };
    const answer: HostTold = { code: 'other_machine', values };
    return no(answer, refusal(host, program.name), instead, emulation(program, host));
  }
  const late = tooOld(program, host);
  if (late) return late;
  const { outcome, answer, steps = [] } = way;
  const all = [...steps, ...startSteps(program, host)];
  return { outcome, answer, conditions: [], error: undefined, instead, steps: all };
}

// What QEMU calls processors otherwise than Go.
const qemuNames = byName({
  386: 'i386',
  amd64: 'x86_64',
  arm64: 'aarch64',
  loong64: 'loongarch64',
  mipsle: 'mipsel',
  mips64le: 'mips64el',
});

function emulation({ goarch, name }: Executable, host: Host): Step[] {
  if (host.goos !== 'linux') return [];
  return [commandStep('step_qemu', host, [`qemu-${qemuNames.get(goarch) ?? goarch}`, `./${name}`])];
}

function tooOld({ required, name, goos }: Executable, { version }: Host): Verdict | undefined {
  if (!isOlder(version, required)) return undefined;
  const answer: HostTold = {
    code: 'too_old',
    values: { required: required.replace('Windows 10.0', 'Windows 10') },
  };
  return no(answer, tooOldError(goos, name), '', [{ told: { code: 'step_older_release' } }]);
}

function tooOldError(goos: string, name: string): HostTold | undefined {
  switch (goos) {
    case 'darwin':
      return { code: 'crash_dyld' };
    case 'windows':
      return { code: 'refused_windows', values: { name } };
    case 'linux':
      return { code: 'crash_at_start' };
    default:
      return undefined;
  }
}

function missingLevel({ variant, goos, goarch }: Executable, host: Host): Verdict | undefined {
  const missing = variant && shortfall(variant, host);
  if (!missing) return undefined;
  const setting = `${variant.key}=${variant.value}`;
  const instead = `${goos}/${goarch} ${variant.key}=${host.level}`;
  return {
    outcome: missing.canBeEmulated ? 'with' : 'no',
    answer: {
      code: missing.canBeEmulated ? 'below_level_emulated' : 'below_level',
      values: { goarch, setting, level: host.level },
    },
    conditions: [],
    error: missing.error,
    instead,
    steps: [],
  };
}

function starts(program: Executable, host: Host): Verdict {
  const conditions = conditionsOf(program, host);
  return {
    outcome: conditions.length === 0 ? 'yes' : 'with',
    answer: { code: conditions.length === 0 ? 'starts' : 'starts_if' },
    conditions,
    error: undefined,
    instead: '',
    steps: startSteps(program, host),
  };
}

function conditionsOf({ variant, interpreter, goos }: Executable, host: Host): HostTold[] {
  const conditions: HostTold[] = [];
  if (goos === '') conditions.push({ code: 'if_system' });
  const asked = variant && conditionOf(variant, host);
  if (asked) conditions.push(asked);
  if (variant?.key === 'GOARM' && /^[56]/.test(variant.value) && needsAtomics.includes(host.goos))
    conditions.push({ code: 'if_single_core' });
  if (interpreter && goos === 'linux')
    conditions.push({ code: 'if_interpreter', values: { path: interpreter } });
  return conditions;
}

// Where the runtime refuses to go without the atomic instructions of ARMv7 on several cores (os_freebsd_arm.go and others).
const needsAtomics = ['freebsd', 'netbsd', 'openbsd'];
