// The part of the inspector's document on Go: version, modules, settings, rebuilding.
import { goVersionOf, readGoBuildInfo, type GoModule, type GoSetting } from '../go/gobuildinfo.ts';
import type { BinaryFile } from '../binary-file.ts';
import { fileOperand, quoteForSh } from '../../project/shell-quote.ts';

/** Caveat is something that the build information does not record. */
export type Caveat =
  | { readonly code: 'ldflags' | 'files' | 'modified' | 'version' }
  /** How many settings go build does not record; they are left out of the command. */
  | { readonly code: 'foreign'; readonly count: number };

/** GoPart is what `go version -m` tells, and how to build the program again. */
export interface GoPart {
  /** Empty when the file is not of Go. */
  readonly version: string;
  readonly path: string;
  readonly main: GoModule | null;
  readonly dependencies: readonly GoModule[];
  readonly settings: readonly GoSetting[];
  /** POSIX shell command that gives the same bytes from the same sources; empty when too little is known. */
  readonly command: string;
  /** What the build information cannot tell, so that the command may fall short. */
  readonly caveats: readonly Caveat[];
}

/** goOf reads the build information; of WebAssembly, which has none, only the version is known. */
export function goOf(file: BinaryFile): GoPart {
  const found = readGoBuildInfo(file);
  if (!found)
    return {
      version: goVersionOf(file),
      path: '',
      main: null,
      dependencies: [],
      settings: [],
      command: '',
      caveats: [],
    };
  const { goVersion, path, main, dependencies, settings } = found;
  return {
    version: goVersion,
    path,
    main: main ?? null,
    dependencies,
    settings,
    command: rebuildCommand(goVersion, path, main, settings),
    caveats: caveatsOf(path, main, settings),
  };
}

/** What go records and go build takes (setBuildInfo in cmd/go/internal/load/pkg.go); all else is not go's. */
const flagNames =
  /^-(?:asan|asmflags|buildmode|compiler|cover|covermode|coverpkg|gccgoflags|gcflags|ldflags|msan|pgo|race|tags|trimpath)$/;
const environment =
  /^(?:CGO_(?:ENABLED|C(?:PP|XX)?FLAGS|LDFLAGS)|GO(?:OS|ARCH|EXPERIMENT|FIPS140|386|AMD64|ARM|ARM64|LOONG64|MIPS|MIPS64|PPC64|RISCV64|WASM))$/;
// What the go command derives by itself or what says nothing of how to build.
const derived = /^(?:vcs|DefaultGODEBUG$)/;

/** rebuildCommand is the command with the settings the build information records (go help buildinfo). */
export function rebuildCommand(
  goVersion: string,
  path: string,
  main: GoModule | undefined,
  settings: readonly GoSetting[],
): string {
  const used = settings.filter(({ key, value }) => !derived.test(key) && value !== '');
  const variables = used.filter(({ key }) => environment.test(key));
  const flags = used.filter(({ key, value }) => flagNames.test(key) && !isDefault(key, value));
  const vcs = settings.some(({ key }) => key === 'vcs') ? [] : ['-buildvcs=false'];
  const words = [
    ...variables.map(({ key, value }) => `${key}=${quoteForSh(value)}`),
    ...(/^go1\.\d+/.test(goVersion) ? [`GOTOOLCHAIN=${quoteForSh(goVersion.split(' ')[0] ?? '')}`] : []),
    'go build',
    ...flags.map(({ key, value }) => (value === 'true' ? key : `${key}=${quoteForSh(value)}`)),
    ...vcs,
    packageArgument(path, main),
  ];
  return words.join(' ');
}

function isDefault(key: string, value: string): boolean {
  return (key === '-compiler' && value === 'gc') || (key === '-buildmode' && value === 'exe');
}

// Files given by name have the path command-line-arguments; which files they were is not recorded.
function packageArgument(path: string, main: GoModule | undefined): string {
  if (path === 'command-line-arguments') return '*.go';
  if (path === '' || path === main?.path) return '.';
  const isInMain = main !== undefined && main.path !== '' && path.startsWith(`${main.path}/`);
  return quoteForSh(isInMain ? `.${path.slice(main.path.length)}` : fileOperand(path));
}

function caveatsOf(path: string, main: GoModule | undefined, settings: readonly GoSetting[]): Caveat[] {
  const value = (key: string) => settings.find((setting) => setting.key === key)?.value;
  const caveats: Caveat[] = [];
  // golang.org/issue/52372
  if (value('-trimpath') === 'true' && value('-ldflags') === undefined) caveats.push({ code: 'ldflags' });
  if (path === 'command-line-arguments') caveats.push({ code: 'files' });
  if (value('vcs.modified') === 'true') caveats.push({ code: 'modified' });
  if (main && main.version === '(devel)' && value('vcs.revision') === undefined)
    caveats.push({ code: 'version' });
  const foreign = settings.filter(
    ({ key }) => !derived.test(key) && !environment.test(key) && !flagNames.test(key),
  );
  if (foreign.length > 0) caveats.push({ code: 'foreign', count: foreign.length });
  return caveats;
}
