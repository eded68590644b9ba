// Tests the answers to whether a binary starts on a host.
import { expect, it } from 'vitest';
import { levelsOf } from './processor-level.ts';
import { isOlder, requiredSystem } from './minimum-system.ts';
import { answerOf, hostSentence } from '../../words/hosts.ts';
import type { Executable, Host } from './executable.ts';
import type { Verdict } from './verdict.ts';
import { executable } from '../testing/executables.ts';
import { willItRun } from './will-it-run.ts';

const program = (target: string, more: Partial<Executable> = {}) => executable('hello', target, more);

function host(target: string, more: Partial<Host> = {}): Host {
  const [goos = '', goarch = ''] = target.split('/');
  return { goos, goarch, version: '', level: '', distribution: '', ...more };
}

/** What the user would see, empty when it starts. */
const errorOf = ({ error }: Verdict) => (error ? hostSentence(error) : '');

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
  expect(errorOf(verdict)).toMatch(error);
});

it('names the missing interpreter of a program of another system', () => {
  const openbsd = program('openbsd/amd64', { interpreter: '/usr/libexec/ld.so' });
  expect(errorOf(willItRun(openbsd, host('linux/amd64')))).toContain('/usr/libexec/ld.so');
});

it('compares the processor with the variant', () => {
  const v3 = program('linux/amd64', { variant: { key: 'GOAMD64', value: 'v3' } });
  const verdict = willItRun(v3, host('linux/amd64', { level: 'v2' }));
  expect(verdict).toMatchObject({ outcome: 'no', instead: 'linux/amd64 GOAMD64=v2' });
  expect(errorOf(verdict)).toContain('v3 microarchitecture support');
  expect(willItRun(v3, host('linux/amd64', { level: 'v3' })).outcome).toBe('yes');
  expect(answerOf(willItRun(v3, host('linux/amd64')))).toContain('illegal instruction');
});

it.each<[string, string, string, 'yes' | 'with' | 'no', RegExp]>([
  ['linux/386', 'GO386=sse2', 'softfloat', 'no', /^SIGILL/],
  ['linux/386', 'GO386=softfloat', 'softfloat', 'yes', /^$/],
  ['linux/arm', 'GOARM=7', '6', 'no', /no VFPv3 floating point hardware/],
  ['linux/arm', 'GOARM=6', '5', 'no', /no floating point hardware/],
  ['linux/arm', 'GOARM=5,hardfloat', '5', 'no', /no floating point hardware/],
  ['linux/arm', 'GOARM=7,softfloat', '6', 'no', /^SIGILL/],
  ['linux/arm', 'GOARM=6,softfloat', '6', 'yes', /^$/],
  ['plan9/arm', 'GOARM=7', '6', 'no', /^SIGILL/],
  ['linux/arm64', 'GOARM64=v8.1', 'v8.0', 'no', /with LSE support/],
  ['linux/arm64', 'GOARM64=v8.0,lse', 'v8.0', 'no', /with LSE support/],
  ['linux/arm64', 'GOARM64=v9.0', 'v8.9', 'no', /^SIGILL/],
  ['linux/arm64', 'GOARM64=v8.6', 'v9.0', 'no', /^SIGILL/],
  ['linux/arm64', 'GOARM64=v8.5', 'v9.0', 'yes', /^$/],
  ['linux/arm64', 'GOARM64=v8.2,crypto', 'v8.4', 'with', /^$/],
  ['windows/arm64', 'GOARM64=v8.1', 'v8.0', 'no', /0xc000001d/],
  ['linux/mipsle', 'GOMIPS=hardfloat', 'softfloat', 'with', /^SIGILL/],
  ['linux/mips64', 'GOMIPS64=softfloat', 'softfloat', 'yes', /^$/],
  ['linux/ppc64le', 'GOPPC64=power10', 'power9', 'no', /^SIGILL/],
  ['aix/ppc64', 'GOPPC64=power8', 'power9', 'yes', /^$/],
  ['linux/riscv64', 'GORISCV64=rva23u64', 'rva22u64', 'no', /^SIGILL/],
  ['freebsd/riscv64', 'GORISCV64=rva20u64', 'rva20u64', 'yes', /^$/],
])('%s with %s on a processor with %s: %s', (target, setting, level, outcome, error) => {
  const [key = '', value = ''] = setting.split('=');
  const verdict = willItRun(program(target, { variant: { key, value } }), host(target, { level }));
  expect(verdict.outcome).toBe(outcome);
  expect(errorOf(verdict)).toMatch(error);
  expect(verdict.instead).toBe(error.source === '^$' ? '' : `${target} ${key}=${level}`);
});

