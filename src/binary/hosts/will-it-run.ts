// Tells whether a binary starts on a host, and what its user would see.
import type { Kind } from '../binary-file.ts';
import type { GoSetting } from '../go/gobuildinfo.ts';
import { conditionOf, levelsOf, shortfall } from './processor-level.ts';
import { isOlder } from './minimum-system.ts';
import { commandStep, fileStep, type Step } from './host-command.ts';
import { compatible, refusal, startSteps, wrongSystem } from './system-messages.ts';

/** Executable is what matters of a binary. */
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

/** Verdict is the answer. */
export interface Verdict {
  /** with: only with another program, or under a condition. */
  readonly outcome: 'yes' | 'with' | 'no';
  /** In a plain sentence. */
  readonly answer: string;
  /** What the user would see when he starts it all the same, empty when it starts. */
  readonly error: string;
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

function no(answer: string, error: string, instead: string, steps: readonly Step[] = []): Verdict {
  return { outcome: 'no', answer, error, instead, steps };
}

const kinds: Readonly<Partial<Record<Kind, string>>> = {
  object: 'an object file: a linker makes a program of it',
  archive: 'an archive: a linker takes what it needs from it',
  core: 'a core dump: a debugger opens it',
  'shared library': 'a library: programs load it',
};

function notAProgram({ kind, goarch }: Executable): Verdict | undefined {
  const what = kinds[kind];
  if (!what || goarch === 'wasm') return undefined;
  return no(`No. This is not a program but ${what}.`, '', '');
}

function webAssembly(program: Executable, host: Host): Verdict | undefined {
  if (program.goarch !== 'wasm') return undefined;
  const { name, goos } = program;
  const steps: readonly Step[] =
    goos === 'js'
      ? [
          fileStep(
            'With Node.js and the file of the same Go release:',
            host,
            'node "$(go env GOROOT)/lib/wasm/wasm_exec_node.js"',
            name,
          ),
          { text: 'Or in a web page, with lib/wasm/wasm_exec.js of that release.' },
        ]
      : [
          fileStep('With Wasmtime:', host, 'wasmtime', name),
          fileStep('Or with Wazero:', host, 'wazero run', name),
          { text: 'Or in this page, when it was built here: press Run on its card.' },
        ];
  return {
    outcome: 'with',
    answer:
      'Only inside another program: WebAssembly is the same on every machine, and none runs it by itself.',
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
    const answer = `No. It holds instructions of ${program.goarch}, and this processor is ${host.goarch}.`;
    return no(answer, refusal(host, program.name), instead, emulation(program, host));
  }
  const late = tooOld(program, host);
  if (late) return late;
  const { outcome, answer, steps = [] } = way;
  return { outcome, answer, error: '', instead, steps: [...steps, ...startSteps(program, host)] };
}

function emulation({ goarch, name }: Executable, host: Host): Step[] {
  const machines: Readonly<Record<string, string>> = {
    386: 'i386',
    amd64: 'x86_64',
    arm64: 'aarch64',
    loong64: 'loongarch64',
    mipsle: 'mipsel',
    mips64le: 'mips64el',
  };
  if (host.goos !== 'linux') return [];
  const qemu = `qemu-${machines[goarch] ?? goarch}`;
  return [commandStep('With QEMU in user mode:', host, [qemu, `./${name}`])];
}

function tooOld({ required, name, goos }: Executable, { version }: Host): Verdict | undefined {
  if (!isOlder(version, required)) return undefined;
  const errors: Readonly<Record<string, string>> = {
    darwin: 'dyld: Symbol not found',
    windows: `${name} is not a valid Win32 application.`,
    linux: 'a crash of the runtime at the start',
  };
  const answer = `No. Its Go release needs ${required.replace('Windows 10.0', 'Windows 10')} or later.`;
  const hint: Step = {
    text: 'The same target, built with an older Go release, may start: go.dev/wiki/MinimumRequirements.',
  };
  return no(answer, errors[goos] ?? '', '', [hint]);
}

function missingLevel({ variant, goos, goarch }: Executable, host: Host): Verdict | undefined {
  const missing = variant && shortfall(variant, host);
  if (!missing) return undefined;
  const { error, unless } = missing;
  const label = levelsOf(goarch).find(({ value }) => value === host.level)?.label ?? host.level;
  const built = `It was built for ${variant.key}=${variant.value}, and this processor has ${label}.`;
  const instead = `${goos}/${goarch} ${variant.key}=${host.level}`;
  if (unless === '') return no(`No. ${built}`, error, instead);
  return { outcome: 'with', answer: `Only if ${unless}. ${built}`, error, instead, steps: [] };
}

function starts(program: Executable, host: Host): Verdict {
  const { variant, interpreter, goos } = program;
  const conditions: string[] = [];
  if (goos === '') conditions.push('the file does not tell its system: taken as the host’s');
  const asked = variant && conditionOf(variant, host);
  if (asked) conditions.push(`${asked}; else: illegal instruction`);
  if (variant?.key === 'GOARM' && /^[56]/.test(variant.value) && needsAtomics.includes(host.goos))
    conditions.push('the machine has a single processor core; else: this system has multiple CPUs');
  if (interpreter && goos === 'linux')
    conditions.push(`${interpreter} is installed; else: No such file or directory`);
  const steps = startSteps(program, host);
  if (conditions.length === 0) return { outcome: 'yes', answer: 'Yes.', error: '', instead: '', steps };
  return { outcome: 'with', answer: `Yes, if ${conditions.join(', and ')}.`, error: '', instead: '', steps };
}

// Where the runtime refuses to go without the atomic instructions of ARMv7 on several cores (os_freebsd_arm.go and others).
const needsAtomics = ['freebsd', 'netbsd', 'openbsd'];
