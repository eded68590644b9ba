// This file is responsible for testing the answers to whether a binary starts on a host.
import { expect, it } from 'vitest';
import { isOlder, requiredSystem } from './will-it-run-minimum.ts';
import { willItRun, type Host, type Program } from './will-it-run.ts';

function program(target: string, more: Partial<Program> = {}): Program {
  const [goos = '', goarch = ''] = target.split('/');
  return {
    name: 'hello',
    goos,
    goarch,
    variant: null,
    kind: 'executable',
    interpreter: '',
    required: '',
    ...more,
  };
}

function host(target: string, more: Partial<Host> = {}): Host {
  const [goos = '', goarch = ''] = target.split('/');
  return { goos, goarch, version: '', level: '', ...more };
}

it.each<[string, string, string, RegExp, string]>([
  ['linux/amd64', 'linux/amd64', 'yes', /^$/, ''],
  ['linux/arm64', 'linux/amd64', 'no', /Exec format error/, 'linux/amd64'],
  ['darwin/arm64', 'darwin/amd64', 'no', /bad CPU type/, 'darwin/amd64'],
  ['darwin/amd64', 'darwin/arm64', 'with', /^$/, 'darwin/arm64'],
  ['windows/arm64', 'windows/amd64', 'no', /not a valid Win32 application/, 'windows/amd64'],
  ['windows/386', 'windows/amd64', 'yes', /^$/, 'windows/amd64'],
  ['windows/amd64', 'linux/amd64', 'with', /Exec format error/, 'linux/amd64'],
  ['freebsd/amd64', 'linux/amd64', 'no', /first system call/, 'linux/amd64'],
  ['linux/amd64', 'windows/amd64', 'with', /not a valid Win32 application/, 'windows/amd64'],
  ['linux/amd64', 'darwin/arm64', 'no', /exec format error/, 'darwin/arm64'],
  ['wasip1/wasm', 'linux/amd64', 'with', /Exec format error/, 'linux/amd64'],
  ['js/wasm', 'windows/amd64', 'with', /not a valid Win32 application/, 'windows/amd64'],
])('%s on %s: %s', (target, machine, outcome, error, instead) => {
  const verdict = willItRun(program(target), host(machine));
  expect(verdict).toMatchObject({ outcome, instead });
  expect(verdict.error).toMatch(error);
});

it('names the missing interpreter of a program of another system', () => {
  const openbsd = program('openbsd/amd64', { interpreter: '/usr/libexec/ld.so' });
  expect(willItRun(openbsd, host('linux/amd64')).error).toContain('/usr/libexec/ld.so');
});

it('compares the processor with the variant', () => {
  const v3 = program('linux/amd64', { variant: { key: 'GOAMD64', value: 'v3' } });
  const verdict = willItRun(v3, host('linux/amd64', { level: 'v2' }));
  expect(verdict).toMatchObject({ outcome: 'no', instead: 'linux/amd64 GOAMD64=v2' });
  expect(verdict.error).toContain('v3 microarchitecture support');
  expect(willItRun(v3, host('linux/amd64', { level: 'v3' })).outcome).toBe('yes');
  expect(willItRun(v3, host('linux/amd64')).answer).toContain('illegal instruction');
});

it('compares the system with what the Go release requires', () => {
  const mac = program('darwin/arm64', { required: requiredSystem('darwin', 'go1.27.3') });
  expect(willItRun(mac, host('darwin/arm64', { version: '12.6' })).outcome).toBe('no');
  expect(willItRun(mac, host('darwin/arm64', { version: '13.0' })).outcome).toBe('yes');
  expect(isOlder('6.1', requiredSystem('windows', 'go1.21'))).toBe(true);
  expect(isOlder('6.1', requiredSystem('windows', 'go1.20.14'))).toBe(false);
  expect(isOlder('', 'macOS 13')).toBe(false);
});

it.each(['object', 'archive', 'core', 'shared library'] as const)('%s is no program', (kind) => {
  expect(willItRun(program('linux/amd64', { kind }), host('linux/amd64')).outcome).toBe('no');
});
