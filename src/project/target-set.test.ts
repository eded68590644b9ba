// Tests sets of targets.
import { expect, test } from 'vitest';
import type { TargetInfo, TargetState } from '../../toolchain/manifest.ts';
import { architectureSets, commonSets, coverage, systemSet, toggleSet } from './target-set.ts';

const builds: TargetState = { kind: 'builds' };

function port(name: string, firstClass: boolean, state = builds): TargetInfo {
  const [goos = '', goarch = ''] = name.split('/');
  return { goos, goarch, firstClass, cgoSupported: false, state };
}

const targets = [
  port('linux/amd64', true),
  port('linux/arm64', true),
  port('windows/amd64', true),
  port('plan9/386', false),
  port('ios/arm64', false, { kind: 'external-linker', reason: 'needs cgo' }),
];

test('a set that is offered whole has only targets that link', () => {
  const [all, first] = commonSets(targets);
  expect(all!.names).toEqual(['linux/amd64', 'linux/arm64', 'windows/amd64', 'plan9/386']);
  expect(first!.names).toEqual(['linux/amd64', 'linux/arm64', 'windows/amd64']);
});

test('architectures come by the number of their ports', () => {
  expect(architectureSets(targets).map(({ id, names }) => [id, names.length])).toEqual([
    ['amd64', 2],
    ['386', 1],
    ['arm64', 1],
  ]);
});

test('a set is added, and taken away when it was chosen whole', () => {
  const linux = systemSet('linux', targets).names;
  const some = new Set(['linux/amd64', 'plan9/386']);
  expect(coverage(linux, some)).toBe('some');
  const all = toggleSet(linux, some);
  expect(coverage(linux, all)).toBe('all');
  expect([...toggleSet(linux, all)]).toEqual(['plan9/386']);
});
