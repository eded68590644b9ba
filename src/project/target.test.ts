// Tests how targets are named, grouped and found.
import { expect, test } from 'vitest';
import type { TargetInfo } from '../../toolchain/manifest.ts';
import { architectureLabel } from '../words/target.ts';
import {
  groupTargets,
  obstacle,
  runsInPage,
  searchTargets,
  systemLabel,
  targetLabel,
  targetName,
} from './target.ts';

function target(name: string, firstClass = false): TargetInfo {
  const [goos = '', goarch = ''] = name.split('/');
  return { goos, goarch, firstClass, cgoSupported: true, state: { kind: 'builds' } };
}

const targets = [
  target('aix/ppc64'),
  target('darwin/amd64', true),
  target('darwin/arm64', true),
  target('linux/mips'),
  target('linux/amd64', true),
  target('linux/arm', true),
  target('linux/arm64', true),
  target('wasip1/wasm'),
  target('windows/386', true),
  target('windows/amd64', true),
  target('newos/arm64'),
];

const found = (query: string) => searchTargets(targets, query, architectureLabel).map(targetName);

test('targets are found by the words people use', () => {
  expect(found('m1')).toEqual(['darwin/arm64']);
  expect(found('apple silicon')).toEqual(['darwin/arm64']);
  expect(found('mac')).toEqual(['darwin/amd64', 'darwin/arm64']);
  expect(found('raspberry pi')).toEqual(expect.arrayContaining(['linux/arm', 'linux/arm64']));
  expect(found('64-bit windows')).toEqual(['windows/amd64']);
  expect(found('32-bit windows')).toEqual(['windows/386']);
  expect(found('linux/arm64')).toEqual(['linux/arm64']);
  expect(found('aarch64 linux')).toEqual(['linux/arm64']);
  expect(found('newos')).toEqual(['newos/arm64']);
  expect(found('no such thing')).toEqual([]);
  expect(found('')).toHaveLength(targets.length);
});

test('groups put well-known systems and first-class ports first, and lose nothing', () => {
  const groups = groupTargets(targets);
  expect(groups.map((group) => group.goos)).toEqual(['linux', 'darwin', 'windows', 'wasip1', 'aix', 'newos']);
  expect(groups[0]?.targets.map((t) => t.goarch)).toEqual(['amd64', 'arm', 'arm64', 'mips']);
  expect(groups.flatMap((group) => group.targets)).toHaveLength(targets.length);
});

test('only targets that go refuses have an obstacle', () => {
  const reason = 'android/386 requires external (cgo) linking, but cgo is not enabled\n';
  expect(obstacle(target('linux/amd64'))).toBeUndefined();
  expect(obstacle({ ...target('android/386'), state: { kind: 'external-linker', reason } })).toBe(
    reason.trim(),
  );
  expect(
    obstacle({ ...target('a/b'), state: { kind: 'broken', reason: 'broken', links: true } }),
  ).toBeUndefined();
  expect(obstacle({ ...target('a/b'), state: { kind: 'broken', reason: 'broken', links: false } })).toBe(
    'broken',
  );
});

test('labels and what the page can run', () => {
  const variant = { variable: 'GOAMD64', value: 'v3' };
  expect(targetLabel({ goos: 'linux', goarch: 'amd64', variant })).toBe('linux/amd64 GOAMD64=v3');
  expect(runsInPage({ goos: 'wasip1', goarch: 'wasm' })).toBe(true);
  expect(runsInPage({ goos: 'js', goarch: 'wasm' })).toBe(true);
  expect(runsInPage({ goos: 'linux', goarch: 'amd64' })).toBe(false);
});

test('names that every object has are no systems and no architectures', () => {
  expect(systemLabel('constructor')).toBe('constructor');
  expect(systemLabel('__proto__')).toBe('__proto__');
});
