// Tests what a go command's result is as the result of a build.
import { expect, it } from 'vitest';
import { buildCommand, buildResult } from './build-command.ts';
import type { GoResult, OutputFile } from '../../workers/protocol/go.ts';

const times = { fetch: 1, run: 2, total: 3 };
const program: OutputFile = {
  change: 'made',
  place: 'out',
  path: 'hello',
  bytes: new Uint8Array([1]),
  sha256: 'ab',
};
const noise: OutputFile = { ...program, place: 'project', path: 'go.sum' };

function exit(exitCode: number, files: OutputFile[]): GoResult {
  return { status: 'exit', exitCode, output: 'said\n', stdout: '', diagnostics: [], files, times };
}

it('builds the package at the root, with the default settings unless others are asked for', () => {
  const target = { goos: 'linux', goarch: 'amd64' };
  const command = buildCommand({ files: [], target });
  expect(command).toMatchObject({ args: ['build', '.'], target, settings: { trimpath: true } });
});

it('takes the binary from the folder for output', () => {
  expect(buildResult(exit(0, [noise, program]))).toEqual({
    status: 'exit',
    exitCode: 0,
    output: 'said\n',
    diagnostics: [],
    binary: { bytes: program.bytes, sha256: 'ab', name: 'hello' },
    times: { fetch: 1, build: 2, total: 3 },
  });
});

it.each([
  ['failed', exit(1, [program])],
  ['made no executable', exit(0, [noise])],
])('has no binary when go %s', (_, result) => {
  expect(buildResult(result)).not.toHaveProperty('binary');
});

it('passes a crash on', () => {
  const crash: GoResult = { status: 'crash', message: 'link crashed', output: '' };
  expect(buildResult(crash)).toEqual(crash);
});
