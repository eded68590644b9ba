// Tells whether a binary starts on a host, and what its user would see.
import { byName } from '../read/by-name.ts';
import { distributionOf } from './distributions.ts';
import { dynamicConditions, missingLibrary } from './dynamic-linking.ts';
import type { Executable, Host } from './executable.ts';
import { commandStep, type Step } from './host-command.ts';
import { isOlder } from './minimum-system.ts';
import { noProgram, notesOf } from './no-program.ts';
import { conditionOf, shortfall } from './processor-level.ts';
import { compatible, refusal, startSteps, wrongFormat, wrongSystem } from './system-messages.ts';
import type { HostTold } from './told.ts';
import { no, type Finding, type Judgement, type Verdict } from './verdict.ts';
import { webAssembly } from './web-assembly.ts';

/** willItRun answers for one program and one host. */
export function willItRun(program: Executable, asked: Host): Verdict {
  // A distribution brings its kernel, unless another version is asked for.
  const kernel = distributionOf(asked.distribution)?.kernel ?? '';
  const host = { ...asked, version: asked.version || kernel };
  const started = sliceFor(program, host);
  return { ...judge(started, host), notes: notesOf(started, host), evidence: started.evidence };
}

function judge(program: Executable, host: Host): Judgement {
  return (
    noProgram(program, host) ??
    webAssembly(program, host) ??
    wrongFormat(program, host) ??
    otherSystem(program, host) ??
    otherMachine(program, host) ??
    starts(program, host, [], [])
  );
}

/** Of a universal file the system starts the program for its processor, else the one that it can translate. */
function sliceFor(program: Executable, host: Host): Executable {
  const { slices } = program;
  const own = slices.find(({ goarch }) => goarch === host.goarch);
  const translated = slices.find((slice) => compatible(slice, host) !== undefined);
  return own ?? translated ?? slices[0] ?? program;
}

// Programs of one of them mostly start on the other: they grew out of one system.
const related = ['solaris', 'illumos'];

function otherSystem(program: Executable, host: Host): Judgement | undefined {
  const { goos } = program;
  if (goos === host.goos) return undefined;
  if (related.includes(goos) && related.includes(host.goos)) return undefined;
  if (goos !== '') return wrongSystem(program, host);
  // These start nothing without their own mark (the image activators of each kernel).
  const isStrict = ['freebsd', 'netbsd', 'openbsd'].includes(host.goos) && program.format === 'ELF';
  return isStrict ? wrongSystem(program, host) : undefined;
}

function otherMachine(program: Executable, host: Host): Judgement | undefined {
  const { goarch, dotNet } = program;
  if (goarch === host.goarch || goarch === '') return undefined;
  if (dotNet?.isAnyProcessor && host.goos === 'windows') return undefined;
  const instead = `${host.goos}/${host.goarch}`;
  const way = compatible(program, host);
  if (!way) {
    const answer: HostTold = { code: 'other_machine', values: { goarch, host: host.goarch } };
    return no(answer, ['machine'], refusal(host, program.name), instead, emulation(program, host));
  }
  if (way.outcome === 'if') {
    const judged = starts(program, host, [], [{ told: { code: way.condition }, basis: ['machine'] }]);
    return judged.outcome === 'no' ? judged : { ...judged, instead };
  }
  const { outcome, answer, steps = [] } = way;
  const judged = starts(program, host, steps, []);
  if (judged.outcome === 'no') return judged;
  if (judged.conditions.length > 0) return { ...judged, instead };
  return { ...judged, outcome, answer: { code: answer }, basis: ['machine'], instead };
}

// What QEMU calls processors otherwise than Go.
const qemuNames = byName({
  386: 'i386',
  amd64: 'x86_64',
  arm64: 'aarch64',
  arm64be: 'aarch64_be',
  armbe: 'armeb',
  loong64: 'loongarch64',
  mipsle: 'mipsel',
  mips64le: 'mips64el',
  mips64p32: 'mipsn32',
  mips64p32le: 'mipsn32el',
  riscv: 'riscv32',
});

/** Processors that QEMU has no user mode for, or that have no name of one word. */
const hasQemu = /^[a-z\d]+$/;

function emulation({ goarch, name }: Executable, host: Host): Step[] {
  if (host.goos !== 'linux' || !hasQemu.test(goarch)) return [];
  return [commandStep('step_qemu', host, [`qemu-${qemuNames.get(goarch) ?? goarch}`, `./${name}`])];
}

