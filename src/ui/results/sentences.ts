// The sentences of the result pane: how the latest build stands, and why a binary is not up to date.
import { formatDuration } from '../../words/numbers.ts';
import { targetLabel } from '../../project/target.ts';
import type { BuildStatus } from '../../state/build-state.svelte.ts';
import type { Staleness } from '../../state/results.ts';
import type { RunStatus } from '../../state/run-state.svelte.ts';
import { m } from '../../words/compiled/results.js';

/** How the latest build stands; `problems` is the number of its messages. Empty before the first one. */
export function stateSentence(latest: BuildStatus, problems: number): string {
  if (latest.status === 'idle') return '';
  const target = targetLabel(latest.target);
  switch (latest.status) {
    case 'building':
      return m.state_building({ target });
    case 'crash':
      return m.state_crash({ target });
    case 'cancelled':
      return m.state_cancelled({ target });
    case 'unavailable':
      return m.state_unavailable({ target });
    case 'exit':
      if (latest.exitCode !== 0) return m.state_failed({ target, code: latest.exitCode, count: problems });
      return latest.hasBinary
        ? m.state_built({ target, time: formatDuration(latest.times.total) })
        : m.state_compiled({ target });
  }
}

/** How the latest run stands. */
export function runSentence(latest: RunStatus): string {
  switch (latest.status) {
    case 'idle':
      return m.run_idle();
    case 'running':
      return latest.isWaiting ? m.run_waiting() : m.run_running();
    case 'exit':
      return m.run_exit({ code: latest.exitCode, time: formatDuration(latest.elapsed) });
    case 'cancelled':
      return m.run_cancelled({ time: formatDuration(latest.elapsed) });
    case 'limit': {
      const time = formatDuration(latest.elapsed);
      return latest.limit === 'time' ? m.run_limit_time({ time }) : m.run_limit_output({ time });
    }
    case 'crash':
      return m.run_crash();
    case 'unusable':
    case 'no runtime':
      return m.run_unusable();
  }
}

/** Why a card does not show the project as it is now. */
export function stalenessSentence(staleness: Staleness): string {
  switch (staleness.why) {
    case 'rebuilding':
      return m.stale_rebuilding({ time: staleness.builtAt.toLocaleTimeString() });
    case 'superseded':
      return m.stale_superseded({ time: staleness.builtAt.toLocaleTimeString() });
    case 'sources':
      return m.stale_sources();
    case 'settings':
      return m.stale_settings();
  }
}
