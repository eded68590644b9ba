// What systems say of programs they cannot run, what they run all the same, and how to start.
import { fileOperand, quoteForSh } from '../../project/shell-quote.ts';
import { commandStep, hereOn, type Step } from './host-command.ts';
import type { HostTold, PlainCode } from './told.ts';
import type { Executable, Host } from './executable.ts';
import { isOlder } from './minimum-system.ts';
import { no, type Judgement } from './verdict.ts';

/** refusal is what the user of a host sees when he starts a program that is not for it. */
export function refusal({ goos }: Host, name: string): HostTold {
  switch (goos) {
    case 'darwin':
    case 'ios':
      return { code: 'refused_darwin', values: { name } };
    case 'windows':
      return { code: 'refused_windows', values: { name } };
    case 'plan9':
      return { code: 'refused_plan9', values: { name } };
    default:
      return { code: 'refused', values: { name } };
  }
}

/** Way is how a processor runs programs for another: always, with something else, or under a condition. */
type Way =
  | { readonly outcome: 'yes' | 'with'; readonly answer: PlainCode; readonly steps?: readonly Step[] }
  | { readonly outcome: 'if'; readonly condition: PlainCode };

const yes = (answer: PlainCode): Way => ({ outcome: 'yes', answer });

const sometimes = (condition: PlainCode): Way => ({ outcome: 'if', condition });

// By the host, and the processor that the program is for.
const ways: ReadonlyMap<string, Way> = new Map([
  [
    'darwin/arm64 amd64',
    {
      outcome: 'with',
      answer: 'other_machine_rosetta',
      steps: [{ told: { code: 'step_rosetta' }, command: 'softwareupdate --install-rosetta' }],
    },
  ],
  ['windows/arm64 amd64', yes('other_machine_windows_11')],
  ['windows/arm64 386', yes('other_machine_windows')],
  // Windows 11 24H2 took it away.
  ['windows/arm64 arm', sometimes('other_machine_arm_windows')],
  ['windows/amd64 386', yes('other_machine_386_windows')],
  ['linux/amd64 386', yes('other_machine_386_linux')],
  ['linux/amd64 amd64p32', sometimes('other_machine_x32')],
  ['freebsd/amd64 386', yes('other_machine_386')],
  ['netbsd/amd64 386', yes('other_machine_386')],
  ['solaris/amd64 386', yes('other_machine_386')],
  ['illumos/amd64 386', yes('other_machine_386')],
  ['android/amd64 386', yes('other_machine_386')],
  ['linux/arm64 arm', sometimes('other_machine_arm')],
  ['freebsd/arm64 arm', sometimes('other_machine_arm')],
  ['netbsd/arm64 arm', sometimes('other_machine_arm')],
  ['android/arm64 arm', sometimes('other_machine_arm')],
  ['linux/mips64 mips', yes('other_machine_mips')],
  ['linux/mips64le mipsle', yes('other_machine_mips')],
  ['linux/mips64 mips64p32', sometimes('other_machine_n32')],
  ['linux/mips64le mips64p32le', sometimes('other_machine_n32')],
  ['linux/ppc64 ppc', sometimes('other_machine_ppc')],
  ['linux/s390x s390', sometimes('other_machine_s390')],
]);

/** compatible tells how a host runs programs of another processor of its system; undefined when it does not. */
export function compatible({ goarch }: Executable, host: Host): Way | undefined {
  // Before 10.15 macOS started 32-bit programs, and Windows 10 on Arm emulates nothing else.
  if (host.goos === 'darwin' && host.goarch === 'amd64' && goarch === '386')
    return isOlder(host.version, 'macOS 10.15') ? yes('other_machine_386') : undefined;
  if (host.goos === 'windows' && goarch === 'amd64' && host.version === '10.0') return undefined;
  return ways.get(`${host.goos}/${host.goarch} ${goarch}`);
}

// Systems whose programs are ELF files.
const elfSystems = ['linux', 'android', 'freebsd', 'netbsd', 'openbsd', 'dragonfly', 'solaris', 'illumos'];

const formats: ReadonlyMap<string, string> = new Map([
  ...elfSystems.map((goos) => [goos, 'ELF'] as const),
  ['windows', 'PE'],
  ['darwin', 'Mach-O'],
  ['ios', 'Mach-O'],
  ['plan9', 'Plan 9 a.out'],
  ['aix', 'XCOFF'],
]);

/** wrongFormat answers for a file that tells no system, in a format that the host starts nothing of. */
export function wrongFormat(program: Executable, host: Host): Judgement | undefined {
  const own = formats.get(host.goos);
  const { format, goos } = program;
  if (own === undefined || format === own || goos !== '') return undefined;
  // Without a mark it is most likely for Linux, whose static programs need none.
  if (format === 'ELF') return wrongSystem(program, host);
  const answer: HostTold = { code: 'other_format', values: { format, host: host.goos, own } };
  return no(answer, ['format'], otherFormat(host, program.name), `${host.goos}/${host.goarch}`);
}

