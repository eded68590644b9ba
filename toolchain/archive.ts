// Downloads Go's official archive, checking it against its pinned SHA-256, and unpacking it.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { isStored } from './content.ts';
import { run } from './go-command.ts';
import { step } from './progress.ts';

/** A release with the SHA-256 of its official archives by host platform. A platform without one cannot be downloaded. */
export interface PinnedRelease {
  release: string;
  /** By platform as in the archive's name, for example linux-amd64. */
  archives: Partial<Record<string, string>>;
}

/** Where archives come from; GO_DOWNLOAD_BASE points somewhere else, such as a mirror. */
function downloadBase(): string {
  return process.env['GO_DOWNLOAD_BASE'] ?? 'https://go.dev/dl';
}

/** This machine's platform as archives are named. */
export function hostPlatform(platform: string = process.platform, arch: string = process.arch): string {
  const goos = platform === 'win32' ? 'windows' : platform;
  const goarch = { x64: 'amd64', ia32: '386', arm: 'armv6l' }[arch] ?? arch;
  return `${goos}-${goarch}`;
}

/** @throws Error naming file, expected and found hash when they differ. */
export async function checkArchive(file: string, expected: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found === expected) return;
  throw new Error(
    `${path.basename(file)} is not the archive that releases.json names.\n  expected SHA-256 ${expected}\n` +
      `  found SHA-256    ${found}\nThe file was ${file}; it has been removed. Try again; if the hash stays wrong, do not ` +
      'use that source: compare with https://go.dev/dl, or install Go yourself and put it on PATH.',
  );
}

async function download(url: string, file: string): Promise<void> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`${url} cannot be reached. Install Go 1.21 or later, put it on PATH and try again.`, {
      cause,
    });
  });
  if (!response.ok || !response.body) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(file));
}

/** Unpacks with tar, which every supported system has (on Windows it is bsdtar, which reads zip too). */
async function unpack(file: string, folder: string): Promise<void> {
  const { exitCode, stderr } = await run('tar', ['-xf', file, '-C', folder]);
  if (exitCode !== 0) throw new Error(`tar -xf ${file}: ${stderr}`);
}

/**
 * Gives the GOROOT of the first release whose archive for this platform is pinned.
 * @param cache Folder that keeps what was downloaded.
 * @throws Error when nothing is pinned for this platform, when the download fails, or when the hash is wrong.
 */
export async function fetchArchive(
  releases: readonly PinnedRelease[],
  cache: string,
  platform: string = hostPlatform(),
): Promise<{ release: string; goroot: string }> {
  const pinned = releases.find((candidate) => candidate.archives[platform]);
  if (!pinned) {
    throw new Error(`No Go archive is pinned for ${platform}: install Go 1.21 or later and put it on PATH.`);
  }
  const { release } = pinned;
  const folder = path.join(cache, 'archives', release);
  const goroot = path.join(folder, 'go');
  if (await isStored(path.join(goroot, 'VERSION'))) return { release, goroot };

  const name = `${release}.${platform}.${platform.startsWith('windows') ? 'zip' : 'tar.gz'}`;
  const unpacked = `${folder}.partial`;
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  const file = path.join(unpacked, name);
  try {
    await step(`download ${name}`, () => download(`${downloadBase()}/${name}`, file));
    await checkArchive(file, pinned.archives[platform]!);
    await step(`unpack ${name}`, () => unpack(file, unpacked));
    await rm(file);
    await rename(unpacked, folder);
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
  return { release, goroot };
}
