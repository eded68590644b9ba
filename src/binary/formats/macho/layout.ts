// The layouts and names of Mach-O: header, load commands, sections, symbols.
// mach-o/loader.h, mach-o/nlist.h and mach-o/fat.h of Apple's cctools; the Go source debug/macho/macho.go.
import type { Machine } from '../../binary-file.ts';
import { bits, named, type Meaning } from '../../read/layout.ts';

export const machoSpecification =
  'https://github.com/apple-oss-distributions/xnu/blob/main/EXTERNAL_HEADERS/mach-o/loader.h';

/** MachoMachine is a processor; its name is the one file(1) and lipo have for it. */
export const machoMachines: Readonly<Record<number, Machine>> = {
  7: { name: 'i386', goarch: '386' },
  12: { name: 'arm', goarch: 'arm' },
  18: { name: 'ppc' },
  0x01000007: { name: 'x86_64', goarch: 'amd64' },
  0x0100000c: { name: 'arm64', goarch: 'arm64' },
  0x0200000c: { name: '64_32-bit arm' },
  0x01000012: { name: 'ppc64', goarch: 'ppc64' },
};

/** machoTypes maps filetype to the wording of file(1). */
export const machoTypes: Readonly<Record<number, string>> = {
  1: 'object',
  2: 'executable',
  3: 'fixed virtual memory shared library',
  4: 'core',
  5: 'preload executable',
  6: 'dynamically linked shared library',
  7: 'dynamic linker',
  8: 'bundle',
  9: 'dynamically linked shared library stub',
  10: 'dSYM companion file',
  11: 'kext bundle',
  12: 'file set',
};

/** machoFlags names the bits of flags, lowest first. */
export const machoFlags: Readonly<Record<number, string>> = {
  0x1: 'NOUNDEFS',
  0x2: 'INCRLINK',
  0x4: 'DYLDLINK',
  0x8: 'BINDATLOAD',
  0x10: 'PREBOUND',
  0x20: 'SPLIT_SEGS',
  0x40: 'LAZY_INIT',
  0x80: 'TWOLEVEL',
  0x100: 'FORCE_FLAT',
  0x200: 'NOMULTIDEFS',
  0x400: 'NOFIXPREBINDING',
  0x800: 'PREBINDABLE',
  0x1000: 'ALLMODSBOUND',
  0x2000: 'SUBSECTIONS_VIA_SYMBOLS',
  0x4000: 'CANONICAL',
  0x8000: 'WEAK_DEFINES',
  0x10000: 'BINDS_TO_WEAK',
  0x20000: 'ALLOW_STACK_EXECUTION',
  0x40000: 'ROOT_SAFE',
  0x80000: 'SETUID_SAFE',
  0x100000: 'NO_REEXPORTED_DYLIBS',
  0x200000: 'PIE',
  0x400000: 'DEAD_STRIPPABLE_DYLIB',
  0x800000: 'HAS_TLV_DESCRIPTORS',
  0x1000000: 'NO_HEAP_EXECUTION',
  0x2000000: 'APP_EXTENSION_SAFE',
  0x4000000: 'NLIST_OUTOFSYNC_WITH_DYLDINFO',
  0x8000000: 'SIM_SUPPORT',
  0x80000000: 'DYLIB_IN_CACHE',
};

