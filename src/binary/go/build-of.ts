// What is known of how a Go program was built: what it records, and what can be inferred from what is there and what is missing.
import type { BinaryFile } from '../binary-file.ts';
import { attempt } from '../read/readable.ts';
import { targetOf } from './binary-target.ts';
import { readGoBuildInfo, type GoModule, type GoSetting } from './gobuildinfo.ts';
import { goFunctions, lineTable } from './pclntab.ts';
import { sourceFileOf, sourceFiles } from './source-files.ts';
import { versionText } from './version-text.ts';

/** KnownSetting is a setting of the build; an inferred one is not recorded in the file. */
export interface KnownSetting extends GoSetting {
  readonly isInferred?: true;
}

/** KnownBuild is how a program was built, as near as its file tells. */
export interface KnownBuild {
  /** Whether the file has build information; without it everything is inferred. */
  readonly isRecorded: boolean;
  /** The release; empty when nothing tells it. */
  readonly goVersion: string;
  /** Import path of the main package; empty when it is not known. */
  readonly path: string;
  readonly main: GoModule | undefined;
  /** Without build information: modules that compiled files come from, without their sums. */
  readonly dependencies: readonly GoModule[];
  readonly settings: readonly KnownSetting[];
}

/**
 * buildOf tells how a program was built; undefined for what is not of Go. What is recorded is taken as it is, though anyone can
 * write it: see settingUse before it gets into a command. Inferred are, from what is missing, `-ldflags` of -s, -w and -buildid=
 * (where not recorded), and for a program without build information also target, -trimpath, -race, CGO_ENABLED and what source
 * files are named after. Values of -X, tags, and the level of the processor leave no trace. Throws an InspectError.
 */
export function buildOf(file: BinaryFile): KnownBuild | undefined {
  const recorded = readGoBuildInfo(file);
  const table = lineTable(file);
  if (recorded) {
    const { goVersion, path, main, dependencies, settings } = recorded;
    const flags = settings.some(({ key }) => key === '-ldflags') ? [] : linkerFlags(file);
    return { isRecorded: true, goVersion, path, main, dependencies, settings: [...settings, ...flags] };
  }
  const goVersion = file.declaredGoVersion() || (table ? versionText(file, table) : '');
  if (!table) return goVersion ? { ...nothing, goVersion } : undefined;
  const files = valueOr([], () => sourceFiles(table));
  const mainFile = valueOr(undefined, () => sourceFileOf(table, 'main.main'));
  const names = valueOr([], () => goFunctions(file, table) ?? []).map(({ name }) => name);
  const dependencies = modulesOf(files);
  const settings = inferSettings(file, files, names, goVersion);
  return { ...nothing, goVersion, ...mainPackage(mainFile, dependencies), settings };
}

const nothing: KnownBuild = {
  isRecorded: false,
  goVersion: '',
  path: '',
  main: undefined,
  dependencies: [],
  settings: [],
};

function valueOr<T>(otherwise: T, read: () => T): T {
  const found = attempt(read);
  return 'value' in found ? found.value : otherwise;
}

function inferred(key: string, value: string): KnownSetting[] {
  return value === '' ? [] : [{ key, value, isInferred: true }];
}

/** Formats for which Go's linker writes debugging information. */
const withDwarf: ReadonlySet<string> = new Set(['ELF', 'Mach-O', 'PE', 'XCOFF']);

// -s leaves out symbols and debugging information, -w only the latter; -buildid= leaves no build ID.
function linkerFlags(file: BinaryFile): KnownSetting[] {
  const hasSymbols = valueOr(true, () => file.symbols().some(({ code }) => /t/i.test(code)));
  const hasDwarf = valueOr(true, () =>
    file.sections().some(({ name }) => /^(?:\.|__)z?debug_|^\.dw/.test(name)),
  );
  const isPlain = withDwarf.has(file.format) ? !hasDwarf : !hasSymbols;
  const words = [
    ...(hasSymbols ? [] : ['-s']),
    ...(isPlain && withDwarf.has(file.format) ? ['-w'] : []),
    ...(valueOr('?', () => file.goBuildId()) === '' ? ['-buildid='] : []),
  ];
  return inferred('-ldflags', words.join(' '));
}

