// Runs the prepared go on the cases of testdata, and holds it against native go.
// Fails without public/toolchain (npm run toolchain); the comparison needs a native go that is, or can get, the same release.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { goEnvironment } from '../go/environment.ts';
import { DiskSource } from './disk-source.ts';
import { ProcessTable } from '../process/process.ts';
import { emptyRoot } from '../process/root.ts';
import { checkCommandCase } from './testdata/command-case.ts';
import { readScript, type Command, type Script } from './testdata/script.ts';
import { Toolchain } from '../toolchain/toolchain.ts';
import { inputOf, OutputStream } from '../wasi/descriptors.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

const here = dirname(fileURLToPath(import.meta.url));
const prepared = process.env.ANYPORT_TOOLCHAIN ?? join(here, '..', '..', 'public', 'toolchain');

const cases = readdirSync(join(here, 'testdata')).filter((file) => file.endsWith('.txtar'));
const commandCases = readdirSync(join(here, 'testdata', 'commands'));
const flags = 'GOFLAGS=-trimpath -buildvcs=false';

/** How a command ended. */
interface End {
  exitCode: number;
  stdout: string;
  stderr: string;
}

let toolchain: Toolchain;

/** What the command builds for, in the page and under npm run go: what it executes must be wasip1. */
function target({ args: [command = ''], env }: Command): string[] {
  const chosen = ['run', 'test'].includes(command)
    ? ['GOOS=wasip1', 'GOARCH=wasm']
    : ['GOOS=linux', 'GOARCH=amd64'];
  return [...chosen, ...env];
}

async function runPrepared(command: Command): Promise<End> {
  const variables = Object.fromEntries(
    [...goEnvironment, flags, ...target(command)].map((entry) => entry.split(/=(.*)/s)),
  ) as Record<string, string>;
  await toolchain.mount(`${variables.GOOS}/${variables.GOARCH}`);
  toolchain.touchCache();
  const [stdout, stderr] = [text(), text()];
  const processes = new ProcessTable({
    root: toolchain.root,
    tool: (name) => toolchain.tool(name),
    versionLine: (name) => toolchain.versionLine(name),
  });
  const env = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const fds = [inputOf(new TextEncoder().encode(command.stdin)), stdout.stream, stderr.stream];
  const exitCode = processes.run({
    path: '/goroot/bin/go',
    argv: ['go', ...command.args],
    env,
    cwd: '/work',
    fds,
  });
  expect(processes.crashes).toEqual([]);
  return { exitCode, stdout: stdout.read(), stderr: stderr.read() };
}

function text() {
  const chunks: Uint8Array[] = [];
  const stream = new OutputStream((bytes) => void chunks.push(bytes.slice()));
  return { stream, read: () => Buffer.concat(chunks).toString() };
}

/** The same command with native go, in a real folder. */
function runNative(command: Command, folder: string): End {
  const release = toolchain.manifest.release;
  const kept = Object.entries(process.env).filter(([name]) => !/^(GO|CGO_)/.test(name));
  const set = [
    'CGO_ENABLED=0',
    'GOENV=off',
    'GOPROXY=off',
    'GOSUMDB=off',
    'GOTELEMETRY=off',
    flags,
    ...command.env,
  ];
  const env = {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(set.map((entry) => entry.split(/=(.*)/s))),
  };
  // GOPROXY=off would keep go from fetching the release too: its GOROOT is asked for first, with the user's settings.
  const goroot = spawnSync('go', ['env', 'GOROOT'], {
    env: { ...process.env, GOTOOLCHAIN: release },
    encoding: 'utf8',
  });
  const go = join(goroot.stdout.trim(), 'bin', 'go');
  const options = {
    env: { ...env, GOTOOLCHAIN: 'local' },
    cwd: folder,
    input: command.stdin,
    encoding: 'utf8',
  } as const;
  const { status, stdout, stderr } = spawnSync(go, command.args, options);
  const normal = (output: string) =>
    normalized(output).replaceAll(folder, '/work').replaceAll(goroot.stdout.trim(), '/goroot');
  return { exitCode: status ?? -1, stdout: normal(stdout), stderr: normal(stderr) };
}

/**
 * Output without what differs from run to run: how long tests took, and what native go remembers of an earlier run of the
 * same case in another folder (a cached test, the findings of a vet with their path).
 */
function normalized(output: string): string {
  return output.replace(/\b\d+\.\d+s\b|\(cached\)/g, '0.00s').replace(/(\.\.\/)+go-case-\w+\//g, '');
}

function check(command: Command, end: End): void {
  const said = `go ${command.args.join(' ')}: exit code ${end.exitCode}\n${end.stdout}${end.stderr}`;
  if (command.exitCode === undefined) expect(end.exitCode, said).not.toBe(0);
  else expect(end.exitCode, said).toBe(command.exitCode);
  for (const { stream, pattern, present } of command.expected)
    expect(pattern.test(end[stream]), `${stream} ${present ? '' : 'not '}${pattern}\n${said}`).toBe(present);
  for (const file of command.files)
    expect(toolchain.root.file(`work/${file}`), `${file}\n${said}`).toBeDefined();
}

function mountCase(files: Script['files'], folder: string): void {
  toolchain.root.entries.set('work', new Folder());
  for (const { path, content } of files) {
    toolchain.root.put(`work/${path}`, new RegularFile(new TextEncoder().encode(content)));
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

// One for all: what a case has compiled serves the next one.
beforeAll(() => {
  const source = DiskSource.at(prepared);
  toolchain = new Toolchain(source.manifest(), source, emptyRoot());
});

describe('the prepared go', { timeout: 300_000 }, () => {
  it.each(cases)('%s', async (file) => {
    const script = readScript(join(here, 'testdata', file));
    const folder = mkdtempSync(join(tmpdir(), 'go-case-'));
    try {
      mountCase(script.files, folder);
      for (const command of script.commands) {
        const end = await runPrepared(command);
        check(command, end);
        if (!script.native) continue;
        const { exitCode, stdout, stderr } = end;
        const ours = { exitCode, stdout: normalized(stdout), stderr: normalized(stderr) };
        expect(ours).toEqual(runNative(command, folder));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a go command as data', { timeout: 300_000 }, () => {
  it.each(commandCases)('%s', (file) =>
    checkCommandCase(toolchain, join(here, 'testdata', 'commands', file)),
  );
});
