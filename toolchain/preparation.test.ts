// Checks that two preparations of one folder come one after the other, with a `go` that only knows where its GOROOT is.
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Preparation } from './preparation.ts';

vi.setConfig({ testTimeout: 60_000 }); // who waits says so after his second look

const release = 'go1.27.3';
let folder: string;
let said: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'preparation-'));
  await mkdir(path.join(folder, 'goroot'));
  await writeFile(path.join(folder, 'goroot/VERSION'), `${release}\ntime 2026-01-01T00:00:00Z\n`);
  await mkdir(path.join(folder, 'bin'));
  const go = `#!/bin/sh\n[ "$2" = GOROOT ] && echo '${folder}/goroot' || echo ${release}\n`;
  await writeFile(path.join(folder, 'bin/go'), go);
  await chmod(path.join(folder, 'bin/go'), 0o755);
  vi.stubEnv('PATH', `${path.join(folder, 'bin')}${path.delimiter}${process.env['PATH']}`);
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const begin = (command: string) =>
  Preparation.begin(release, path.join(folder, 'out'), path.join(folder, 'cache'), command);
const ref = { path: 'packs/a_b.bin', size: 1, sha256: '' };

// A script of the shell stands for go.
const onUnix = it.skipIf(process.platform === 'win32');

onUnix('the second waits, says for whom, and keeps what the first has made', async () => {
  const first = await begin('npm start');
  const second = begin('npm run toolchain');
  const waiting = `process ${process.pid} (npm start) is preparing in this folder: waiting`;
  await expect.poll(() => said, { timeout: 50_000 }).toContain(waiting);
  first.folder.manifest.packs['a/b'] = ref;
  await first.folder.save();
  await first.close();

  const { folder, close } = await second;
  expect(folder.manifest.packs).toEqual({ 'a/b': ref });
  await close();
});

onUnix('one that fails lets the next one have its turn', async () => {
  await rm(path.join(folder, 'goroot/VERSION'));
  await expect(begin('npm start')).rejects.toThrow('VERSION');
  await writeFile(path.join(folder, 'goroot/VERSION'), `${release}\ntime 2026-01-01T00:00:00Z\n`);
  await (await begin('npm start')).close();
});
