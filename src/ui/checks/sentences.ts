// How a command stands, in a sentence.
import type { CommandStatus } from '../../state/command-state.svelte.ts';
import { m } from '../../words/compiled/checks.js';
import { formatDuration, formatSize } from '../../words/numbers.ts';

/** Empty before the first one. */
export function commandSentence(at: CommandStatus): string {
  switch (at.status) {
    case 'idle':
      return '';
    case 'running':
      return progressSentence(at);
    case 'cancelled':
      return m.stopped();
    case 'crash':
      return m.crashed();
    case 'unavailable':
      return m.unavailable();
    case 'exit':
      return m.exit_code({ code: at.exitCode, time: formatDuration(at.times.total) });
  }
}

function progressSentence({ progress }: Extract<CommandStatus, { status: 'running' }>): string {
  if (!progress) return m.running();
  if (progress.phase === 'link') return m.linking();
  if (progress.phase === 'fetch')
    return m.fetching({ loaded: formatSize(progress.loaded), total: formatSize(progress.total) });
  const { done, total, package: name } = progress;
  return m.compiling({ done, total, name });
}
