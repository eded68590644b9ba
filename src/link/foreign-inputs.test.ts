// Tests that nothing in a link leads out of its project.
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../project/settings.ts';
import { foreignInputs } from './foreign-inputs.ts';
import { decodeLink } from './link.ts';
import { linkOf } from './testing/write-1d.ts';

const inSettings = (change: Partial<Settings>) => foreignInputs({ ...DEFAULT_SETTINGS, ...change }, []);

it.each<[keyof Settings, string]>([
  ['ldflags', '-extld=/bin/sh'],
  ['ldflags', '-s -extld /bin/sh'],
  ['ldflags', '--extld=/bin/sh'],
  ['ldflags', 'all=-extld=/bin/sh'],
  ['ldflags', '-linkmode=external'],
  ['ldflags', '-extldflags=-o/x'],
  ['ldflags', '-o=/etc/x'],
  ['ldflags', '-cpuprofile=x'],
  ['ldflags', '-tmpdir=/x'],
  ['ldflags', '-L /x'],
  ['ldflags', '"unclosed'],
  ['ldflags', "'-extld=/bin/sh'"],
  ['gcflags', '-o=x'],
  ['gcflags', '-embedcfg=/x'],
  ['gcflags', '-d=dumpinlfuncprops=x'],
  ['gcflags', 'all=-N -memprofile=x'],
  ['asmflags', '-I /x'],
  ['asmflags', '-o=x'],
  ['tags', 'a -toolexec=x'],
  ['experiment', 'x\ny'],
  ['fips140', '../x'],
])('%s %j is refused', (name, value) => {
  expect(inSettings({ [name]: value })[0]).toMatchObject({ where: name });
  const head = {
    go: 'go1.27.3',
    targets: ['linux/amd64'],
    without: [0],
    settings: { [name]: value },
    files: [['a', 1]],
  };
  expect(decodeLink(linkOf(`${JSON.stringify(head)}\nx`))).toMatchObject({
    problem: { kind: 'foreign input' },
  });
});

it.each<[keyof Settings, string]>([
  ['ldflags', '-s -w -X main.version=v1.2 -X "main.date=1 May" -buildid= -H=windowsgui'],
  ['ldflags', '-X -extld=harmless'],
  ['gcflags', 'all=-N -l'],
  ['gcflags', '-m=2 -d=ssa/check_bce/debug=1'],
  ['asmflags', '-S'],
  ['tags', 'netgo,osusergo timetzdata'],
  ['experiment', 'greenteagc,noswissmap'],
  ['fips140', 'v1.0.0'],
])('%s %j is fine', (name, value) => {
  expect(inSettings({ [name]: value })).toEqual([]);
});

it.each([
  ['go.mod', 'replace a => ../b', '../b'],
  ['go.mod', 'replace a v1.0.0 => /b', '/b'],
  ['go.mod', 'replace (\n\ta => ./in\n\tb => ./in/../../out\n)', './in/../../out'],
  ['go.mod', 'replace a => "../b"', '../b'],
  ['go.mod', 'replace a => C:\\b', 'C:\\b'],
  ['lib/go.mod', 'replace a => ../../b', '../../b'],
  ['go.work', 'use ../b', '../b'],
  ['go.work', 'use (\n\t.\n\t/b\n)', '/b'],
])('%s with %j leads out', (path, content, out) => {
  expect(foreignInputs(DEFAULT_SETTINGS, [{ path, content }])).toEqual([
    { where: path.replace(/.*\//, ''), path: out },
  ]);
});

it.each([
  ['go.mod', 'replace a => ./b'],
  ['go.mod', 'replace a => example.com/b v1.2.3'],
  ['lib/go.mod', 'replace a => ../b'],
  ['go.work', 'use (\n\t.\n\t./b // ../not\n)'],
  ['notes.txt', 'replace a => ../b'],
])('%s with %j stays inside', (path, content) => {
  expect(foreignInputs(DEFAULT_SETTINGS, [{ path, content }])).toEqual([]);
});
