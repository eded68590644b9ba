// Tests the shell command of a build.
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../project/settings.ts';
import { buildCommand, shellCommand } from './shell-command.ts';

test('the command names everything that the bytes depend on', () => {
  const command = buildCommand({ goos: 'linux', goarch: 'arm64' }, DEFAULT_SETTINGS, 'go1.27.3', 'hello');
  expect(shellCommand(command)).toBe(
    'CGO_ENABLED=0 GOOS=linux GOARCH=arm64 GOTOOLCHAIN=go1.27.3 go build -trimpath -buildvcs=false -o hello .',
  );
});

test('settings are part of it', () => {
  const settings = { ...DEFAULT_SETTINGS, ldflags: '-s -w', tags: 'dev', experiment: 'nogreenteagc' };
  const variant = { variable: 'GOARM', value: '6,hardfloat' };
  expect(
    shellCommand(buildCommand({ goos: 'linux', goarch: 'arm', variant }, settings, 'go1.27.3', 'a b')),
  ).toBe(
    'CGO_ENABLED=0 GOOS=linux GOARCH=arm GOARM=6,hardfloat GOEXPERIMENT=nogreenteagc GOTOOLCHAIN=go1.27.3 ' +
      "go build -trimpath -buildvcs=false -tags=dev '-ldflags=-s -w' -o 'a b' .",
  );
});