it.each([
  ['linux/arm', 'GOARM=7', 'ARMv7 with VFPv3'],
  ['linux/arm', 'GOARM=7,softfloat', '(ARMv7)'],
  ['linux/arm64', 'GOARM64=v8.0,lse,crypto', 'LSE atomics, AES and SHA instructions'],
  ['linux/amd64', 'GOAMD64=v4', 'AVX-512'],
  ['linux/riscv64', 'GORISCV64=rva22u64', 'RVA22'],
  ['freebsd/arm', 'GOARM=6', 'single processor core'],
])('%s with %s on a processor nothing is known of: %s', (target, setting, condition) => {
  const [key = '', value = ''] = setting.split('=');
  const verdict = willItRun(program(target, { variant: { key, value } }), host(target));
  expect(verdict.outcome).toBe('with');
  expect(answerOf(verdict)).toContain(condition);
});

it.each([
  ['linux/386', 'GO386=sse2'],
  ['linux/arm', 'GOARM=5'],
  ['linux/arm64', 'GOARM64=v8.0'],
  ['linux/mips', 'GOMIPS=hardfloat'],
  ['linux/ppc64', 'GOPPC64=power8'],
])('%s with %s asks nothing special', (target, setting) => {
  const [key = '', value = ''] = setting.split('=');
  expect(answerOf(willItRun(program(target, { variant: { key, value } }), host(target)))).toBe('Yes.');
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

it.each(['constructor', '__proto__', 'toString'])('knows no system, processor or level called %s', (name) => {
  const strange = program(`${name}/${name}`, { variant: { key: 'GOAMD64', value: name } });
  expect(requiredSystem(name, 'go1.27.3')).toBe('');
  expect(levelsOf(name)).toEqual([]);
  expect(willItRun(strange, host(`${name}/${name}`, { level: name })).outcome).toBe('yes');
  expect(answerOf(willItRun(strange, host('linux/amd64')))).toContain(name);
});

it.each<[string, Partial<Executable>, string, 'yes' | 'with' | 'no', RegExp]>([
  ['linux/amd64', { goos: '' }, 'windows/amd64', 'with', /without a mark/],
  ['linux/amd64', { goos: '' }, 'darwin/arm64', 'no', /without a mark/],
  ['linux/amd64', { goos: '' }, 'openbsd/amd64', 'no', /without a mark/],
  ['linux/amd64', { goos: '' }, 'linux/amd64', 'with', /which the file does not tell/],
  ['darwin/arm64', { signature: 'absent' }, 'darwin/arm64', 'no', /not signed/],
  ['darwin/arm64', { signature: 'broken' }, 'darwin/arm64', 'no', /changed since/],
  ['darwin/arm64', { signature: 'unchecked' }, 'darwin/arm64', 'with', /cannot be checked/],
  ['darwin/amd64', { signature: 'absent' }, 'darwin/amd64', 'yes', /^Yes/],
  ['darwin/386', {}, 'darwin/amd64', 'no', /instructions of 386/],
  ['linux/386', { interpreter: '/lib/ld-linux.so.2' }, 'linux/amd64', 'with', /libraries for its processor/],
  ['linux/386', {}, 'linux/amd64', 'yes', /brings all it needs/],
  ['linux/386', {}, 'openbsd/amd64', 'no', /OpenBSD/],
  ['freebsd/386', {}, 'freebsd/amd64', 'yes', /32-bit/],
  ['linux/amd64p32', {}, 'linux/amd64', 'with', /x32/],
  ['linux/Itanium', {}, 'linux/amd64', 'no', /instructions of Itanium/],
  ['windows/arm64', { kind: 'driver' }, 'windows/arm64', 'no', /driver/],
  ['windows/amd64', { kind: 'EFI program', goos: '' }, 'windows/amd64', 'no', /firmware/],
  ['windows/amd64', { declared: 'Windows 10.0' }, 'windows/amd64 6.1', 'no', /header asks for/],
  ['darwin/arm64', { declared: 'macOS 13.0' }, 'darwin/arm64 12.0', 'no', /header asks for/],
  ['linux/amd64', { kind: 'kernel' }, 'linux/amd64', 'no', /kernel/],
  ['android/arm64', { interpreter: '/system/bin/linker64' }, 'android/arm64', 'no', /fixed address/],
  ['hurd/386', { interpreter: '/lib/ld.so.1' }, 'linux/386', 'no', /hurd/],
  ['wasip1/wasm', { modules: ['wasi_snapshot_preview1', 'env'] }, 'linux/amd64', 'no', /env/],
  ['wasip1/wasm', { kind: 'shared library' }, 'linux/amd64', 'no', /library/],
  ['windows/386', { dotNet: dotNet('v4.0.30319', true) }, 'windows/arm64 11.0', 'yes', /^Yes/],
  ['windows/386', { dotNet: dotNet('v2.0.50727', true) }, 'windows/amd64 10.0', 'with', /Framework 3.5/],
  ['windows/386', { dotNet: dotNet('v4.0.30319', true) }, 'linux/arm64', 'with', /is for Windows/],
  ['ios/arm64', {}, 'ios/arm64', 'no', /apps/],
])('%s %o on %s: %s', (target, more, machine, outcome, answer) => {
  const [place = '', version = ''] = machine.split(' ');
  const verdict = willItRun(program(target, more), host(place, { version }));
  expect(answerOf(verdict)).toMatch(answer);
  expect(verdict.outcome).toBe(outcome);
});

function dotNet(version: string, isAnyProcessor: boolean) {
  const evidence = { field: 'CLR runtime header', value: version, offset: 0, size: 72, isField: false };
  return { version, isAnyProcessor, evidence };
}

it('starts the part of a universal file that is for the processor, and tells where that part is', () => {
  const place = { field: 'cputype', value: 'arm64', offset: 0x4004, size: 4, isField: false };
  const [intel, arm] = [
    program('darwin/amd64', { signature: 'absent' }),
    program('darwin/arm64', { signature: 'broken', evidence: { signature: [place] } }),
  ];
  const universal = program('darwin/', { slices: [intel, arm] });
  const onArm = willItRun(universal, host('darwin/arm64'));
  expect(onArm).toMatchObject({ outcome: 'no', basis: ['signature'], evidence: { signature: [place] } });
  expect(willItRun(universal, host('darwin/amd64')).outcome).toBe('yes');
  const onlyIntel = program('darwin/', { slices: [intel] });
  expect(answerOf(willItRun(onlyIntel, host('darwin/arm64')))).toContain('Rosetta');
});

it.each([
  ['debian-12', 'GLIBC_2.36', 'yes'],
  ['debian-12', 'GLIBC_2.38', 'no'],
  ['debian-11', 'GLIBC_ABI_DT_RELR', 'no'],
  ['ubuntu-24.04', 'GLIBCXX_3.4.33', 'yes'],
  ['ubuntu-22.04', 'GLIBCXX_3.4.31', 'no'],
  ['rhel-8', 'CXXABI_1.3.13', 'no'],
  ['', 'GLIBC_2.38', 'with'],
  ['alpine-3.22', 'GLIBC_2.2.5', 'no'],
])('on %s a program that needs %s: %s', (distribution, version, outcome) => {
  const library = version.includes('XX') ? 'libstdc++.so.6' : 'libc.so.6';
  const dynamic = program('linux/amd64', {
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    needs: [{ library, versions: ['GLIBC_2.2.5', version], isOptional: false }],
  });
  const verdict = willItRun(dynamic, host('linux/amd64', { distribution }));
  expect(verdict.outcome).toBe(outcome);
  if (outcome === 'no') expect(answerOf(verdict)).toMatch(/Its loader is that of glibc|It needs/);
});

it('takes the kernel of a distribution, unless another version is asked for', () => {
  const late = program('linux/amd64', { declared: 'Linux 4.15.0' });
  const outcome = (more: Partial<Host>) => willItRun(late, host('linux/amd64', more)).outcome;
  expect(outcome({ distribution: 'rhel-7' })).toBe('no');
  expect(outcome({ distribution: 'rhel-7', version: '6.0' })).toBe('yes');
  expect(outcome({ distribution: 'debian-12' })).toBe('yes');
});

it('names libraries that are not part of a system, and no others', () => {
  const needs = ['KERNEL32.dll', 'api-ms-win-crt-heap-l1-1-0.dll', 'VCRUNTIME140.dll'].map((library) => ({
    library,
    versions: [],
    isOptional: false,
  }));
  const verdict = willItRun(program('windows/amd64', { needs }), host('windows/amd64'));
  expect(answerOf(verdict)).toBe('Yes, if these libraries are there: VCRUNTIME140.dll.');
});
