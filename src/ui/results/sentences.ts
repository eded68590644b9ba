// The sentences of the result pane: how the latest build stands, and why a binary is not up to date.
import { formatDuration } from '../../words/numbers.ts';
import { targetLabel } from '../../project/target.ts';
import type { BuildStatus } from '../../state/build-state.svelte.ts';
import type { Staleness } from '../../state/results.ts';

/** How the latest build stands; `problems` is the number of its messages. Empty before the first one. */
export function stateSentence(latest: BuildStatus, problems: number): string {
  if (latest.status === 'idle') return '';
  const label = targetLabel(latest.target);
  switch (latest.status) {
    case 'building':
      return `Building for ${label}…`;
    case 'crash':
      return `The build for ${label} crashed.`;
    case 'cancelled':
      return `The build for ${label} was stopped.`;
    case 'unavailable':
      return `The build for ${label} could not start.`;
    case 'exit':
      if (latest.exitCode !== 0) return failed(label, latest.exitCode, problems);
      return latest.hasBinary
        ? `Built for ${label} in ${formatDuration(latest.times.total)}.`
        : `Compiled for ${label}, without an executable.`;
  }
}

function failed(label: string, exitCode: number, problems: number): string {
  const found = problems === 0 ? '' : `, ${problems} ${problems === 1 ? 'problem' : 'problems'}`;
  return `The build for ${label} failed: exit code ${exitCode}${found}.`;
}

/** Why a card does not show the project as it is now. */
export function stalenessSentence(staleness: Staleness): string {
  switch (staleness.why) {
    case 'rebuilding':
      return `From an earlier build (${staleness.builtAt.toLocaleTimeString()}).`;
    case 'superseded':
      return `From an earlier build (${staleness.builtAt.toLocaleTimeString()}): the latest one gave no binary.`;
    case 'sources':
      return 'The project has changed since this build.';
    case 'settings':
      return 'The settings have changed since this build.';
  }
}