/** wrongSystem answers for a program of another system. */
export function wrongSystem(program: Executable, host: Host): Judgement {
  const { goos, goarch, name, interpreter } = program;
  const instead = `${host.goos}/${host.goarch}`;
  const way = layer({ ...program, goos: goos || 'linux' }, host);
  const outcome = way ? 'with' : 'no';
  const isLoaded = elfSystems.includes(goos) && host.goos === 'linux' && goarch === host.goarch;
  return {
    outcome,
    answer: otherSystemAnswer(program, host, way !== undefined),
    basis: goos === '' ? ['format', 'system'] : ['system'],
    conditions: [],
    error: isLoaded ? loaded(name, interpreter) : otherFormat(host, name),
    instead,
    steps: way ?? [],
  };
}

function otherSystemAnswer({ goos, format }: Executable, host: Host, hasLayer: boolean): HostTold {
  if (goos !== '')
    return {
      code: hasLayer ? 'other_system_layer' : 'other_system',
      values: { goos, host: host.goos },
    };
  const values = { format, host: host.goos };
  return hasLayer ? { code: 'no_mark_layer', values } : { code: 'no_mark', values };
}

// Linux looks at the machine only: it loads the file, which then lacks its interpreter or calls what is not there.
function loaded(name: string, path: string): HostTold {
  return path ? { code: 'refused_interpreter', values: { name, path } } : { code: 'crash_at_system_call' };
}

// A file of another format is refused as such, not for its processor.
function otherFormat(host: Host, name: string): HostTold {
  return host.goos === 'darwin' ? { code: 'refused_darwin_format', values: { name } } : refusal(host, name);
}

/** What lets a system run programs of another. */
function layer({ goos, goarch, name, dotNet }: Executable, host: Host): Step[] | undefined {
  if (goos === 'windows' && dotNet && ['linux', 'freebsd', 'darwin'].includes(host.goos))
    return [commandStep('step_mono', host, ['mono', fileOperand(name)])];
  const isSameMachine = goarch === host.goarch;
  const isX86 = isSameMachine || (goarch === '386' && host.goarch === 'amd64');
  if (goos === 'windows' && isX86 && ['linux', 'freebsd', 'darwin'].includes(host.goos))
    return [commandStep('step_wine', host, ['wine', fileOperand(name)])];
  // Without --exec a shell of Linux would read the name again.
  if (goos === 'linux' && host.goos === 'windows' && isX86)
    return [commandStep('step_wsl', host, ['wsl', '--exec', `./${name}`])];
  // Its Linux layer has a part for 32-bit programs; the others' have not.
  const isTaken = isSameMachine || (isX86 && host.goos === 'freebsd');
  if (goos !== 'linux' || !isTaken) return undefined;
  switch (host.goos) {
    case 'freebsd':
      return [
        {
          told: { code: 'step_freebsd' },
          command: `service linux onestart && ${quoteForSh(`./${name}`)}`,
        },
      ];
    case 'android':
      return [overBridge(name, (there) => there)];
    case 'darwin':
      return [
        {
          told: { code: 'step_container' },
          command: `docker run --rm -v "$PWD:/work" -w /work alpine ${quoteForSh(`./${name}`)}`,
        },
      ];
    default:
      return undefined;
  }
}

/** What follows `adb shell` is read by two shells: the one it is typed in, and Android's. */
function overBridge(name: string, write: (there: string) => string): Step {
  const there = quoteForSh(`/data/local/tmp/${name}`);
  const push = `adb push ${quoteForSh(fileOperand(name))} /data/local/tmp/`;
  return { told: { code: 'step_bridge' }, command: `${push} && adb shell ${quoteForSh(write(there))}` };
}

/** startSteps tells how to start a program that is right for its host. */
export function startSteps({ name }: Executable, host: Host): Step[] {
  const path = hereOn(host, name);
  switch (host.goos) {
    case 'windows':
      return [
        commandStep('step_terminal', host, [path]),
        commandStep('step_smart_screen', host, ['Unblock-File', '-LiteralPath', path]),
      ];
    case 'android':
      return [overBridge(name, (there) => `chmod +x ${there} && ${there}`)];
    default:
      return [
        commandStep('step_chmod', host, ['chmod', '+x', path]),
        ...(host.goos === 'darwin' ? [quarantineStep(host, path)] : []),
        commandStep('step_start', host, [path]),
      ];
  }
}

function quarantineStep(host: Host, path: string): Step {
  return commandStep('step_quarantine', host, ['xattr', '-d', 'com.apple.quarantine', path]);
}
