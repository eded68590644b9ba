// The layouts and names of ELF: header, sections, segments, symbols, dynamic entries.
// https://gabi.xinuos.com/ and, for processor supplements, the Go source debug/elf/elf.go.
import type { Machine } from '../../binary-file.ts';
import { bits, named, type Meaning } from '../../read/layout.ts';

export const elfSpecification = 'https://gabi.xinuos.com/elf/02-eheader.html';
export const elfSectionSpecification = 'https://gabi.xinuos.com/elf/03-sheader.html';
export const elfSegmentSpecification = 'https://gabi.xinuos.com/elf/07-pheader.html';

/** ElfMachine is a processor with the name file(1) has for it. */
interface ElfMachine extends Machine {
  readonly fileName: string;
}

/** elfMachines maps e_machine to the processor; GOARCH is for the usual class and order, see elf.ts. */
export const elfMachines: Readonly<Record<number, ElfMachine>> = {
  2: { name: 'SPARC', fileName: 'SPARC' },
  3: { name: 'Intel 80386', fileName: 'Intel 80386', goarch: '386' },
  4: { name: 'Motorola 68000', fileName: 'Motorola m68k' },
  8: { name: 'MIPS', fileName: 'MIPS' },
  20: { name: 'PowerPC', fileName: 'PowerPC or cisco 4500' },
  21: { name: '64-bit PowerPC', fileName: '64-bit PowerPC or cisco 7500' },
  22: { name: 'IBM S/390', fileName: 'IBM S/390', goarch: 's390x' },
  40: { name: 'ARM', fileName: 'ARM', goarch: 'arm' },
  43: { name: 'SPARC V9', fileName: 'SPARC V9', goarch: 'sparc64' },
  50: { name: 'Itanium', fileName: 'IA-64' },
  62: { name: 'AMD x86-64', fileName: 'x86-64', goarch: 'amd64' },
  183: { name: 'ARM AArch64', fileName: 'ARM aarch64', goarch: 'arm64' },
  243: { name: 'RISC-V', fileName: 'UCB RISC-V', goarch: 'riscv64' },
  247: { name: 'Linux eBPF', fileName: 'eBPF' },
  258: { name: 'LoongArch', fileName: 'LoongArch', goarch: 'loong64' },
};

export const elfAbis: Readonly<Record<number, string>> = {
  0: 'SYSV',
  1: 'HP-UX',
  2: 'NetBSD',
  3: 'GNU/Linux',
  6: 'Solaris',
  7: 'AIX',
  8: 'IRIX',
  9: 'FreeBSD',
  10: 'Tru64',
  12: 'OpenBSD',
  13: 'OpenVMS',
  64: 'ARM EABI',
  97: 'ARM',
  255: 'Standalone App',
};

export const elfTypes: Readonly<Record<number, string>> = {
  0: 'ET_NONE, no file type',
  1: 'ET_REL, relocatable',
  2: 'ET_EXEC, executable',
  3: 'ET_DYN, shared object or position-independent executable',
  4: 'ET_CORE, core file',
};

export const elfSectionTypes: Readonly<Record<number, string>> = {
  0: 'SHT_NULL',
  1: 'SHT_PROGBITS',
  2: 'SHT_SYMTAB',
  3: 'SHT_STRTAB',
  4: 'SHT_RELA',
  5: 'SHT_HASH',
  6: 'SHT_DYNAMIC',
  7: 'SHT_NOTE',
  8: 'SHT_NOBITS',
  9: 'SHT_REL',
  10: 'SHT_SHLIB',
  11: 'SHT_DYNSYM',
  14: 'SHT_INIT_ARRAY',
  15: 'SHT_FINI_ARRAY',
  16: 'SHT_PREINIT_ARRAY',
  17: 'SHT_GROUP',
  18: 'SHT_SYMTAB_SHNDX',
  19: 'SHT_RELR',
  0x60000001: 'SHT_ANDROID_REL',
  0x60000002: 'SHT_ANDROID_RELA',
  0x6fff4c00: 'SHT_LLVM_ODRTAB',
  0x6fff4c03: 'SHT_LLVM_ADDRSIG',
  0x6fffff00: 'SHT_ANDROID_RELR',
  0x6ffffff1: 'SHT_SUNW_dof',
  0x6ffffff5: 'SHT_GNU_ATTRIBUTES',
  0x6ffffff6: 'SHT_GNU_HASH',
  0x6ffffffd: 'SHT_GNU_VERDEF',
  0x6ffffffe: 'SHT_GNU_VERNEED',
  0x6fffffff: 'SHT_GNU_VERSYM',
};

