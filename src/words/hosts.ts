// Says whether a binary starts on a host, why not, and what to do.
import type { Step } from '../binary/hosts/host-command.ts';
import type { HostCode, HostTold, ValuesOf } from '../binary/hosts/told.ts';
import type { Verdict } from '../binary/hosts/verdict.ts';
import { m } from './compiled/hosts.js';
import { levelName, optionsOf } from './processor-levels.ts';
import { visibleText } from './visible-text.ts';

const sentences: { readonly [Code in HostCode]: (values: ValuesOf<Code>) => string } = {
  ...m,
  // Said with its conditions, see answer.
  starts_if: () => m.starts_if({ conditions: '' }),
  other_system: ({ goos, host }) => m.other_system({ system: systemName(goos), host: systemName(host) }),
  other_system_layer: ({ goos, host }) =>
    m.other_system_layer({ system: systemName(goos), host: systemName(host) }),
  other_format: ({ format, host, own }) => m.other_format({ format, host: systemName(host), own }),
  no_mark: ({ format, host }) => m.no_mark({ format, host: systemName(host) }),
  no_mark_layer: ({ format, host }) => m.no_mark_layer({ format, host: systemName(host) }),
  below_level: ({ goarch, setting, level }) => m.below_level({ setting, has: levelName(goarch, level) }),
  below_level_emulated: ({ goarch, setting, level }) =>
    m.below_level_emulated({ setting, has: levelName(goarch, level) }),
  if_asked: ({ goarch, setting, asked }) => m.if_asked({ setting, words: optionsOf(goarch, asked) }),
};

/** hostSentence says what is told of a binary and a host. */
export function hostSentence(told: HostTold): string {
  const say = sentences[told.code] as (values: object) => string;
  const values = Object.entries('values' in told ? told.values : {});
  return say(Object.fromEntries(values.map(([name, value]) => [name, visibleText(value)])));
}

/** answerOf says whether a program starts, with the conditions. */
export function answerOf({ answer, conditions }: Pick<Verdict, 'answer' | 'conditions'>): string {
  if (answer.code !== 'starts_if') return hostSentence(answer);
  return m.starts_if({ conditions: conditions.map(({ told }) => hostSentence(told)).join(m.and()) });
}

/** stepOf says what to do; of a command that the shell cannot take, what to do before. */
export function stepOf({ told, untypable }: Step): string {
  const step = hostSentence(told);
  return untypable === undefined ? step : m.step_untypable({ step, problem: untypable });
}

const systems: ReadonlyMap<string, () => string> = new Map([
  ['aix', m.system_aix],
  ['android', m.system_android],
  ['darwin', m.system_darwin],
  ['dragonfly', m.system_dragonfly],
  ['freebsd', m.system_freebsd],
  ['illumos', m.system_illumos],
  ['ios', m.system_ios],
  ['linux', m.system_linux],
  ['netbsd', m.system_netbsd],
  ['openbsd', m.system_openbsd],
  ['plan9', m.system_plan9],
  ['solaris', m.system_solaris],
  ['windows', m.system_windows],
]);

/** systemName is the name of a system by its GOOS. */
export function systemName(goos: string): string {
  return systems.get(goos)?.() ?? goos;
}

/** kernelName names a version of Linux. */
export function kernelName(version: string): string {
  return m.version_kernel({ version });
}
