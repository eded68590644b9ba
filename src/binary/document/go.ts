// The part of the inspector's document on Go: version, modules, settings, rebuilding.
import type { BinaryFile } from '../binary-file.ts';
import { fileOperand, quoteForSh } from '../../project/shell-quote.ts';
import { buildOf, type KnownBuild, type KnownSetting } from '../go/build-of.ts';
import { flagWord, settingUse, type Refusal } from '../go/build-settings.ts';
import type { GoModule } from '../go/gobuildinfo.ts';

/** Caveat is something that the file does not tell, so that the command may fall short. */
export type Caveat =
  | {
      readonly code:
        | 'ldflags'
        | 'ldflags_inferred'
        | 'files'
        | 'modified'
        | 'version'
        | 'removed'
        | 'never_recorded'
        | 'not_inferred'
        | 'sums';
    }
  | { readonly code: 'stamp'; readonly system: string; readonly revision: string };

/** RefusedSetting is what a file claims of its build, and why that stays out of the command. */
export interface RefusedSetting {
  readonly key: string;
  readonly value: string;
  readonly reason: Refusal;
}

/** GoPart is what is known of a Go program's build, and how to build the program again. */
export interface GoPart {
  /** Empty when no release is told; see isGo. */
  readonly version: string;
  readonly isGo: boolean;
  /** Whether the file has build information, as `go version -m` prints it. */
  readonly isRecorded: boolean;
  readonly path: string;
  readonly main: GoModule | null;
  readonly dependencies: readonly GoModule[];
  readonly settings: readonly KnownSetting[];
  /** POSIX shell command that gives the same bytes from the same sources; empty when too little is known. */
  readonly command: string;
  readonly refused: readonly RefusedSetting[];
  readonly caveats: readonly Caveat[];
}

/** goOf tells what is recorded, and what can be inferred where nothing is. Throws an InspectError. */
export function goOf(file: BinaryFile): GoPart {
  const build = buildOf(file);
  if (!build) return { ...notGo };
  const { isRecorded, goVersion: version, path, main = null, dependencies, settings } = build;
  const { command, refused } = rebuild(build);
  const caveats = [...(isRecorded ? recordedCaveats(build) : inferredCaveats(build, file.format))];
  return { version, isGo: true, isRecorded, path, main, dependencies, settings, command, refused, caveats };
}

const notGo: GoPart = {
  version: '',
  isGo: false,
  isRecorded: false,
  path: '',
  main: null,
  dependencies: [],
  settings: [],
  command: '',
  refused: [],
  caveats: [],
};

/**
 * rebuild is the command to build a program again, with all of the settings that go itself would have recorded so, and what of
 * a file's claims is refused. The command is empty when not even the target is known.
 */
export function rebuild(build: Omit<KnownBuild, 'isRecorded' | 'dependencies'>): {
  readonly command: string;
  readonly refused: readonly RefusedSetting[];
} {
  const { goVersion, path, main, settings } = build;
  const sorted = settings.map((setting) => ({ setting, use: settingUse(setting) }));
  const of = (use: 'variable' | 'flag') =>
    sorted.filter((each) => each.use === use).map(({ setting }) => setting);
  const refused = sorted.flatMap(({ setting: { key, value }, use }) =>
    typeof use === 'object' ? [{ key, value, reason: use.refused }] : [],
  );
  if (!settings.some(({ key }) => key === 'GOOS')) return { command: '', refused };
  const [release = ''] = goVersion.split(' ');
  const isRelease = releases.test(release);
  if (goVersion !== '' && !isRelease) refused.push({ key: 'GOTOOLCHAIN', value: goVersion, reason: 'value' });
  const place = packageArgument(path, main);
  if (place === undefined) refused.push({ key: 'path', value: path, reason: 'value' });
  const vcs = settings.some(({ key }) => key === 'vcs') ? [] : ['-buildvcs=false'];
  const words = [
    ...of('variable').map(({ key, value }) => `${key}=${quoteForSh(value)}`),
    ...(isRelease ? [`GOTOOLCHAIN=${release}`] : []),
    'go build',
    ...of('flag').map((setting) => quoteForSh(flagWord(setting))),
    ...vcs,
    place ?? '.',
  ];
  return { command: words.join(' '), refused };
}

const releases = /^go1\.\d{1,3}(?:\.\d{1,3})?(?:(?:rc|beta)\d{1,2})?$/;

// Files given by name have the path command-line-arguments; which files they were is not recorded.
function packageArgument(path: string, main: GoModule | undefined): string | undefined {
  if (path === 'command-line-arguments') return '*.go';
  if (path === '' || path === main?.path) return '.';
  if (!isImportPath(path)) return undefined;
  const isInMain = main !== undefined && main.path !== '' && path.startsWith(`${main.path}/`);
  return quoteForSh(isInMain ? `.${path.slice(main.path.length)}` : fileOperand(path));
}

/** As module.CheckImportPath of golang.org/x/mod has it: a pattern, a flag or a way out of the module is none. */
function isImportPath(path: string): boolean {
  return (
    path.length < 1000 &&
    path
      .split('/')
      .every((each) => /^(?![.-])[\p{L}\p{N}._~+-]*[\p{L}\p{N}_~+-]$/u.test(each) && !each.includes('...'))
  );
}

function recordedCaveats({ path, main, settings }: KnownBuild): Caveat[] {
  const value = (key: string) => settings.find((setting) => setting.key === key)?.value;
  const ldflags = settings.find(({ key }) => key === '-ldflags');
  const caveats: Caveat[] = [];
  // golang.org/issue/52372
  if (ldflags?.isInferred) caveats.push({ code: 'ldflags_inferred' });
  else if (value('-trimpath') === 'true' && !ldflags) caveats.push({ code: 'ldflags' });
  if (path === 'command-line-arguments') caveats.push({ code: 'files' });
  const revision = value('vcs.revision');
  if (value('vcs.modified') === 'true') caveats.push({ code: 'modified' });
  else if (revision) caveats.push({ code: 'stamp', system: value('vcs') ?? '', revision });
  if (main && main.version === '(devel)' && revision === undefined) caveats.push({ code: 'version' });
  return caveats;
}

// The linkers of all releases since Go 1.18 write build information, for every format but WebAssembly.
function inferredCaveats({ path, dependencies, settings }: KnownBuild, format: string): Caveat[] {
  return [
    { code: format === 'WebAssembly' ? 'never_recorded' : 'removed' },
    ...(settings.length > 0 ? [{ code: 'not_inferred' } as const] : []),
    ...(path === 'command-line-arguments' ? [{ code: 'files' } as const] : []),
    ...(dependencies.length > 0 ? [{ code: 'sums' } as const] : []),
  ];
}
