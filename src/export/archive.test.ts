// Tests archives with the programs that open them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checksumList, nameAmongTargets, packFiles, type ArchiveFormat } from './archive.ts';
import type { ArchiveEntry } from './archive-entry.ts';

const time = new Date('2026-08-04T20:13:30Z');
const binary = new Uint8Array(100_000).map((_, index) => (index * index) % 251);
const sums = checksumList([{ name: 'hello_linux_amd64', sha256: 'a'.repeat(64) }]);

const files: ArchiveEntry[] = [
  { name: 'hello_linux_amd64', isExecutable: true, content: async () => new Blob([binary]) },
  { name: 'empty', isExecutable: false, content: async () => new Blob([]) },
  { name: 'SHA256SUMS', isExecutable: false, content: async () => new Blob([sums]) },
];

const unpack: Record<ArchiveFormat, [string, ...string[]]> = {
  'tar.gz': ['tar', 'xzpf'],
  zip: ['python3', '-c', unzip()],
};

// zipfile leaves out the modes that unzip sets, and unzip is not everywhere.
function unzip(): string {
  return [
    'import os, sys, zipfile',
    'z = zipfile.ZipFile(sys.argv[1])',
    'assert z.testzip() is None',
    'for i in z.infolist(): z.extract(i); os.chmod(i.filename, i.external_attr >> 16)',
  ].join('\n');
}

test.each(['tar.gz', 'zip'] as const)('a %s opens with contents, modes and order', async (format) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-archive-'));
  try {
    const archive = path.join(folder, `archive.${format}`);
    writeFileSync(archive, new Uint8Array(await (await packFiles(format, files, time)).arrayBuffer()));
    const [program, ...args] = unpack[format];
    execFileSync(program, [...args, archive], { cwd: folder });
    const printed = execFileSync('sha256sum', ['hello_linux_amd64', 'empty'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const expected = execFileSync('sha256sum', { input: binary, encoding: 'utf8' });
    expect(printed).toContain(expected.split(' ')[0]);
    expect(statSync(path.join(folder, 'hello_linux_amd64')).mode & 0o777).toBe(0o755);
    expect(statSync(path.join(folder, 'SHA256SUMS')).mode & 0o777).toBe(0o644);
    if (format === 'tar.gz') expect(statSync(path.join(folder, 'empty')).mtime).toEqual(time);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(['tar.gz', 'zip'] as const)('two %s archives of the same files are equal', async (format) => {
  const once = await packFiles(format, files, time);
  const again = await packFiles(format, [...files].reverse(), time);
  expect(new Uint8Array(await once.arrayBuffer())).toEqual(new Uint8Array(await again.arrayBuffer()));
});

test.each([
  ['hello', 'linux', 'arm64', false, 'hello_linux_arm64'],
  ['hello.exe', 'windows', 'amd64', false, 'hello_windows_amd64.exe'],
  ['hello.exe', 'windows', 'amd64', true, 'hello_windows_amd64-stripped.exe'],
  ['hello.wasm', 'js', 'wasm', false, 'hello_js_wasm.wasm'],
])('%s for %s/%s', (name, goos, goarch, isStripped, expected) => {
  expect(nameAmongTargets(name, { goos, goarch }, isStripped)).toBe(expected);
});
