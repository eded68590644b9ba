// What documents about a binary tell: the file, the build that gave it, and the modules in it.
import { readGoBuildInfo, type GoModule } from '../binary/go/gobuildinfo.ts';
import { inspect } from '../binary/inspect.ts';
import { InspectError } from '../binary/read/inspect-error.ts';
import { bytesOf, type ProjectFile } from '../project/file.ts';
import { modulePathIn, requiredModules } from '../project/go-mod.ts';
import { findFile } from '../project/project.ts';
import type { Settings } from '../project/settings.ts';
import type { Target } from '../project/target.ts';

/** A binary and the build that gave it. */
export interface BuiltFile {
  /** As it is handed out. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly target: Target;
  readonly settings: Settings;
  /** For example go1.27.3. */
  readonly release: string;
  /** What it was built from. */
  readonly files: readonly ProjectFile[];
}

/** A module in a binary. */
export interface ModuleFact {
  readonly path: string;
  readonly version: string;
  /** The `h1:` hash of its files, in lower-case hex; undefined where there is none (vendored modules, replaced ones). */
  readonly dirHash?: string;
}

/** What the documents are written from. */
export interface BinaryFacts extends Omit<BuiltFile, 'bytes'> {
  readonly size: number;
  /** Path of the main module, or the name of the file when there is none. */
  readonly module: string;
  readonly modules: readonly ModuleFact[];
  /** Where the modules stand: WebAssembly files have no build information (golang.org/issue/73741). */
  readonly modulesFrom: 'build information' | 'go.mod';
}

/** Reads the facts. A file without build information is taken to hold what go.mod requires. */
export function factsOf(built: BuiltFile): BinaryFacts {
  const { bytes, ...rest } = built;
  const info = buildInfoOf(bytes);
  const goMod = findFile(built.files, 'go.mod');
  const text = goMod ? new TextDecoder().decode(bytesOf(goMod)) : '';
  return {
    ...rest,
    size: bytes.length,
    module: info?.main?.path || modulePathIn(text) || built.name,
    modules: info ? info.dependencies.map(factOf) : requiredModules(text),
    modulesFrom: info ? 'build information' : 'go.mod',
  };
}

function buildInfoOf(bytes: Uint8Array) {
  try {
    return readGoBuildInfo(inspect(bytes));
  } catch (error) {
    if (error instanceof InspectError) return undefined;
    throw error;
  }
}

/** The module that is really in the file. */
function factOf({ replace, ...module }: GoModule): ModuleFact {
  const { path, version, sum } = replace ?? module;
  const hash = /^h1:([A-Za-z0-9+/]{43}=)$/.exec(sum)?.[1];
  return { path, version, ...(hash !== undefined && { dirHash: hexOfBase64(hash) }) };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function hexOfBase64(text: string): string {
  const bits = [...text.replace('=', '')]
    .map((each) => alphabet.indexOf(each).toString(2).padStart(6, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return bytes.map((byte) => Number.parseInt(byte, 2).toString(16).padStart(2, '0')).join('');
}

/** A package URL of a Go module (github.com/package-url/purl-spec, type golang). */
export function packageUrl(
  path: string,
  version: string,
  qualifiers: Readonly<Record<string, string>> = {},
): string {
  const encode = (text: string) => encodeURIComponent(text).replaceAll('%3A', ':');
  const name = path.toLowerCase().split('/').map(encode).join('/');
  const pairs = Object.entries(qualifiers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${encode(value)}`);
  const at = version === '' ? '' : `@${encode(version)}`;
  return `pkg:golang/${name}${at}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** The version of a release without the word go in front: 1.27.3. */
export function versionOf(release: string): string {
  return release.replace(/^go/, '');
}
