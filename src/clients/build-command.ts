// A build as a go command, and what the command gave as the result of a build.
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import type { BuildEvent, BuildRequest, BuildResult } from './build.ts';
import type { GoCommand, GoEvent, GoResult } from '../../workers/protocol/go.ts';

/** The command that builds the package at the project's root. */
export function buildCommand({
  files,
  target,
  settings = DEFAULT_SETTINGS,
  isTraced = false,
}: BuildRequest): GoCommand {
  return { args: ['build', '.'], files, target, settings, ...(isTraced && { isTraced }) };
}

/** What the command gave. Its binary is the one file in the folder for output. */
export function buildResult(result: GoResult): BuildResult {
  if (result.status === 'crash') return result;
  const { status, exitCode, output, diagnostics, files } = result;
  const { fetch, run, total } = result.times;
  const [made] = files.flatMap((file) => (exitCode === 0 && file.place === 'out' ? [file] : []));
  return {
    status,
    exitCode,
    output,
    diagnostics,
    times: { fetch, build: run, total },
    ...(made && { binary: { bytes: made.bytes, sha256: made.sha256, name: made.path } }),
  };
}

/** What of a command's events a build tells. */
export function buildEvents(onEvent: (event: BuildEvent) => void): (event: GoEvent) => void {
  return (event) => {
    if (event.type === 'progress' || event.type === 'output' || event.type === 'calls') onEvent(event);
  };
}
