// This file is responsible for the settings of a build: their defaults, and the flags and variables that carry them to go.
import type { BuildSettings, BuildTarget } from '../../workers/protocol.ts';

/** What the page builds with until the user asks for something else. */
export const DEFAULT_SETTINGS: BuildSettings = {
  ldflags: '',
  tags: '',
  gcflags: '',
  asmflags: '',
  buildmode: 'default',
  trimpath: true,
  experiment: '',
  fips140: '',
};

/** Settings that were kept or came from elsewhere; what is missing or of the wrong type becomes the default. */
export function settingsFrom(value: unknown): BuildSettings {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const known = Object.entries(DEFAULT_SETTINGS).map(([name, normal]) => [
    name,
    typeof given[name] === typeof normal ? given[name] : normal,
  ]);
  const settings = Object.fromEntries(known) as BuildSettings;
  const isMode = ['default', 'pie', 'c-shared'].includes(settings.buildmode);
  return isMode ? settings : { ...settings, buildmode: 'default' };
}

/** The names of the settings that are not as they are by default. */
export function changedSettings(settings: BuildSettings): (keyof BuildSettings)[] {
  const names = Object.keys(DEFAULT_SETTINGS) as (keyof BuildSettings)[];
  const plain = (value: string | boolean) => (typeof value === 'string' ? value.trim() : value);
  return names.filter((name) => plain(settings[name]) !== plain(DEFAULT_SETTINGS[name]));
}

/** The flags of `go build`, each as one argument, in the order in which they are shown. */
export function buildFlags(settings: BuildSettings): string[] {
  const { ldflags, tags, gcflags, asmflags, buildmode, trimpath } = settings;
  const given = (name: string, value: string) => (value.trim() === '' ? [] : [`-${name}=${value.trim()}`]);
  return [
    ...(trimpath ? ['-trimpath'] : []),
    '-buildvcs=false',
    ...(buildmode === 'default' ? [] : [`-buildmode=${buildmode}`]),
    ...given('tags', tags),
    ...given('ldflags', ldflags),
    ...given('gcflags', gcflags),
    ...given('asmflags', asmflags),
  ];
}

/** The variables that choose target and variant and carry settings, in the order in which they are shown. */
export function buildVariables(
  target: BuildTarget,
  settings: BuildSettings,
): [name: string, value: string][] {
  const { goos, goarch, variant } = target;
  const { experiment, fips140 } = settings;
  return [
    ['CGO_ENABLED', '0'],
    ['GOOS', goos],
    ['GOARCH', goarch],
    ...(variant ? [[variant.variable, variant.value] as [string, string]] : []),
    ...(experiment.trim() ? [['GOEXPERIMENT', experiment.trim()] as [string, string]] : []),
    ...(fips140.trim() ? [['GOFIPS140', fips140.trim()] as [string, string]] : []),
  ];
}

/**
 * Reports whether std is compiled anew, because the settings enter the action ID of every package and packs are made with
 * the defaults. It steers what is fetched ahead; go itself decides what it compiles.
 */
export function compilesStd(settings: BuildSettings, { goos }: Pick<BuildTarget, 'goos'>): boolean {
  const { gcflags, asmflags, buildmode, trimpath, experiment, fips140 } = settings;
  const ofAll = (flags: string) => /(^|\s)(all|std)=/.test(flags);
  return (
    (buildmode === 'pie' && !MAKES_PIE.includes(goos)) ||
    !trimpath ||
    experiment.trim() !== '' ||
    fips140.trim() !== '' ||
    ofAll(gcflags) ||
    ofAll(asmflags)
  );
}

/** Systems whose executables are position independent by default (DefaultPIE in GOROOT/src/internal/platform/supported.go). */
const MAKES_PIE = ['android', 'darwin', 'ios', 'windows'];
