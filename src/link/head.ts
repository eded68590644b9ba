// The head of a link's body: everything but the contents, as one line of JSON that has only what is not as usual.
import { DEFAULT_SETTINGS, type Settings } from '../project/settings.ts';
import { targetLabel, type Target } from '../project/target.ts';
import { LinkError, type LinkedProject } from './linked-project.ts';

/** What the head tells: how the rest of a link is to be read. */
export interface Head {
  release: string;
  settings: Settings;
  /** Whether there is an expected binary tells `isExpected`. */
  targets: { target: Target; isExpected: boolean }[];
  /** Path and size in bytes of each file. */
  files: { path: string; size: number }[];
}

const fields = ['go', 'targets', 'without', 'settings', 'files'];

/** Writes the head; `sizes` are those of the files in bytes. */
export function writeHead(project: LinkedProject, sizes: readonly number[]): string {
  const { release, settings, targets, files } = project;
  const names = Object.keys(DEFAULT_SETTINGS) as (keyof Settings)[];
  const changed = names.filter((name) => settings[name] !== DEFAULT_SETTINGS[name]);
  const without = targets.flatMap(({ expected }, index) => (expected ? [] : [index]));
  return JSON.stringify({
    go: release,
    targets: targets.map(({ target }) => targetLabel(target)),
    ...(without.length > 0 && { without }),
    ...(changed.length > 0 && {
      settings: Object.fromEntries(changed.map((name) => [name, settings[name]])),
    }),
    files: files.map(({ path }, index) => [path, sizes[index]]),
  });
}

/** Reads a head. Throws a LinkError for anything that writeHead does not write. */
export function readHead(text: string): Head {
  const value = parsed(text);
  const strange = Object.keys(value).find((name) => !fields.includes(name));
  if (strange !== undefined) throw new LinkError({ kind: 'field', field: strange });
  const without = listOf(value, 'without').map((index) => whole(index, 'without'));
  return {
    release: releaseIn(value),
    settings: settingsIn(value),
    targets: listOf(value, 'targets').map((label, index) => ({
      target: targetFrom(label),
      isExpected: !without.includes(index),
    })),
    files: listOf(value, 'files').map(fileFrom),
  };
}

const malformed = (what: string) => new LinkError({ kind: 'malformed', what });

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below.
  }
  throw malformed('head');
}

/** A property of its own: names in a link are nobody's to trust. */
function ownIn(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function listOf(value: object, name: string): unknown[] {
  const list = ownIn(value, name) ?? [];
  if (!Array.isArray(list)) throw malformed(name);
  return list as unknown[];
}

function whole(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw malformed(what);
}

function releaseIn(value: object): string {
  const release = ownIn(value, 'go');
  if (typeof release === 'string' && /^go1(\.\d{1,4}){1,2}((rc|beta)\d{1,3})?$/.test(release)) return release;
  throw malformed('go');
}

function settingsIn(value: object): Settings {
  const given = ownIn(value, 'settings') ?? {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw malformed('settings');
  for (const [name, setting] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_SETTINGS, name))
      throw new LinkError({ kind: 'field', field: `settings.${name}` });
    if (typeof setting !== typeof DEFAULT_SETTINGS[name as keyof Settings])
      throw malformed(`settings.${name}`);
  }
  const settings: Settings = { ...DEFAULT_SETTINGS, ...given };
  if (!['default', 'pie', 'c-shared'].includes(settings.buildmode))
    throw new LinkError({ kind: 'field', field: `settings.buildmode=${settings.buildmode}` });
  return settings;
}

/** A target as targetLabel writes it. */
export function targetFrom(label: unknown): Target {
  const pattern = /^([a-z0-9]{1,20})\/([a-z0-9]{1,20})(?: (GO[A-Z0-9]{1,20})=([a-z0-9.,_]{1,40}))?$/;
  const [, goos, goarch, variable, value] = (typeof label === 'string' && pattern.exec(label)) || [];
  if (goos === undefined || goarch === undefined) throw malformed('targets');
  return {
    goos,
    goarch,
    ...(variable !== undefined && value !== undefined && { variant: { variable, value } }),
  };
}

function fileFrom(entry: unknown): { path: string; size: number } {
  const [path, size] = Array.isArray(entry) && entry.length === 2 ? (entry as unknown[]) : [];
  if (typeof path !== 'string') throw malformed('files');
  return { path, size: whole(size, 'files') };
}
