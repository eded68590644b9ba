// The settings of a build as flags of a command line, by the names they have in the page.
import type { parseArgs } from 'node:util';
import { DEFAULT_SETTINGS, type Settings } from '../../src/project/settings.ts';
import type { Target } from '../../src/project/target.ts';
import type { Manifest } from '../../toolchain/manifest.ts';

/** The flags, for parseArgs. */
export const settingFlags = {
  ldflags: { type: 'string' },
  tags: { type: 'string' },
  gcflags: { type: 'string' },
  asmflags: { type: 'string' },
  buildmode: { type: 'string' },
  'no-trimpath': { type: 'boolean' },
  goexperiment: { type: 'string' },
  gofips140: { type: 'string' },
} as const satisfies NonNullable<Parameters<typeof parseArgs>[0]>['options'];

/** Arguments in which a value that begins with a dash stands in one word with its flag: parseArgs takes it for a flag otherwise. */
export function withValues(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const name = joined.at(-1)?.replace(/^--/, '') ?? '';
    const takesValue =
      Object.hasOwn(settingFlags, name) && settingFlags[name as keyof SettingValues].type === 'string';
    if (takesValue && joined.at(-1)?.startsWith('--')) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

/** What parseArgs makes of them. */
export type SettingValues = {
  [Name in keyof typeof settingFlags]?: (typeof settingFlags)[Name]['type'] extends 'string'
    ? string
    : boolean;
};

/** The settings that flags ask for. Throws an Error for a build mode that there is not. */
export function settingsOf(values: SettingValues): Settings {
  const { ldflags = '', tags = '', gcflags = '', asmflags = '', buildmode = 'default' } = values;
  if (buildmode !== 'default' && buildmode !== 'pie' && buildmode !== 'c-shared')
    throw new Error(`--buildmode is default, pie or c-shared, not ${buildmode}`);
  return {
    ...DEFAULT_SETTINGS,
    ...{ ldflags, tags, gcflags, asmflags, buildmode },
    trimpath: values['no-trimpath'] !== true,
    experiment: values.goexperiment ?? '',
    fips140: values.gofips140 ?? '',
  };
}

/**
 * Targets as a command line names them, with commas between: linux/amd64, linux/amd64:v3, linux/arm:6,softfloat. Throws an
 * Error for one that the release does not have.
 */
export function targetsOf(list: string, { targets, release }: Manifest): Target[] {
  const names = list.split(/,(?=[^,]*\/)/).map((name) => name.trim());
  return names.map((name) => {
    const [, goos, goarch, value] = /^([^/:]+)\/([^/:]+)(?::(.+))?$/.exec(name) ?? [];
    const info = targets.find((each) => each.goos === goos && each.goarch === goarch);
    if (!info) throw new Error(`${release} has no target ${name}`);
    if (value === undefined) return { goos: info.goos, goarch: info.goarch };
    const { variants } = info;
    if (!variants?.values.includes(value))
      throw new Error(`${release} has no variant ${value} of ${goos}/${goarch}`);
    return { goos: info.goos, goarch: info.goarch, variant: { variable: variants.variable, value } };
  });
}
