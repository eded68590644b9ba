// Tests the readers on tiny files made by hand, one of every format and class.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readGoBuildInfo } from './go/gobuildinfo.ts';
import { InspectError } from './read/inspect-error.ts';
import { describeBinary, formats, inspect } from './inspect.ts';
import { tinyBinaries, tinyElf, tinyMacho } from './testing/tiny-binaries.ts';
import { buildId } from './testing/tiny-parts.ts';

const programs = Object.entries(tinyBinaries).filter(([name]) => !/^archive|^COFF/.test(name));

describe('every format', () => {
  it.each(programs)('%s: build ID and symbol', (_, bytes) => {
    const file = inspect(bytes);
    expect(file.goBuildId()).toBe(buildId);
    expect(file.symbols().find((symbol) => symbol.name === 'main.main')?.code).toBe('T');
  });

  it.each(programs.filter(([name]) => name !== 'WebAssembly'))('%s: build information', (_, bytes) => {
    const info = readGoBuildInfo(inspect(bytes));
    expect(info?.goVersion).toBe('go1.99.1');
    expect(info?.main).toEqual({ path: 'example.com/tiny', version: '(devel)', sum: '' });
    expect(info?.settings).toEqual([
      { key: 'GOOS', value: 'linux' },
      { key: 'GOARCH', value: 'amd64' },
    ]);
  });

  it.each(Object.entries(tinyBinaries))('%s: fields lie within the file and do not overlap', (_, bytes) => {
    for (const part of inspect(bytes).structures()) {
      let end = part.offset;
      for (const field of part.fields()) {
        expect(field.offset).toBe(end);
        end += field.size;
      }
      expect(end).toBe(part.offset + part.size);
      expect(end).toBeLessThanOrEqual(bytes.length);
    }
  });
});

describe('imports', () => {
  it.each([
    ['ELF 64 little', 'write', undefined],
    ['ELF 32 big', 'write', undefined],
    ['Mach-O 64 little', '_write', '/usr/lib/libSystem.B.dylib'],
    ['PE 64', 'WriteFile', 'kernel32.dll'],
    ['PE 32', 'WriteFile', 'kernel32.dll'],
    ['WebAssembly', 'sched_yield', 'wasi_snapshot_preview1'],
    ['XCOFF 64', 'write', 'libc.a(shr.o)'],
    ['XCOFF 32', 'write', 'libc.a(shr.o)'],
  ])('%s imports %s from %s', (name, symbol, library) => {
    const [first] = inspect(tinyBinaries[name]!).imports();
    expect(first?.name).toBe(symbol);
    expect(first?.library).toBe(library);
  });

  it('names an import by its ordinal when it has no name', () => {
    expect(inspect(tinyBinaries['PE 64']!).imports()[1]?.name).toBe('ordinal 7');
  });
});

describe('description', () => {
  const id = `Go BuildID=${buildId}`;
  it.each([
    [
      'ELF 64 little',
      `ELF 64-bit LSB executable, x86-64, version 1 (SYSV), dynamically linked, interpreter /lib/ld.so, ${id}, not stripped`,
    ],
    [
      'ELF 64 big',
      `ELF 64-bit MSB executable, IBM S/390, version 1 (SYSV), dynamically linked, interpreter /lib/ld.so, ${id}, not stripped`,
    ],
    ['Mach-O 64 little', 'Mach-O 64-bit x86_64 executable, flags:<|DYLDLINK|PIE>'],
    ['PE 64', 'PE32+ executable (console) x86-64, for MS Windows, 2 sections'],
    ['PE 32', 'PE32 executable (console) Intel 80386, for MS Windows, 2 sections'],
    ['WebAssembly', 'WebAssembly (wasm) binary module version 0x1 (MVP)'],
    ['Plan 9 386', 'Plan 9 executable, Intel 386'],
    ['Plan 9 amd64', 'Plan 9 executable, amd64'],
    ['XCOFF 64', '64-bit XCOFF executable or object module not stripped'],
    ['archive', 'current ar archive, Go object linux/arm64, go1.99.1'],
  ])('%s', (name, line) => {
    expect(describeBinary(tinyBinaries[name]!)).toBe(line);
  });

  it('tells the EABI version of an ARM program only when the flags have one', () => {
    expect(describeBinary(tinyElf(32, 'little', { e_machine: 40, e_flags: 0x5000000 }))).toContain(
      'ARM, EABI5 version 1',
    );
    expect(describeBinary(tinyElf(32, 'little', { e_machine: 40 }))).toContain('ARM, version 1');
  });
});

describe('details', () => {
  it.each(['COFF', 'COFF big'])('%s: reads the section and the symbol of an object', (name) => {
    const file = inspect(tinyBinaries[name]!);
    expect([file.kind, file.machine.goarch]).toEqual(['object', 'amd64']);
    expect(file.sections().map((section) => section.name)).toEqual(['.text']);
    expect(file.symbols()).toMatchObject([{ name: 'main.main', code: 'T' }]);
  });

  it('reads the target of a WASI command', () => {
    const file = inspect(tinyBinaries['WebAssembly']!);
    expect([file.os, file.machine.goarch, file.kind]).toEqual(['wasip1', 'wasm', 'executable']);
  });

  it('reads the minimum system and the entry of a Mach-O program', () => {
    const file = inspect(tinyMacho(64, 'little', 0x0100000c));
    expect([file.minimumOs(), file.entry]).toEqual(['macOS 13.0', 0x1800n]);
  });

  it('reads the long name of an archive member', () => {
    expect(
      inspect(tinyBinaries['archive']!)
        .sections()
        .map((each) => each.name),
    ).toEqual(['__.PKGDEF', 'a-very-long-member-name.o']);
  });

  it('reports a stack that may be executed', () => {
    const states = Object.fromEntries(
      inspect(tinyElf(64, 'little'))
        .protections()
        .map((each) => [each.name, each.state]),
    );
    expect(states).toMatchObject({ PIE: 'off', 'NX stack': 'on', 'W^X': 'on', RELRO: 'off' });
  });
});

describe('malformed files', () => {
  it('rejects an unknown magic number', () => {
    expect(() => inspect(new Uint8Array(64))).toThrow(InspectError);
    expect(() => inspect(new Uint8Array())).toThrow(InspectError);
  });

  it('does not take a Java class for a universal binary', () => {
    expect(() => inspect(Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65))).toThrow(InspectError);
  });

  it('names the field, the offset and what it expected', () => {
    const file = inspect(tinyElf(64, 'little', { e_shoff: 0xfffffffffffffff0n }));
    expect(() => file.sections()).toThrow(/^e_shoff at offset 0x[0-9a-f]+: expected bytes inside 64 4096$/);
  });

  it('rejects a million section headers before reading any', () => {
    const file = inspect(tinyElf(64, 'little', { e_shnum: 0xffff }));
    expect(() => file.sections()).toThrow(InspectError);
  });
});

it('has one folder for each format, and one format for each kind of file', () => {
  const folders = readdirSync(new URL('formats/', import.meta.url));
  expect(formats.map(({ id }) => id).sort()).toEqual(folders.sort());
  expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
  for (const { specification } of formats) expect(specification).toMatch(/^https:/);
});

it.each(Object.entries(tinyBinaries))('%s: one format accepts it, and tells its first header', (_, bytes) => {
  const accepting = formats.filter((each) => each.accepts(bytes));
  expect(accepting.map(({ name }) => name)).toEqual([inspect(bytes).format]);
  const { name } = accepting[0]!.firstHeader(bytes);
  expect(inspect(bytes).structures()[0]?.name).toBe(name);
});
