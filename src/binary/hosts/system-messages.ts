// What systems say of programs they cannot run, what they run all the same, and how to start.
import { fileOperand, quoteForSh } from '../../project/shell-quote.ts';
import { commandStep, hereOn, type Step } from './host-command.ts';
import type { Host, Executable, Verdict } from './will-it-run.ts';

/** refusal is what the user of a host sees when he starts a program that is not for it. */
export function refusal({ goos }: Host, name: string): string {
  switch (goos) {
    case 'darwin':
    case 'ios':
      return `zsh: bad CPU type in executable: ./${name}`;
    case 'windows':
      return `${name} is not a valid Win32 application.`;
    case 'plan9':
      return `./${name}: exec header invalid`;
    default:
      return `./${name}: cannot execute binary file: Exec format error`;
  }
}

/** Way is how a processor runs programs for another. */
interface Way {
  readonly outcome: 'yes' | 'with';
  readonly answer: string;
  readonly steps?: readonly Step[];
}

const ways: Readonly<Record<string, Way>> = {
  'darwin/arm64 amd64': {
    outcome: 'with',
    answer: 'Yes, translated by Rosetta 2. The target for this processor starts faster.',
    steps: [{ text: 'Install Rosetta once:', command: 'softwareupdate --install-rosetta' }],
  },
  'windows/arm64 amd64': { outcome: 'yes', answer: 'Yes, emulated: Windows 11 on Arm does so by itself.' },
  'windows/arm64 386': { outcome: 'yes', answer: 'Yes, emulated: Windows on Arm does so by itself.' },
  'windows/amd64 386': { outcome: 'yes', answer: 'Yes: 64-bit Windows runs 32-bit programs.' },
  'linux/amd64 386': {
    outcome: 'yes',
    answer: 'Yes: 64-bit x86 runs 32-bit programs, and this one brings all it needs.',
  },
  'freebsd/amd64 386': { outcome: 'yes', answer: 'Yes: 64-bit x86 runs 32-bit programs.' },
  'linux/arm64 arm': {
    outcome: 'with',
    answer: 'Yes, if the processor still has 32-bit instructions: newer servers and Apple’s have not.',
  },
  'linux/mips64 mips': { outcome: 'yes', answer: 'Yes: 64-bit MIPS runs 32-bit programs.' },
  'linux/mips64le mipsle': { outcome: 'yes', answer: 'Yes: 64-bit MIPS runs 32-bit programs.' },
};

/** compatible tells how a host runs programs of another processor of its system; undefined when it does not. */
export function compatible({ goarch }: Executable, host: Host): Way | undefined {
  return ways[`${host.goos}/${host.goarch} ${goarch}`];
}

const systems: Readonly<Record<string, string>> = {
  aix: 'AIX',
  android: 'Android',
  darwin: 'macOS',
  dragonfly: 'DragonFly BSD',
  freebsd: 'FreeBSD',
  illumos: 'illumos',
  ios: 'iOS',
  linux: 'Linux',
  netbsd: 'NetBSD',
  openbsd: 'OpenBSD',
  plan9: 'Plan 9',
  solaris: 'Solaris',
  windows: 'Windows',
};

// Systems whose programs are ELF files.
const elfSystems = ['linux', 'android', 'freebsd', 'netbsd', 'openbsd', 'dragonfly', 'solaris', 'illumos'];

/** wrongSystem answers for a program of another system. */
export function wrongSystem(program: Executable, host: Host): Verdict {
  const { goos, goarch, name, interpreter } = program;
  const instead = `${host.goos}/${host.goarch}`;
  const [theirs, ours] = [systems[goos] ?? goos, systems[host.goos] ?? host.goos];
  const way = layer(program, host);
  const answer = way
    ? `Not by itself: it is for ${theirs}, and this is ${ours}.`
    : `No. It is for ${theirs}, and this is ${ours}.`;
  const outcome = way ? 'with' : 'no';
  const isLoaded = elfSystems.includes(goos) && host.goos === 'linux' && goarch === host.goarch;
  // Linux looks at the machine only: it loads the file, which then lacks its interpreter or calls what is not there.
  const loaded = interpreter
    ? `./${name}: cannot execute: required file not found (${interpreter})`
    : 'a crash at its first system call (SIGSEGV or SIGSYS): Linux does not look at the system a file names';
  const error = isLoaded ? loaded : otherFormat(host, name);
  return { outcome, answer, error, instead, steps: way ?? [] };
}

// A file of another format is refused as such, not for its processor.
function otherFormat(host: Host, name: string): string {
  return host.goos === 'darwin' ? `zsh: exec format error: ./${name}` : refusal(host, name);
}

/** What lets a system run programs of another. */
function layer({ goos, goarch, name }: Executable, host: Host): Step[] | undefined {
  const isSameMachine = goarch === host.goarch;
  const isX86 = isSameMachine || (goarch === '386' && host.goarch === 'amd64');
  if (goos === 'windows' && isX86 && ['linux', 'freebsd', 'darwin'].includes(host.goos))
    return [commandStep('With Wine:', host, ['wine', fileOperand(name)])];
  // Without --exec a shell of Linux would read the name again.
  if (goos === 'linux' && host.goos === 'windows' && isX86)
    return [commandStep('In the Windows Subsystem for Linux:', host, ['wsl', '--exec', `./${name}`])];
  if (goos !== 'linux' || !isSameMachine) return undefined;
  switch (host.goos) {
    case 'freebsd':
      return [
        {
          text: 'With the Linux binary compatibility of FreeBSD:',
          command: `service linux onestart && ${quoteForSh(`./${name}`)}`,
        },
      ];
    case 'android':
      return [overBridge(name, (there) => there)];
    case 'darwin':
      return [
        {
          text: 'In a Linux container:',
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
  return { text: 'Over the debug bridge:', command: `${push} && adb shell ${quoteForSh(write(there))}` };
}

/** startSteps tells how to start a program that is right for its host. */
export function startSteps({ name }: Executable, host: Host): Step[] {
  const path = hereOn(host, name);
  switch (host.goos) {
    case 'windows':
      return [
        commandStep('Start it in a terminal:', host, [path]),
        commandStep(
          'SmartScreen may stop a download that nobody has signed: More info, Run anyway; or beforehand:',
          host,
          ['Unblock-File', '-LiteralPath', path],
        ),
      ];
    case 'android':
      return [overBridge(name, (there) => `chmod +x ${there} && ${there}`)];
    default:
      return [
        commandStep('Downloads are not executable at first:', host, ['chmod', '+x', path]),
        ...(host.goos === 'darwin' ? [quarantineStep(host, path)] : []),
        commandStep('Start it:', host, [path]),
      ];
  }
}

function quarantineStep(host: Host, path: string): Step {
  return commandStep(
    'A browser marks downloads as quarantined, and macOS refuses those that Apple has not notarized:',
    host,
    ['xattr', '-d', 'com.apple.quarantine', path],
  );
}