/** What e_machine makes of the section types that each processor has for itself. */
const processorSectionTypes = new Map<number, Readonly<Record<number, string>>>([
  [
    8,
    {
      0x70000000: 'SHT_MIPS_LIBLIST',
      0x70000001: 'SHT_MIPS_MSYM',
      0x70000002: 'SHT_MIPS_CONFLICT',
      0x70000003: 'SHT_MIPS_GPTAB',
      0x70000004: 'SHT_MIPS_UCODE',
      0x70000005: 'SHT_MIPS_DEBUG',
      0x70000006: 'SHT_MIPS_REGINFO',
      0x7000000d: 'SHT_MIPS_OPTIONS',
      0x7000001e: 'SHT_MIPS_DWARF',
      0x70000020: 'SHT_MIPS_SYMBOL_LIB',
      0x70000021: 'SHT_MIPS_EVENTS',
      0x7000002a: 'SHT_MIPS_ABIFLAGS',
      0x7000002b: 'SHT_MIPS_XHASH',
    },
  ],
  [
    40,
    {
      0x70000001: 'SHT_ARM_EXIDX',
      0x70000002: 'SHT_ARM_PREEMPTMAP',
      0x70000003: 'SHT_ARM_ATTRIBUTES',
      0x70000004: 'SHT_ARM_DEBUGOVERLAY',
      0x70000005: 'SHT_ARM_OVERLAYSECTION',
    },
  ],
  [62, { 0x70000001: 'SHT_X86_64_UNWIND' }],
  [183, { 0x70000003: 'SHT_AARCH64_ATTRIBUTES' }],
  [243, { 0x70000003: 'SHT_RISCV_ATTRIBUTES' }],
]);

/** elfSectionType names a section type for a processor; a number where it has no name. */
export function elfSectionType(type: number, machine: number): string {
  const name = elfSectionTypes[type] ?? processorSectionTypes.get(machine)?.[type];
  return name ?? `0x${type.toString(16)}`;
}

export const elfSegmentTypes: Readonly<Record<number, string>> = {
  0: 'PT_NULL',
  1: 'PT_LOAD',
  2: 'PT_DYNAMIC',
  3: 'PT_INTERP',
  4: 'PT_NOTE',
  5: 'PT_SHLIB',
  6: 'PT_PHDR',
  7: 'PT_TLS',
  0x65041580: 'PT_PAX_FLAGS',
  0x65a3dbe5: 'PT_OPENBSD_MUTABLE',
  0x65a3dbe6: 'PT_OPENBSD_RANDOMIZE',
  0x65a3dbe7: 'PT_OPENBSD_WXNEEDED',
  0x65a3dbe8: 'PT_OPENBSD_NOBTCFI',
  0x65a3dbe9: 'PT_OPENBSD_SYSCALLS',
  0x6464e550: 'PT_SUNW_UNWIND',
  0x6474e550: 'PT_GNU_EH_FRAME',
  0x6474e551: 'PT_GNU_STACK',
  0x6474e552: 'PT_GNU_RELRO',
  0x6474e553: 'PT_GNU_PROPERTY',
  0x6ffffffa: 'PT_SUNWBSS',
  0x6ffffffb: 'PT_SUNWSTACK',
  0x70000001: 'PT_ARM_EXIDX',
  0x70000000: 'PT_MIPS_REGINFO',
  0x70000003: 'PT_MIPS_ABIFLAGS or PT_RISCV_ATTRIBUTES',
};

const machineName: Meaning = (value) => elfMachines[Number(value)]?.name;

/** elfHeader is Elf32_Ehdr or Elf64_Ehdr. */
export const elfHeader = {
  EI_MAG: 'text4',
  EI_CLASS: ['u8', named({ 1: '32-bit', 2: '64-bit' })],
  EI_DATA: ['u8', named({ 1: 'little-endian', 2: 'big-endian' })],
  EI_VERSION: 'u8',
  EI_OSABI: ['u8', named(elfAbis)],
  EI_ABIVERSION: 'u8',
  EI_PAD: 'text7',
  e_type: ['u16', named(elfTypes)],
  e_machine: ['u16', machineName],
  e_version: 'u32',
  e_entry: 'word',
  e_phoff: 'word',
  e_shoff: 'word',
  e_flags: 'u32',
  e_ehsize: 'u16',
  e_phentsize: 'u16',
  e_phnum: 'u16',
  e_shentsize: 'u16',
  e_shnum: 'u16',
  e_shstrndx: 'u16',
} as const;

export const elfSectionFlags = {
  1: 'SHF_WRITE',
  2: 'SHF_ALLOC',
  4: 'SHF_EXECINSTR',
  16: 'SHF_MERGE',
  32: 'SHF_STRINGS',
  64: 'SHF_INFO_LINK',
  128: 'SHF_LINK_ORDER',
  512: 'SHF_GROUP',
  1024: 'SHF_TLS',
  2048: 'SHF_COMPRESSED',
} as const;