/** loadCommands names the kinds of load commands. */
export const loadCommands: Readonly<Record<number, string>> = {
  0x1: 'LC_SEGMENT',
  0x2: 'LC_SYMTAB',
  0x4: 'LC_THREAD',
  0x5: 'LC_UNIXTHREAD',
  0xb: 'LC_DYSYMTAB',
  0xc: 'LC_LOAD_DYLIB',
  0xd: 'LC_ID_DYLIB',
  0xe: 'LC_LOAD_DYLINKER',
  0xf: 'LC_ID_DYLINKER',
  0x19: 'LC_SEGMENT_64',
  0x1b: 'LC_UUID',
  0x1d: 'LC_CODE_SIGNATURE',
  0x1e: 'LC_SEGMENT_SPLIT_INFO',
  0x22: 'LC_DYLD_INFO',
  0x20: 'LC_LAZY_LOAD_DYLIB',
  0x21: 'LC_ENCRYPTION_INFO',
  0x24: 'LC_VERSION_MIN_MACOSX',
  0x25: 'LC_VERSION_MIN_IPHONEOS',
  0x26: 'LC_FUNCTION_STARTS',
  0x29: 'LC_DATA_IN_CODE',
  0x2a: 'LC_SOURCE_VERSION',
  0x2b: 'LC_DYLIB_CODE_SIGN_DRS',
  0x2c: 'LC_ENCRYPTION_INFO_64',
  0x2d: 'LC_LINKER_OPTION',
  0x2e: 'LC_LINKER_OPTIMIZATION_HINT',
  0x2f: 'LC_VERSION_MIN_TVOS',
  0x30: 'LC_VERSION_MIN_WATCHOS',
  0x31: 'LC_NOTE',
  0x32: 'LC_BUILD_VERSION',
  0x80000018: 'LC_LOAD_WEAK_DYLIB',
  0x8000001c: 'LC_RPATH',
  0x8000001f: 'LC_REEXPORT_DYLIB',
  0x80000022: 'LC_DYLD_INFO_ONLY',
  0x80000023: 'LC_LOAD_UPWARD_DYLIB',
  0x80000028: 'LC_MAIN',
  0x80000033: 'LC_DYLD_EXPORTS_TRIE',
  0x80000034: 'LC_DYLD_CHAINED_FIXUPS',
};

export const machoPlatforms: Readonly<Record<number, string>> = {
  1: 'macOS',
  2: 'iOS',
  3: 'tvOS',
  4: 'watchOS',
  6: 'Mac Catalyst',
  7: 'iOS simulator',
  5: 'bridgeOS',
  8: 'tvOS simulator',
  9: 'watchOS simulator',
  10: 'DriverKit',
  11: 'visionOS',
  12: 'visionOS simulator',
};

const machineName: Meaning = (value) => machoMachines[Number(value)]?.name;

/** machoVersion writes a version packed as 16.8.8 bits; a patch level of 0 is left out. */
export function machoVersion(packed: number): string {
  const patch = packed & 0xff;
  return `${packed >>> 16}.${(packed >>> 8) & 0xff}${patch ? `.${patch}` : ''}`;
}

const versionMeaning: Meaning = (value) => machoVersion(Number(value));

/** machoHeader is mach_header; machoHeader64 is mach_header_64. */
export const machoHeader = {
  magic: 'u32',
  cputype: ['u32', machineName],
  cpusubtype: 'u32',
  filetype: ['u32', named(machoTypes)],
  ncmds: 'u32',
  sizeofcmds: 'u32',
  flags: ['u32', bits(machoFlags)],
} as const;

export const machoHeader64 = { ...machoHeader, reserved: 'u32' } as const;

const command = { cmd: ['u32', named(loadCommands)], cmdsize: 'u32' } as const;

export const machoCommand = command;

const protection = bits({ 1: 'VM_PROT_READ', 2: 'VM_PROT_WRITE', 4: 'VM_PROT_EXECUTE' });

/** machoSegment is segment_command or segment_command_64; only the width of the addresses differs. */
export const machoSegment = {
  ...command,
  segname: 'text16',
  vmaddr: 'word',
  vmsize: 'word',
  fileoff: 'word',
  filesize: 'word',
  maxprot: ['u32', protection],
  initprot: ['u32', protection],
  nsects: 'u32',
  flags: 'u32',
} as const;

/** machoSection is section; section_64 has one reserved word more. */
export const machoSection = {
  sectname: 'text16',
  segname: 'text16',
  addr: 'word',
  size: 'word',
  offset: 'u32',
  align: 'u32',
  reloff: 'u32',
  nreloc: 'u32',
  flags: 'u32',
  reserved1: 'u32',
  reserved2: 'u32',
} as const;

