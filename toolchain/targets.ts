// The list of targets: how far each one gets without cgo, and its architecture variants.
import { targetName } from '../src/project/target.ts';
import path from 'node:path';
import { mapLimited } from './concurrency.ts';
import { writeAtomically } from './content.ts';
import { type NativeGo, runGo, tryGo } from './go-command.ts';
import type { TargetInfo, TargetState } from './manifest.ts';
import { variantTable } from './variants.ts';

/** One port as `go tool dist list -json -broken` prints it. */
interface DistPort {
  GOOS: string;
  GOARCH: string;
  CgoSupported: boolean;
  FirstClass: boolean;
  Broken?: boolean;
}

const helloProgram = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n';

/** The target's name as part of a file name. */
export function targetFile(target: string): string {
  return target.replace('/', '_');
}

/** Where the program that is linked for every target lies. */
function helloFolder(go: NativeGo): string {
  return path.join(go.workFolder, 'hello');
}

async function writeHello(go: NativeGo): Promise<void> {
  const folder = helloFolder(go);
  const goMod = `module hello\n\ngo ${/\d+\.\d+/.exec(go.release)![0]}\n`;
  await writeAtomically(path.join(folder, 'go.mod'), goMod);
  await writeAtomically(path.join(folder, 'main.go'), helloProgram);
}

/** What `go build` said, without the "# package" line and the "go: " in front. */
export function messageOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return (lines[0] ?? 'go build failed without a message').replace(/^go: /, '').trim();
}

/** Turns the end of a build into a state. `broken` is what `go tool dist list` says about the port. */
export function stateOf(built: { exitCode: number; stderr: string }, broken: boolean): TargetState {
  const links = built.exitCode === 0;
  if (broken) {
    const reason = links ? 'go tool dist list calls this port broken' : messageOf(built.stderr);
    return { kind: 'broken', reason, links };
  }
  if (links) return { kind: 'builds' };
  const reason = messageOf(built.stderr);
  if (reason.includes('requires external (cgo) linking')) return { kind: 'external-linker', reason };
  return { kind: 'broken', reason, links };
}

async function buildHello(go: NativeGo, target: string, flags: string[]) {
  const [goos, goarch] = target.split('/');
  const output = path.join(go.workFolder, 'hello-out', targetFile(target));
  const args = ['build', ...flags, '-trimpath', '-buildvcs=false', '-o', output, '.'];
  return tryGo(go, args, { variables: { GOOS: goos, GOARCH: goarch }, cwd: helloFolder(go) });
}

/** Compiles and links hello for a target, and tells how far that got. */
export async function attemptLink(go: NativeGo, target: TargetInfo): Promise<TargetState> {
  await writeHello(go);
  return stateOf(await buildHello(go, targetName(target), []), target.state.kind === 'broken');
}

async function describePort(
  go: NativeGo,
  port: DistPort,
  variantsOf: ReturnType<typeof variantTable>,
): Promise<TargetInfo> {
  const target = { goos: port.GOOS, goarch: port.GOARCH };
  const variants = await variantsOf(target.goos, target.goarch);
  // -n plans the build without doing it: enough to hear that the port needs an external linker.
  const planned = await buildHello(go, targetName(target), ['-n']);
  return {
    ...target,
    firstClass: port.FirstClass,
    cgoSupported: port.CgoSupported,
    state: stateOf(planned, port.Broken ?? false),
    ...(variants && { variants }),
  };
}

/**
 * Lists all ports of the release, broken ones too. The states are what `go build -n` tells, which takes a second or so;
 * attemptLink has the last word.
 */
export async function listTargets(go: NativeGo): Promise<TargetInfo[]> {
  const ports = JSON.parse(await runGo(go, ['tool', 'dist', 'list', '-json', '-broken'])) as DistPort[];
  await writeHello(go);
  const variantsOf = variantTable(go);
  return mapLimited(ports, 4, (port) => describePort(go, port, variantsOf));
}