/** elfSectionFor is elfSection with the names that a processor has for its own types. */
export function elfSectionFor(machine: number) {
  const type: Meaning = (value) => {
    const name = elfSectionType(Number(value), machine);
    return name.startsWith('0x') ? undefined : name;
  };
  return { ...elfSection, sh_type: ['u32', type] } as const;
}

/** elfSection is Elf32_Shdr or Elf64_Shdr. */
export const elfSection = {
  sh_name: 'u32',
  sh_type: ['u32', named(elfSectionTypes)],
  sh_flags: ['word', bits(elfSectionFlags)],
  sh_addr: 'word',
  sh_offset: 'word',
  sh_size: 'word',
  sh_link: 'u32',
  sh_info: 'u32',
  sh_addralign: 'word',
  sh_entsize: 'word',
} as const;

const segmentFlags = bits({ 4: 'PF_R', 2: 'PF_W', 1: 'PF_X' });

/** elfSegment32 is Elf32_Phdr, where the flags stand near the end. */
export const elfSegment32 = {
  p_type: ['u32', named(elfSegmentTypes)],
  p_offset: 'word',
  p_vaddr: 'word',
  p_paddr: 'word',
  p_filesz: 'word',
  p_memsz: 'word',
  p_flags: ['u32', segmentFlags],
  p_align: 'word',
} as const;

/** elfSegment64 is Elf64_Phdr. */
export const elfSegment64 = {
  p_type: ['u32', named(elfSegmentTypes)],
  p_flags: ['u32', segmentFlags],
  p_offset: 'word',
  p_vaddr: 'word',
  p_paddr: 'word',
  p_filesz: 'word',
  p_memsz: 'word',
  p_align: 'word',
} as const;

/** elfSymbol32 is Elf32_Sym. */
export const elfSymbol32 = {
  st_name: 'u32',
  st_value: 'word',
  st_size: 'word',
  st_info: 'u8',
  st_other: 'u8',
  st_shndx: 'u16',
} as const;

/** elfSymbol64 is Elf64_Sym. */
export const elfSymbol64 = {
  st_name: 'u32',
  st_info: 'u8',
  st_other: 'u8',
  st_shndx: 'u16',
  st_value: 'word',
  st_size: 'word',
} as const;

/** elfDynamicTags names the entries of the dynamic section that Go's linker and its readers use. */
export const elfDynamicTags: Readonly<Record<number, string>> = {
  0: 'DT_NULL',
  1: 'DT_NEEDED',
  2: 'DT_PLTRELSZ',
  3: 'DT_PLTGOT',
  4: 'DT_HASH',
  5: 'DT_STRTAB',
  6: 'DT_SYMTAB',
  7: 'DT_RELA',
  8: 'DT_RELASZ',
  9: 'DT_RELAENT',
  10: 'DT_STRSZ',
  11: 'DT_SYMENT',
  12: 'DT_INIT',
  13: 'DT_FINI',
  14: 'DT_SONAME',
  15: 'DT_RPATH',
  16: 'DT_SYMBOLIC',
  17: 'DT_REL',
  18: 'DT_RELSZ',
  19: 'DT_RELENT',
  20: 'DT_PLTREL',
  21: 'DT_DEBUG',
  22: 'DT_TEXTREL',
  23: 'DT_JMPREL',
  24: 'DT_BIND_NOW',
  29: 'DT_RUNPATH',
  30: 'DT_FLAGS',
  0x6ffffffb: 'DT_FLAGS_1',
  0x6ffffffe: 'DT_VERNEED',
  0x6fffffff: 'DT_VERNEEDNUM',
  0x6ffffff0: 'DT_VERSYM',
  0x6ffffffc: 'DT_VERDEF',
  0x6ffffffd: 'DT_VERDEFNUM',
  0x6ffffef5: 'DT_GNU_HASH',
  0x6ffffff9: 'DT_RELACOUNT',
  0x6ffffffa: 'DT_RELCOUNT',
  25: 'DT_INIT_ARRAY',
  26: 'DT_FINI_ARRAY',
  27: 'DT_INIT_ARRAYSZ',
  28: 'DT_FINI_ARRAYSZ',
  32: 'DT_PREINIT_ARRAY',
  33: 'DT_PREINIT_ARRAYSZ',
  35: 'DT_RELRSZ',
  36: 'DT_RELR',
  37: 'DT_RELRENT',
};

/** elfDynamic is Elf32_Dyn or Elf64_Dyn. */
export const elfDynamic = { d_tag: ['word', named(elfDynamicTags)], d_val: 'word' } as const;