export const machoSection64 = { ...machoSection, reserved3: 'u32' } as const;

export const machoSymtab = {
  ...command,
  symoff: 'u32',
  nsyms: 'u32',
  stroff: 'u32',
  strsize: 'u32',
} as const;

export const machoDysymtab = {
  ...command,
  ilocalsym: 'u32',
  nlocalsym: 'u32',
  iextdefsym: 'u32',
  nextdefsym: 'u32',
  iundefsym: 'u32',
  nundefsym: 'u32',
  tocoff: 'u32',
  ntoc: 'u32',
  modtaboff: 'u32',
  nmodtab: 'u32',
  extrefsymoff: 'u32',
  nextrefsyms: 'u32',
  indirectsymoff: 'u32',
  nindirectsyms: 'u32',
  extreloff: 'u32',
  nextrel: 'u32',
  locreloff: 'u32',
  nlocrel: 'u32',
} as const;

export const machoDylib = {
  ...command,
  name: 'u32',
  timestamp: 'u32',
  current_version: ['u32', versionMeaning],
  compatibility_version: ['u32', versionMeaning],
} as const;

export const machoDylinker = { ...command, name: 'u32' } as const;

/** machoDyldInfo is dyld_info_command: ranges of what the loader does. */
export const machoDyldInfo = {
  ...command,
  rebase_off: 'u32',
  rebase_size: 'u32',
  bind_off: 'u32',
  bind_size: 'u32',
  weak_bind_off: 'u32',
  weak_bind_size: 'u32',
  lazy_bind_off: 'u32',
  lazy_bind_size: 'u32',
  export_off: 'u32',
  export_size: 'u32',
} as const;

export const machoLinkedit = { ...command, dataoff: 'u32', datasize: 'u32' } as const;

export const machoMain = { ...command, entryoff: 'u64', stacksize: 'u64' } as const;

export const machoBuildVersion = {
  ...command,
  platform: ['u32', named(machoPlatforms)],
  minos: ['u32', versionMeaning],
  sdk: ['u32', versionMeaning],
  ntools: 'u32',
} as const;

export const machoVersionMin = {
  ...command,
  version: ['u32', versionMeaning],
  sdk: ['u32', versionMeaning],
} as const;

/** commandLayouts gives the layout of a load command by its kind. */
export const commandLayouts = {
  0x1: machoSegment,
  0x2: machoSymtab,
  0xb: machoDysymtab,
  0xc: machoDylib,
  0xd: machoDylib,
  0xe: machoDylinker,
  0x19: machoSegment,
  0x20: machoDylib,
  0x22: machoDyldInfo,
  0x1d: machoLinkedit,
  0x24: machoVersionMin,
  0x25: machoVersionMin,
  0x26: machoLinkedit,
  0x2f: machoVersionMin,
  0x30: machoVersionMin,
  0x29: machoLinkedit,
  0x32: machoBuildVersion,
  0x80000018: machoDylib,
  0x8000001c: machoDylinker,
  0x8000001f: machoDylib,
  0x80000022: machoDyldInfo,
  0x80000023: machoDylib,
  0x80000028: machoMain,
  0x80000033: machoLinkedit,
  0x80000034: machoLinkedit,
} as const;

/** machoSymbol is nlist or nlist_64. */
export const machoSymbol = {
  n_strx: 'u32',
  n_type: 'u8',
  n_sect: 'u8',
  n_desc: 'u16',
  n_value: 'word',
} as const;

/** fatHeader and fatArch stand before the files of a universal binary, always big-endian. */
export const fatHeader = { magic: 'u32', nfat_arch: 'u32' } as const;

export const fatArch = {
  cputype: ['u32', machineName],
  cpusubtype: 'u32',
  offset: 'u32',
  size: 'u32',
  align: 'u32',
} as const;

export const fatArch64 = {
  cputype: ['u32', machineName],
  cpusubtype: 'u32',
  offset: 'u64',
  size: 'u64',
  align: 'u32',
  reserved: 'u32',
} as const;
