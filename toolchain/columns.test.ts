// Tests that tables stored by columns are restored byte for byte, and compress better.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { restoreColumns } from '../workers/toolchain/columns.ts';
import { storeColumns } from './columns.ts';
import { tablesOf } from './object-tables.ts';

/** An archive as the compiler of the installed Go makes it. */
function compiled(): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'anyport-columns-'));
  try {
    const functions = Array.from(
      { length: 50 },
      (_, i) => `func F${i}(s []int) int { return s[${i}] + len(s) }`,
    );
    writeFileSync(path.join(folder, 'p.go'), `package p\n\n${functions.join('\n')}\n`);
    execFileSync('go', ['tool', 'compile', '-p', 'p', '-o', 'p.a', 'p.go'], { cwd: folder });
    return readFileSync(path.join(folder, 'p.a'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('columns', () => {
  it('come back as the rows they were, whatever the files are', () => {
    const archive = compiled();
    const files = [archive, Buffer.from('a list of sources'), archive, Buffer.alloc(0)];
    expect(Buffer.from(restoreColumns(storeColumns(files)))).toEqual(Buffer.concat(files));
  });

  it('are found in what the compiler makes, and are smaller under gzip', () => {
    const archive = compiled();
    expect(tablesOf(archive).length).toBeGreaterThan(5);
    const [before, after] = [gzipSync(archive).length, gzipSync(storeColumns([archive])).length];
    expect(after).toBeLessThan(before);
  });

  it('are sought neither in other files nor in objects of an unknown format', () => {
    const archive = compiled();
    const unknown = Buffer.from(archive.toString('latin1').replace('go120ld', 'go999ld'), 'latin1');
    expect([tablesOf(Buffer.from('text')), tablesOf(unknown), tablesOf(Buffer.alloc(0))]).toEqual([
      [],
      [],
      [],
    ]);
  });
});
