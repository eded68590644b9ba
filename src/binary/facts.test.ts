// Tests what files tell of the programs they are, and where: kinds, systems, processors, signatures, packers.
import { expect, it } from 'vitest';
import { programOf } from './document/program.ts';
import { elfSectionType } from './formats/elf/layout.ts';
import { checkCodeSignature } from './formats/macho/code-signature.ts';
import { inspect } from './inspect.ts';
import { tinyBinaries, tinyElf, tinyMacho } from './testing/tiny-binaries.ts';
import { signed } from './testing/tiny-signature.ts';
import { bytesOf } from './read/byte-reader.ts';

it.each([
  [{ e_type: 1 }, 'object'],
  [{ e_type: 2 }, 'executable'],
  [{ e_type: 4 }, 'core'],
  [{ e_type: 77 }, 'other'],
])('ELF with %o: %s', (fields, kind) => {
  expect(inspect(tinyElf(64, 'little', fields)).kind).toBe(kind);
});

it.each([
  [3, 'linux'],
  [2, 'netbsd'],
  [9, 'freebsd'],
  [12, 'openbsd'],
  [6, 'solaris'],
  [255, ''],
])('ELF with EI_OSABI %i: %s', (EI_OSABI, os) => {
  const file = inspect(tinyElf(64, 'little', { EI_OSABI, e_type: 1 }));
  const marks = file.systemMarks().filter(({ evidence }) => evidence.field === 'EI_OSABI');
  expect(marks.map((mark) => mark.os)).toEqual(os ? [os] : []);
  expect(marks.every(({ evidence }) => evidence.offset === 7 && evidence.isField)).toBe(true);
});

it.each([
  [32, 'little', 62, 'amd64p32'],
  [64, 'little', 62, 'amd64'],
  [32, 'big', 22, 's390'],
  [64, 'big', 22, 's390x'],
  [64, 'big', 183, 'arm64be'],
  [32, 'big', 40, 'armbe'],
  [32, 'little', 243, 'riscv'],
  [64, 'little', 21, 'ppc64le'],
  [64, 'little', 50, undefined],
] as const)('ELF of %i bits, %s-endian, machine %i: %s', (size, order, e_machine, goarch) => {
  expect(inspect(tinyElf(size, order, { e_machine })).machine.goarch).toBe(goarch);
});

it.each([
  [0x70000001, 40, 'SHT_ARM_EXIDX'],
  [0x70000001, 62, 'SHT_X86_64_UNWIND'],
  [0x7000002a, 8, 'SHT_MIPS_ABIFLAGS'],
  [0x70000003, 243, 'SHT_RISCV_ATTRIBUTES'],
  [0x70000003, 62, '0x70000003'],
  [19, 62, 'SHT_RELR'],
])('section type %i of machine %i: %s', (type, machine, name) => {
  expect(elfSectionType(type, machine)).toBe(name);
});

it('checks the best of several code directories, as the kernel does', async () => {
  const sound = inspect(await signed(['SHA-1', 'SHA-256']));
  if (sound.format !== 'Mach-O') throw new Error('not Mach-O');
  expect(await checkCodeSignature(sound)).toMatchObject({
    hashes: ['SHA-1', 'SHA-256'],
    changedPages: [],
    hasCertificate: false,
    identifier: 'tiny',
  });
  const changed = (await signed(['SHA-1', 'SHA-256'])).slice();
  changed[0xff0]! ^= 1;
  expect(await programOf('tiny', inspect(changed))).toMatchObject({ signature: 'broken' });
  expect(await programOf('tiny', inspect(await signed(['SHA-1'])))).toMatchObject({ signature: 'intact' });
  expect(await programOf('tiny', inspect(tinyMacho(64, 'little', 0x0100000c)))).toMatchObject({
    signature: 'absent',
  });
});

it('finds the pack header of UPX and the size of the program inside', () => {
  const bytes = tinyBinaries['PE 64']!.slice();
  const at = 0x3e0;
  bytes.set(bytesOf('UPX!'), at);
  new DataView(bytes.buffer).setUint32(at + 24, 123456, true);
  expect(inspect(bytes).packed()).toMatchObject({ packer: 'UPX', originalSize: 123456 });
  expect(inspect(tinyBinaries['PE 64']!).packed()).toBeUndefined();
});

it.each(Object.entries(tinyBinaries))(
  '%s: every fact of the program has its place in the file',
  async (_, bytes) => {
    const { evidence } = await programOf('tiny', inspect(bytes));
    const places = Object.values(evidence).flat();
    expect(evidence.format?.length).toBeGreaterThan(0);
    for (const { offset, size } of places) {
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset + size).toBeLessThanOrEqual(bytes.length);
    }
  },
);
