// The settings of a build: their defaults, and the flags and variables that carry them to go.
import type { Target } from './target.ts';

/** What a user can ask of `go build` beyond the target. Empty strings mean: not given. */
export interface Settings {
  ldflags: string;
  tags: string;
  gcflags: string;
  asmflags: string;
  /** 'default' passes no -buildmode, which is not the same as -buildmode=exe (it changes android and darwin). */
  buildmode: 'default' | 'pie' | 'c-shared';
  trimpath: boolean;
  /** GOEXPERIMENT and GOFIPS140. */
  experiment: string;
  fips140: string;
}

/** What the page builds with until the user asks for something else. */
export const DEFAULT_SETTINGS: Settings = {
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
export function settingsFrom(value: unknown): Settings {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const known = Object.entries(DEFAULT_SETTINGS).map(([name, normal]) => [
    name,
    typeof given[name] === typeof normal ? given[name] : normal,
  ]);
  const settings = Object.fromEntries(known) as Settings;
  const isMode = ['default', 'pie', 'c-shared'].includes(settings.buildmode);
  return isMode ? settings : { ...settings, buildmode: 'default' };
}

/** The names of the settings that are not as they are by default. */
export function changedSettings(settings: Settings): (keyof Settings)[] {
  const names = Object.keys(DEFAULT_SETTINGS) as (keyof Settings)[];
  const plain = (value: string | boolean) => (typeof value === 'string' ? value.trim() : value);
  return names.filter((name) => plain(settings[name]) !== plain(DEFAULT_SETTINGS[name]));
}

/** The flags of `go build`, each as one argument, in the order in which they are shown. */
export function buildFlags(settings: Settings): string[] {
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
export function buildVariables(target: Target, settings: Settings): [name: string, value: string][] {
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
export function compilesStd(settings: Settings, { goos }: Pick<Target, 'goos'>): boolean {
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
