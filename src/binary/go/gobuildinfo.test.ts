// Tests build information of older releases and unusual settings, and build IDs.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkContentId, readGoBuildId } from './buildid.ts';
import { bytesOf, indexOfBytes } from '../read/byte-reader.ts';
import { readGoBuildInfo } from './gobuildinfo.ts';
import { inspect } from '../inspect.ts';
import { tinyBinaries, tinyElf } from '../testing/tiny-binaries.ts';
import { buildId, place, words } from '../testing/tiny-parts.ts';

const frame = '0123456789abcdef';
const blobAt = 0xb00;

/** elfWith puts a build information blob where tinyElf has its own. */
function elfWith(parts: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  const clean = tinyElf(64, 'little').fill(0, blobAt, 0xf00);
  return place([[0, clean], [blobAt, bytesOf('\xff Go buildinf:')], ...parts]);
}

function inline(version: string, text: string): Uint8Array {
  const framed = frame + text + frame;
  const length = String.fromCharCode((framed.length & 0x7f) | 0x80, framed.length >> 7);
  const strings = String.fromCharCode(version.length) + version + length + framed;
  return elfWith([
    [blobAt + 15, Uint8Array.of(2)],
    [blobAt + 32, bytesOf(strings)],
  ]);
}

describe('build information', () => {
  it('reads the pointers of releases before Go 1.18', () => {
    const text = `${frame}path\texample.com/old\n${frame}`;
    const string = (address: number, size: number) => words([address, 0, size, 0], 'little');
    const bytes = elfWith([
      [blobAt + 14, Uint8Array.of(8, 0)],
      [blobAt + 16, words([0x400c00, 0, 0x400c10, 0], 'little')],
      [0xc00, string(0x400c20, 8)],
      [0xc10, string(0x400c40, text.length)],
      [0xc20, bytesOf('go1.17.1')],
      [0xc40, bytesOf(text)],
    ]);
    expect(readGoBuildInfo(inspect(bytes))).toMatchObject({ goVersion: 'go1.17.1', path: 'example.com/old' });
  });

  it('reads dependencies with sums and replacements', () => {
    const text =
      'path\tmain\nmod\texample.com/m\tv1.2.3\t\ndep\ta.example/b\tv1.0.0\th1:abc=\ndep\tc.example/d\tv2.0.0\n=>\t./d\t(devel)\t\n';
    expect(readGoBuildInfo(inspect(inline('go1.27', text)))?.dependencies).toEqual([
      { path: 'a.example/b', version: 'v1.0.0', sum: 'h1:abc=' },
      {
        path: 'c.example/d',
        version: 'v2.0.0',
        sum: '',
        replace: { path: './d', version: '(devel)', sum: '' },
      },
    ]);
  });

  it('unquotes settings', () => {
    const text = 'build\t-ldflags="-X main.a=\\"b\\" -s"\nbuild\t-tags=`a b`\nbuild\tCGO_CFLAGS=\n';
    expect(readGoBuildInfo(inspect(inline('go1.27', text)))?.settings).toEqual([
      { key: '-ldflags', value: '-X main.a="b" -s' },
      { key: '-tags', value: 'a b' },
      { key: 'CGO_CFLAGS', value: '' },
    ]);
  });

  it('is absent from WebAssembly', () => {
    expect(readGoBuildInfo(inspect(tinyBinaries['WebAssembly']!))).toBeUndefined();
  });
});

describe('build ID', () => {
  it('has four parts', () => {
    expect(readGoBuildId(inspect(tinyBinaries['PE 64']!))).toEqual({
      text: buildId,
      linkActionId: 'linkactionlinkaction',
      mainActionId: 'mainactionmainaction',
      mainContentId: 'contentcontentconten',
      contentId: 'filefilefilefilefile',
    });
  });

  it('of an archive has two parts and is not checked', async () => {
    const file = inspect(tinyBinaries['archive']!);
    expect(file.goBuildId()).toBe('action/content');
    expect(await checkContentId(file)).toEqual({ result: 'absent' });
  });

  it('differs when the content ID is not the hash of the file, and matches when it is', async () => {
    const bytes = tinyBinaries['ELF 64 little']!.slice();
    const at = indexOfBytes(bytes, bytesOf(buildId));
    const hash = createHash('sha256')
      .update(bytes.slice().fill(0, at, at + buildId.length))
      .digest();
    const expected = hash.subarray(0, 15).toString('base64url');
    expect(await checkContentId(inspect(bytes))).toEqual({
      result: 'differs',
      stored: 'filefilefilefilefile',
      computed: expected,
    });
    bytes.set(bytesOf(expected), at + buildId.lastIndexOf('/') + 1);
    expect(await checkContentId(inspect(bytes))).toEqual({ result: 'matches', computed: expected });
  });
});
