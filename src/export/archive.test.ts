// Tests archives with the programs that open them.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { checksumList, nameAmongTargets, packFiles, type ArchiveFormat } from './archive.ts';
import { piecesOf, type ArchiveEntry } from './archive-entry.ts';
import { gzip, gzipSize } from './compress.ts';

// Other programs are started; the limit only guards against hanging.
vi.setConfig({ testTimeout: 120_000 });

const time = new Date('2026-08-04T20:13:30Z');
const binary = new Uint8Array(100_000).map((_, index) => (index * index) % 251);
const sums = checksumList([{ name: 'hello_linux_amd64', sha256: 'a'.repeat(64) }]);

const files: ArchiveEntry[] = [
  { name: 'hello_linux_amd64', isExecutable: true, content: new Blob([binary]) },
  { name: 'empty', isExecutable: false, content: new Blob([]) },
  { name: 'SHA256SUMS', isExecutable: false, content: new Blob([sums]) },
];

const unpack: Record<ArchiveFormat, [string, ...string[]]> = {
  'tar.gz': ['tar', 'xzpf'],
  zip: ['python3', '-c', unzip()],
};

// Both say so when an entry is damaged.
const testOfZip = existsSync('/usr/bin/unzip') ? ['unzip', '-t'] : ['python3', '-m', 'zipfile', '-t'];

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
  ['tar.gz', 'd231f563952181d5964eac35a7e6e1447685a8d578cdac21bf512b169f8c12e3', ['tar', 'tvzf']],
  ['zip', 'e5eb850b19ad59a6c743c80d8cc5f9d6f6609b01025b67281ae2262af4713dd0', testOfZip],
] as const)(
  '%s: the same bytes in every time zone, on every machine',
  (format, golden, [program = '', ...flags]) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'anyport-archive-'));
    try {
      const archives = ['UTC', 'Asia/Tokyo', 'America/St_Johns'].map((zone, index) => {
        const archive = path.join(folder, `${index}.${format}`);
        const script = fileURLToPath(new URL('testing/pack.ts', import.meta.url));
        execFileSync(process.execPath, ['--import', 'tsx', script, format, archive], {
          env: { ...process.env, TZ: zone },
        });
        return archive;
      });
      const hashes = archives.map((archive) =>
        createHash('sha256').update(readFileSync(archive)).digest('hex'),
      );
      expect(new Set(hashes)).toEqual(new Set([golden]));
      const listing = execFileSync(program, [...flags, archives[0]!], {
        encoding: 'utf8',
        env: { TZ: 'UTC', PATH: process.env['PATH'] },
      });
      if (format === 'tar.gz') expect(listing).toMatch(/-rwxr-xr-x .* 2026-08-04 20:13 hello_linux_amd64/);
      else expect(listing).not.toMatch(/bad|error:/i);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test('the shown gzip size is that of the file gzip makes here', async () => {
  const file = new Blob([binary, binary]);
  const compressed = await gzip(piecesOf(file));
  expect(await gzipSize(file)).toBe(compressed.size);
  const unpacked = gunzipSync(new Uint8Array(await compressed.arrayBuffer()));
  expect(unpacked.equals(Buffer.concat([binary, binary]))).toBe(true);
});

test('a file that cannot be read any more fails the archive', async () => {
  const gone = new Blob([binary]);
  gone.slice = () => {
    throw new DOMException('gone', 'NotReadableError');
  };
  const entry: ArchiveEntry = { name: 'gone', isExecutable: true, content: gone };
  await expect(packFiles('zip', [entry], time)).rejects.toThrow('gone');
  await expect(packFiles('tar.gz', [entry], time)).rejects.toThrow('gone');
});

test.each([
  ['hello', 'linux', 'arm64', false, 'hello_linux_arm64'],
  ['hello.exe', 'windows', 'amd64', false, 'hello_windows_amd64.exe'],
  ['hello.exe', 'windows', 'amd64', true, 'hello_windows_amd64-stripped.exe'],
  ['hello.wasm', 'js', 'wasm', false, 'hello_js_wasm.wasm'],
])('%s for %s/%s', (name, goos, goarch, isStripped, expected) => {
  expect(nameAmongTargets(name, { goos, goarch }, isStripped)).toBe(expected);
});
