// Tests that every layout has the size its format's document gives.
import { expect, it } from 'vitest';
import * as elf from '../formats/elf/layout.ts';
import { bits, layoutSize, type Layout } from './layout.ts';
import * as macho from '../formats/macho/layout.ts';
import * as pe from '../formats/pe/layout.ts';
import { plan9Header, plan9Header64 } from '../formats/plan9/file.ts';
import * as xcoff from '../formats/xcoff/layout.ts';

it.each<[string, Layout, 4 | 8, number]>([
  ['Elf32_Ehdr', elf.elfHeader, 4, 52],
  ['Elf64_Ehdr', elf.elfHeader, 8, 64],
  ['Elf32_Shdr', elf.elfSection, 4, 40],
  ['Elf64_Shdr', elf.elfSection, 8, 64],
  ['Elf32_Phdr', elf.elfSegment32, 4, 32],
  ['Elf64_Phdr', elf.elfSegment64, 8, 56],
  ['Elf32_Sym', elf.elfSymbol32, 4, 16],
  ['Elf64_Sym', elf.elfSymbol64, 8, 24],
  ['Elf64_Dyn', elf.elfDynamic, 8, 16],
  ['mach_header', macho.machoHeader, 4, 28],
  ['mach_header_64', macho.machoHeader64, 8, 32],
  ['segment_command', macho.machoSegment, 4, 56],
  ['segment_command_64', macho.machoSegment, 8, 72],
  ['section', macho.machoSection, 4, 68],
  ['section_64', macho.machoSection64, 8, 80],
  ['dysymtab_command', macho.machoDysymtab, 4, 80],
  ['nlist', macho.machoSymbol, 4, 12],
  ['nlist_64', macho.machoSymbol, 8, 16],
  ['fat_arch', macho.fatArch, 4, 20],
  ['fat_arch_64', macho.fatArch64, 4, 32],
  ['IMAGE_DOS_HEADER', pe.dosHeader, 4, 64],
  ['IMAGE_FILE_HEADER with signature', pe.coffHeader, 4, 24],
  ['IMAGE_OPTIONAL_HEADER32 without directories', pe.optionalHeader32, 4, 96],
  ['IMAGE_OPTIONAL_HEADER64 without directories', pe.optionalHeader64, 8, 112],
  ['IMAGE_SECTION_HEADER', pe.peSection, 4, 40],
  ['IMAGE_SYMBOL', pe.coffSymbol, 4, 18],
  ['IMAGE_IMPORT_DESCRIPTOR', pe.importDirectory, 4, 20],
  ['Plan 9 header', plan9Header, 4, 32],
  ['Plan 9 header, 64-bit', plan9Header64, 4, 40],
  ['XCOFF32 file header', xcoff.xcoffHeader32, 4, 20],
  ['XCOFF64 file header', xcoff.xcoffHeader64, 8, 24],
  ['XCOFF32 auxiliary header', xcoff.xcoffAuxiliary32, 4, 72],
  ['XCOFF64 auxiliary header', xcoff.xcoffAuxiliary64, 8, 110],
  ['XCOFF32 section header', xcoff.xcoffSection32, 4, 40],
  ['XCOFF64 section header', xcoff.xcoffSection64, 8, 72],
  ['XCOFF32 symbol', xcoff.xcoffSymbol32, 4, 18],
  ['XCOFF64 symbol', xcoff.xcoffSymbol64, 8, 18],
  ['XCOFF32 loader header', xcoff.xcoffLoader32, 4, 32],
  ['XCOFF64 loader header', xcoff.xcoffLoader64, 8, 56],
  ['XCOFF32 loader symbol', xcoff.xcoffLoaderSymbol32, 4, 24],
  ['XCOFF64 loader symbol', xcoff.xcoffLoaderSymbol64, 8, 24],
])('%s', (_, layout, wordSize, size) => {
  expect(layoutSize(layout, wordSize)).toBe(size);
});

it('names bits and keeps those without a name', () => {
  expect(bits({ 1: 'A', 4: 'B' })(0x15n)).toBe('A, B, 0x10');
});
