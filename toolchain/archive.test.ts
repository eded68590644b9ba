// Checks the download of an archive, against a server of its own.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchArchive, hostPlatform } from './archive.ts';
import { sha256 } from './content.ts';

let folder: string;
let server: Server;
let archive: Buffer;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'archive-'));
  await mkdir(path.join(folder, 'made/go'), { recursive: true });
  await writeFile(path.join(folder, 'made/go/VERSION'), 'go1.99.1\n');
  execFileSync('tar', ['-czf', path.join(folder, 'made.tar.gz'), '-C', path.join(folder, 'made'), 'go']);
  archive = await readFile(path.join(folder, 'made.tar.gz'));
  server = createServer((request, response) =>
    request.url === '/go1.99.1.linux-amd64.tar.gz' ? response.end(archive) : response.writeHead(404).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('GO_DOWNLOAD_BASE', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const cache = (): string => path.join(folder, 'cache');
const pin = (hash: string) => [
  { release: 'go1.99.2', archives: {} },
  { release: 'go1.99.1', archives: { 'linux-amd64': hash, 'linux-arm64': hash } },
];

describe('fetchArchive', () => {
  it('unpacks an archive with the pinned hash, and does not fetch it again', async () => {
    const { release, goroot } = await fetchArchive(pin(sha256(archive)), cache(), 'linux-amd64');
    expect(release).toBe('go1.99.1');
    expect(await readFile(path.join(goroot, 'VERSION'), 'utf8')).toBe('go1.99.1\n');
    vi.stubEnv('GO_DOWNLOAD_BASE', 'http://127.0.0.1:1');
    expect(await fetchArchive(pin(sha256(archive)), cache(), 'linux-amd64')).toEqual({ release, goroot });
  });

  it('names file, expected and found hash when they differ, and leaves nothing behind', async () => {
    const wrong = sha256('something else');
    const fetched = fetchArchive(pin(wrong), cache(), 'linux-amd64');
    await expect(fetched).rejects.toThrow('go1.99.1.linux-amd64.tar.gz');
    await expect(fetched).rejects.toThrow(`expected SHA-256 ${wrong}`);
    await expect(fetched).rejects.toThrow(`found SHA-256    ${sha256(archive)}`);
    await expect(fetched).rejects.toThrow('Try again');
    expect(existsSync(path.join(cache(), 'archives/go1.99.1'))).toBe(false);
    expect(existsSync(path.join(cache(), 'archives/go1.99.1.partial'))).toBe(false);
  });

  it('tells what the server answered', async () => {
    await expect(fetchArchive(pin(sha256(archive)), cache(), 'linux-arm64')).rejects.toThrow('404');
  });

  it('says what to do when nothing is pinned for the platform', async () => {
    await expect(fetchArchive(pin(''), cache(), 'plan9-386')).rejects.toThrow('plan9-386: install Go');
  });
});

it.each([
  ['linux', 'x64', 'linux-amd64'],
  ['linux', 'arm', 'linux-armv6l'],
  ['darwin', 'arm64', 'darwin-arm64'],
  ['win32', 'ia32', 'windows-386'],
])('%s %s is %s', (platform, arch, name) => {
  expect(hostPlatform(platform, arch)).toBe(name);
});
