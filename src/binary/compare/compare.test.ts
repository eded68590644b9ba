// Tests comparisons.
import { expect, it } from 'vitest';
import { Comparison, placeOf } from './compare.ts';
import { isOneSided } from './compare-fields.ts';
import { inspect } from '../inspect.ts';
import { sectionRole } from './section-role.ts';
import { tinyElf, tinyMacho, tinyPe, tinyWasm } from '../testing/tiny-binaries.ts';

const compare = (a: Uint8Array, b: Uint8Array) => new Comparison(inspect(a), inspect(b)).part;

it('finds no difference between a file and itself', () => {
  const part = compare(tinyElf(64, 'little'), tinyElf(64, 'little'));
  expect(part.difference).toBeUndefined();
  expect(part.fields.every((field) => field.isEqual)).toBe(true);
  expect([...part.sections, ...part.packages].every((pair) => pair.first === pair.second)).toBe(true);
  expect(part.added.total + part.removed.total).toBe(0);
});

it('names the field of the first byte that differs', () => {
  const changed = tinyElf(64, 'little').slice();
  changed[18] = 183;
  const part = compare(tinyElf(64, 'little'), changed);
  expect(part.difference).toMatchObject({
    offset: 18,
    first: { byte: 62, field: 'e_machine of ELF header' },
    second: { byte: 183 },
  });
  expect(part.fields.filter((field) => !field.isEqual).map((field) => field.name)).toEqual(['e_machine']);
});

it('pairs fields of two formats that tell the same, and says so of fields that one format has', () => {
  const part = compare(tinyElf(64, 'little'), tinyPe(64));
  expect(part.isSameFormat).toBe(false);
  const paired = part.fields.filter((field) => !isOneSided(field));
  expect(part.fields.slice(0, paired.length)).toEqual(paired);
  const names = paired.map(({ header, name }) => `${name} of ${header}`);
  expect(names).toContain('e_machine / Machine of ELF header / COFF header');
  expect(names).toContain('e_entry / AddressOfEntryPoint of ELF header / Optional header PE32+');
  expect(names).toContain('sh_size / VirtualSize of Section header (.text) / Section header .text');
  expect(part.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['e_phoff', 'TimeDateStamp']));
});

it('pairs sections that hold the same under names of their own', () => {
  const part = compare(tinyMacho(64, 'little', 0x0100000c), tinyElf(64, 'little'));
  const names = part.sections.map(({ name }) => name);
  expect(names).toContain('__text / .text');
  expect(names).toContain('__go_buildinfo / .go.buildinfo');
});

it.each([
  ['__gopclntab', 'gopclntab'],
  ['.rdata', 'rodata'],
  ['.zdebug_line', 'debug_line'],
  ['.debug_rnglists', 'debug_ranges'],
  ['.dwinfo', 'debug_info'],
  ['code', 'text'],
  ['go:buildid', 'go:buildid'],
])('the role of section %s is %s', (name, role) => {
  expect(sectionRole(name)).toBe(role);
});

it('compares formats that have little in common', () => {
  const part = compare(tinyPe(64), tinyWasm());
  expect(part.difference?.offset).toBe(0);
  const paired = part.fields.filter((field) => !isOneSided(field));
  expect(paired.map(({ name }) => name)).toEqual([
    'e_magic / magic',
    'VirtualSize / size',
    'VirtualSize / size',
  ]);
});

it('tells the end of the shorter file', () => {
  const long = tinyElf(64, 'little');
  const longer = new Uint8Array(long.length + 1);
  longer.set(long);
  expect(compare(long, longer).difference).toMatchObject({ offset: long.length, first: { byte: undefined } });
});

it('names section and symbol of a byte', () => {
  const file = inspect(tinyElf(64, 'little'));
  const section = file.sections().find((each) => each.fileSize > 0 && each.address > 0n);
  expect(placeOf(file, section?.offset ?? -1).section).toBe(section?.name);
});