function inferSettings(
  file: BinaryFile,
  files: readonly string[],
  functions: readonly string[],
  goVersion: string,
): KnownSetting[] {
  const { goos, goarch } = targetOf(file);
  const system = goos || systemOf(files);
  const has = (prefix: string) => functions.some((name) => name.startsWith(prefix));
  const cgo = inferred('CGO_ENABLED', has('runtime/cgo.') || has('_cgo_') ? '1' : '0');
  return [
    ...buildMode(file, system),
    ...linkerFlags(file),
    ...inferred('-race', has('runtime.racefuncenter') ? 'true' : ''),
    ...inferred('-trimpath', files.includes('runtime/proc.go') ? 'true' : ''),
    ...cgo,
    ...inferred('GOARCH', goarch),
    ...inferred('GOEXPERIMENT', / X:([\w,]+)/.exec(goVersion)?.[1] ?? ''),
    ...inferred('GOOS', system),
  ];
}

/** Systems whose executables are position independent by default (internal/platform/supported.go, DefaultPIE). */
const makesPie = /^(?:android|darwin|ios|windows)$/;

function buildMode(file: BinaryFile, goos: string): KnownSetting[] {
  if (file.kind === 'shared library') return inferred('-buildmode', 'c-shared');
  return file.kind === 'pie executable' && !makesPie.test(goos) ? inferred('-buildmode', 'pie') : [];
}

/** Those that share files with another come first. */
const systems =
  'android,illumos,aix,darwin,dragonfly,freebsd,js,linux,netbsd,openbsd,plan9,solaris,wasip1,windows'.split(
    ',',
  );

// Every system has files of its own in package runtime, such as os_linux.go; headers of ELF do not tell them apart.
function systemOf(files: readonly string[]): string {
  const named = new Set(files.map((name) => /(?:^|\/)runtime\/os\d?_([a-z0-9]+)[_.]/.exec(name)?.[1]));
  return systems.find((goos) => named.has(goos)) ?? '';
}

/** A module as it stands in the names of files: behind the module cache's path, or at the start with -trimpath. */
const ofModule = /(?:^|\/pkg\/mod\/)([^@]+)@(v[^/@]+)\//;

function modulesOf(files: readonly string[]): GoModule[] {
  const modules = new Map<string, GoModule>();
  for (const name of files) {
    const [, path = '', version = ''] = ofModule.exec(name) ?? [];
    if (path)
      modules.set(`${path}@${version}`, { path: unescape(path), version: unescape(version), sum: '' });
  }
  return [...modules.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

// In the module cache an upper-case letter is its lower-case one behind an exclamation mark (golang.org/ref/mod#goproxy-protocol).
function unescape(path: string): string {
  return path.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

// With -trimpath a file's folder is its import path, with the module's version in it unless that was built in place.
function mainPackage(
  mainFile: string | undefined,
  modules: readonly GoModule[],
): Pick<KnownBuild, 'path' | 'main' | 'dependencies'> {
  const folder = /^(.+)\/[^/]+$/.exec(mainFile ?? '')?.[1] ?? '';
  const [whole, path = '', version] = ofModule.exec(`${folder}/`) ?? [];
  if (whole === undefined) {
    const isTrimmed = folder !== '' && !/^(?:\/|\.|[A-Za-z]:|_cgo)/.test(folder);
    return { path: isTrimmed ? folder : '', main: undefined, dependencies: modules };
  }
  const main = modules.find((each) => each.path === unescape(path) && each.version === version);
  const rest = `${folder}/`
    .slice((ofModule.exec(`${folder}/`)?.index ?? 0) + whole.length)
    .replace(/\/$/, '');
  return {
    path: [unescape(path), rest].filter(Boolean).join('/'),
    main,
    dependencies: modules.filter((each) => each !== main),
  };
}
