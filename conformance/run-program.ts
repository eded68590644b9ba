// Builds and runs programs of Go's test/ folder with the engine: one process that is asked for one program after the other.
import { fileURLToPath } from 'node:url';
import { isText } from '../src/project/file.ts';
import { DEFAULT_SETTINGS } from '../src/project/settings.ts';
import { runCommand } from '../workers/go/run-command.ts';
import { DiskSource } from '../workers/node/disk-source.ts';
import { emptyRoot } from '../workers/process/root.ts';
import { Toolchain } from '../workers/toolchain/toolchain.ts';
import type { GoProgram } from './list.ts';

/** What `go run` printed, both streams, and its exit code. */
export interface ProgramEnd {
  exitCode: number;
  output: string;
}

const target = { goos: 'wasip1', goarch: 'wasm' };

/** Runs a program confined, as the page does. A crash of a tool is an end as well, with its message. */
export async function runGoProgram(
  toolchain: Toolchain,
  { files, directive }: GoProgram,
): Promise<ProgramEnd> {
  const [main] = files;
  const { flags, args, experiment, debug } = directive;
  const result = await runCommand(
    toolchain,
    {
      args: ['run', ...flags, main!.path, ...args],
      files: files.filter((file) => !isText(file)),
      target,
      settings: { ...DEFAULT_SETTINGS, experiment },
      env: debug === '' ? [] : [['GODEBUG', debug]],
      programs: 'confined',
    },
    () => {},
  );
  if (result.status === 'crash') return { exitCode: -1, output: `${result.message}\n${result.output}` };
  return { exitCode: result.exitCode, output: result.output };
}

/** This file is both ends: imported it names the process to fork, forked it is the process. */
export const programProcess = fileURLToPath(import.meta.url);

if (process.send && process.argv[1] === programProcess) {
  const source = DiskSource.at(process.argv[2]!);
  const toolchain = new Toolchain(source.manifest(), source, emptyRoot());
  process.on('message', (program: GoProgram) => {
    void runGoProgram(toolchain, program).then(
      (end) => process.send!(end),
      (error: unknown) => process.send!({ exitCode: -1, output: String(error) } satisfies ProgramEnd),
    );
  });
}