/** What remains to be asked of a program that the host's kernel loads. */
function starts(
  program: Executable,
  host: Host,
  steps: readonly Step[],
  more: readonly Finding[],
): Judgement {
  return (
    tooOld(program, host) ??
    missingLevel(program, host) ??
    badSignature(program, host) ??
    notOfTheSystem(program, host) ??
    missingLibrary(program, host) ??
    startsIf([...more, ...conditionsFor(program, host)], [...steps, ...startSteps(program, host)])
  );
}

function startsIf(conditions: readonly Finding[], steps: readonly Step[]): Judgement {
  const isCertain = conditions.length === 0;
  return {
    outcome: isCertain ? 'yes' : 'with',
    answer: { code: isCertain ? 'starts' : 'starts_if' },
    basis: ['system', 'machine', 'kind'],
    conditions,
    error: undefined,
    instead: '',
    steps,
  };
}

/** What a Go release needs counts before what its linker wrote into the header, which is less. */
function tooOld({ required, declared, name, goos }: Executable, { version }: Host): Judgement | undefined {
  if (isOlder(version, required)) {
    const values = { required: required.replace('Windows 10.0', 'Windows 10') };
    const steps: Step[] = [{ told: { code: 'step_older_release' } }];
    return no({ code: 'too_old', values }, ['release'], tooOldError(goos, name), '', steps);
  }
  if (!isOlder(version, declared)) return undefined;
  const answer: HostTold = { code: 'too_old_declared', values: { declared } };
  return no(answer, ['minimum'], tooOldError(goos, name));
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

function missingLevel({ variant, goos, goarch }: Executable, host: Host): Judgement | undefined {
  const missing = variant && goarch === host.goarch && shortfall(variant, host);
  if (!missing) return undefined;
  const setting = `${variant.key}=${variant.value}`;
  return {
    outcome: missing.canBeEmulated ? 'with' : 'no',
    answer: {
      code: missing.canBeEmulated ? 'below_level_emulated' : 'below_level',
      values: { goarch, setting, level: host.level },
    },
    basis: ['variant'],
    conditions: [],
    error: missing.error,
    instead: `${goos}/${goarch} ${variant.key}=${host.level}`,
    steps: [],
  };
}

/** On Apple silicon the kernel kills what is not signed, or was changed since; translated programs are let through. */
function badSignature({ format, signature, goarch, name }: Executable, host: Host): Judgement | undefined {
  const isAsked =
    format === 'Mach-O' && host.goos === 'darwin' && host.goarch === 'arm64' && goarch === 'arm64';
  if (!isAsked || (signature !== 'absent' && signature !== 'broken')) return undefined;
  const code = signature === 'absent' ? 'not_signed' : 'signature_broken';
  const step = commandStep('step_sign', host, ['codesign', '--force', '--sign', '-', `./${name}`]);
  return no({ code }, ['signature'], { code: 'killed', values: { name } }, '', [step]);
}

/** iOS starts apps only; Android no programs that cannot be moved, since 5.0. */
function notOfTheSystem({ kind, interpreter, name }: Executable, { goos }: Host): Judgement | undefined {
  if (goos === 'ios') return no({ code: 'only_apps' }, ['system']);
  if (goos !== 'android' || kind !== 'executable' || interpreter === '') return undefined;
  return no({ code: 'not_pie' }, ['kind', 'interpreter'], { code: 'refused_not_pie', values: { name } });
}

function conditionsFor(program: Executable, host: Host): Finding[] {
  const { variant, goos, format, signature } = program;
  const conditions: Finding[] = [];
  const add = (told: HostTold, ...basis: Finding['basis'][number][]) => conditions.push({ told, basis });
  if (goos === '') add({ code: 'if_system' }, 'system');
  else if (goos !== host.goos) add({ code: 'if_related' }, 'system');
  const asked = variant && conditionOf(variant, host);
  if (asked) add(asked, 'variant');
  if (variant?.key === 'GOARM' && /^[56]/.test(variant.value) && needsAtomics.includes(host.goos))
    add({ code: 'if_single_core' }, 'variant');
  if (format === 'Mach-O' && signature === 'unchecked' && host.goarch === 'arm64')
    add({ code: 'if_signature' }, 'signature');
  return [...conditions, ...dynamicConditions(program, host)];
}

// Where the runtime refuses to go without the atomic instructions of ARMv7 on several cores (os_freebsd_arm.go and others).
const needsAtomics = ['freebsd', 'netbsd', 'openbsd'];
