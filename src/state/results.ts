// What actions gave, as a list of cards: computed from the state, rendered by the pane, the latest first.
import type { Advice } from '../project/advice.ts';
import type { Diagnostic } from '../project/diagnostic.ts';
import type { Settings } from '../project/settings.ts';
import { runsInPage, targetName, type Target } from '../project/target.ts';
import type { ToolchainProblem } from '../project/toolchain-error.ts';
import type { Checks } from './checks.svelte.ts';
import type { CommandState } from './command-state.svelte.ts';
import type { TestState } from './test-state.svelte.ts';
import type { BuildStatus, FinishedBinary } from './build-state.svelte.ts';

/** Why a binary is not what the project would give now. */
export type Staleness =
  /** A later build goes on. */
  | { why: 'rebuilding'; builtAt: Date }
  /** A later build gave no binary. */
  | { why: 'superseded'; builtAt: Date }
  | { why: 'sources' | 'settings' };

/** What makes go compile the standard library in the page. */
export type StdReason = 'these settings' | 'this variant' | 'this target';

/** One result, or what stands in the way of one. `kind` tells a card from all others of the list. */
export type Card =
  /** A prepared file could not be had; the action can be tried again. */
  | { kind: 'missing'; problem: ToolchainProblem }
  /** Go cannot link for the chosen target, in Go's own words. */
  | { kind: 'obstacle'; target: Target; reason: string }
  /** The next build takes long. */
  | { kind: 'std-from-source'; reason: StdReason }
  | { kind: 'crash'; target: Target; message: string; output: string }
  /** What the go command said in the latest build. */
  | {
      kind: 'messages';
      advice: readonly Advice[];
      diagnostics: readonly Diagnostic[];
      output: string;
    }
  | { kind: 'binary'; finished: FinishedBinary; staleness: Staleness | undefined }
  /** The newest binary that runs in the page, with its arguments, input and output. */
  | { kind: 'run'; finished: FinishedBinary }
  | { kind: 'earlier'; finished: readonly FinishedBinary[] }
  /** What a check gave, or how far it is. */
  | { kind: CheckKind; command: CommandState }
  | { kind: 'test'; testing: TestState };

/** The checks that are one go command each. */
export type CheckKind = 'vet' | 'format' | 'fix' | 'test-programs';

/** The state that cards are computed from. */
export interface Results {
  latest: BuildStatus;
  diagnostics: readonly Diagnostic[];
  /** Newest first. */
  finished: readonly FinishedBinary[];
  /** The one that the latest build gave. */
  fresh: FinishedBinary | undefined;
  /** What the next build would be made from. */
  next: { target: Target; revision: number; settings: Settings };
  obstacle: string | undefined;
  stdFromSource: StdReason | undefined;
  /** A prepared file that could not be loaded ahead, since the latest build began. */
  problem: ToolchainProblem | undefined;
  /** When the latest build began, in the time of `CommandStatus.at`. */
  buildStarted: number;
  checks: Pick<Checks, 'vet' | 'format' | 'fix' | 'testPrograms' | 'testing'>;
}

/** The cards in the order of the pane. None when nothing was done and nothing stands in the way. */
export function cardsOf(results: Results): Card[] {
  const checks = checkCards(results);
  const after = (isNewer: boolean) =>
    checks.filter(([at]) => at >= results.buildStarted === isNewer).map(([, card]) => card);
  return [
    ...hindrances(results),
    ...after(true),
    ...saidByGo(results),
    ...binaries(results),
    ...after(false),
  ];
}

/** The checks with when they began, the latest first. */
function checkCards({ checks: { vet, format, fix, testPrograms, testing } }: Results): [at: number, Card][] {
  const commands: [CheckKind, CommandState][] = [
    ['vet', vet],
    ['fix', fix],
    ['test-programs', testPrograms],
  ];
  // What was formatted shows in the editor.
  if (hasFailed(format)) commands.push(['format', format]);
  const cards = commands.flatMap(([kind, command]): [number, Card][] => {
    const { latest } = command;
    return latest.status === 'idle' ? [] : [[latest.at, { kind, command }]];
  });
  const { latest } = testing.command;
  if (testing.isOpen)
    cards.push([latest.status === 'idle' ? Infinity : latest.at, { kind: 'test', testing }]);
  return cards.sort(([a], [b]) => b - a);
}

function hasFailed({ latest }: CommandState): boolean {
  return latest.status === 'exit' ? latest.exitCode !== 0 : !['idle', 'running'].includes(latest.status);
}

function hindrances({ latest, next, obstacle, stdFromSource, problem }: Results): Card[] {
  const missing = problem ?? (latest.status === 'unavailable' ? latest.problem : undefined);
  // Once go itself has said it, the advice beside its message is enough.
  const isSaid = latest.status === 'exit' && targetName(latest.target) === targetName(next.target);
  return [
    ...(missing ? [{ kind: 'missing', problem: missing } as const] : []),
    ...(obstacle && !isSaid ? [{ kind: 'obstacle', target: next.target, reason: obstacle } as const] : []),
    ...(stdFromSource && latest.status !== 'building'
      ? [{ kind: 'std-from-source', reason: stdFromSource } as const]
      : []),
  ];
}

function saidByGo({ latest, diagnostics }: Results): Card[] {
  const output = 'output' in latest ? latest.output : '';
  const advice = latest.status === 'exit' ? latest.advice : [];
  const isSilent = output === '' && advice.length === 0 && diagnostics.length === 0;
  return [
    ...(latest.status === 'crash'
      ? [{ kind: 'crash', target: latest.target, message: latest.message, output } as const]
      : []),
    ...(isSilent ? [] : [{ kind: 'messages', advice, diagnostics, output } as const]),
  ];
}

function binaries(results: Results): Card[] {
  const [newest, ...earlier] = results.finished;
  if (!newest) return [];
  const runnable = results.finished.find(({ target }) => runsInPage(target));
  return [
    { kind: 'binary', finished: newest, staleness: stalenessOf(newest, results) },
    ...(runnable ? [{ kind: 'run', finished: runnable } as const] : []),
    ...(earlier.length > 0 ? [{ kind: 'earlier', finished: earlier } as const] : []),
  ];
}

function stalenessOf(finished: FinishedBinary, { latest, fresh, next }: Results): Staleness | undefined {
  const { builtAt, revision, settings } = finished;
  if (fresh !== finished) return { why: latest.status === 'building' ? 'rebuilding' : 'superseded', builtAt };
  if (revision !== next.revision) return { why: 'sources' };
  return settings === next.settings ? undefined : { why: 'settings' };
}
