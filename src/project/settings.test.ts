// Tests the flags and variables that settings turn into.
import { describe, expect, test } from 'vitest';
import {
  buildFlags,
  buildVariables,
  changedSettings,
  compilesStd,
  DEFAULT_SETTINGS,
  settingsFrom,
} from './settings.ts';

const linux = { goos: 'linux', goarch: 'amd64' };

describe('buildFlags', () => {
  test('the defaults make the same bytes on any machine', () => {
    expect(buildFlags(DEFAULT_SETTINGS)).toEqual(['-trimpath', '-buildvcs=false']);
  });

  test('a flag with spaces stays one argument', () => {
    const flags = buildFlags({
      ...DEFAULT_SETTINGS,
      ldflags: ' -s -w ',
      tags: 'netgo,osusergo',
      buildmode: 'pie',
    });
    expect(flags.slice(2)).toEqual(['-buildmode=pie', '-tags=netgo,osusergo', '-ldflags=-s -w']);
  });

  test('without trimpath nothing is passed for it', () => {
    expect(buildFlags({ ...DEFAULT_SETTINGS, trimpath: false })).toEqual(['-buildvcs=false']);
  });
});

test('variant, experiment and FIPS mode travel in the environment', () => {
  const target = { ...linux, variant: { variable: 'GOAMD64', value: 'v3' } };
  const settings = { ...DEFAULT_SETTINGS, experiment: 'greenteagc', fips140: 'latest' };
  expect(Object.fromEntries(buildVariables(target, settings))).toEqual({
    CGO_ENABLED: '0',
    GOOS: 'linux',
    GOARCH: 'amd64',
    GOAMD64: 'v3',
    GOEXPERIMENT: 'greenteagc',
    GOFIPS140: 'latest',
  });
});

describe('compilesStd', () => {
  test.each([
    [{}, false],
    [{ ldflags: '-s -w' }, false],
    [{ tags: 'netgo' }, false],
    [{ gcflags: '-N -l' }, false],
    [{ gcflags: 'all=-N -l' }, true],
    [{ buildmode: 'pie' as const }, true],
    [{ trimpath: false }, true],
    [{ experiment: 'greenteagc' }, true],
  ])('%o: %s', (change, expected) => {
    expect(compilesStd({ ...DEFAULT_SETTINGS, ...change }, linux)).toBe(expected);
  });

  test('position independence is nothing new where it is the default', () => {
    expect(compilesStd({ ...DEFAULT_SETTINGS, buildmode: 'pie' }, { goos: 'windows' })).toBe(false);
  });
});

test('settings from elsewhere are made whole', () => {
  expect(settingsFrom(undefined)).toEqual(DEFAULT_SETTINGS);
  expect(settingsFrom({ ldflags: '-s', tags: 7, buildmode: 'plugin', other: 1 })).toEqual({
    ...DEFAULT_SETTINGS,
    ldflags: '-s',
  });
});

test('what differs from the defaults is named', () => {
  expect(changedSettings({ ...DEFAULT_SETTINGS, tags: ' ' })).toEqual([]);
  expect(changedSettings({ ...DEFAULT_SETTINGS, ldflags: '-s', trimpath: false })).toEqual([
    'ldflags',
    'trimpath',
  ]);
});
