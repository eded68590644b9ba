// The layouts and names of PE: headers, section headers, symbols, imports.
// https://learn.microsoft.com/windows/win32/debug/pe-format
import type { Machine } from '../../binary-file.ts';
import { bits, named, type Meaning } from '../../read/layout.ts';

export const peSpecification = 'https://learn.microsoft.com/windows/win32/debug/pe-format';

/** PeMachine is a processor with the name file(1) has for it. */
interface PeMachine extends Machine {
  readonly fileName: string;
}

export const peMachines: Readonly<Record<number, PeMachine>> = {
  0x14c: { name: 'Intel 386', fileName: 'Intel 80386', goarch: '386' },
  0x1c0: { name: 'ARM', fileName: 'ARM' },
  0x1c4: { name: 'ARM Thumb-2', fileName: 'ARMv7 Thumb', goarch: 'arm' },
  0x200: { name: 'Intel Itanium', fileName: 'Intel Itanium' },
  0x5064: { name: 'RISC-V 64', fileName: 'RISC-V 64-bit', goarch: 'riscv64' },
  0xebc: { name: 'EFI byte code', fileName: 'EFI byte code' },
  0x5032: { name: 'RISC-V 32', fileName: 'RISC-V 32-bit' },
  0x6232: { name: 'LoongArch 32', fileName: 'LoongArch 32-bit' },
  0x6264: { name: 'LoongArch 64', fileName: 'LoongArch 64-bit', goarch: 'loong64' },
  0xa641: { name: 'ARM64EC', fileName: 'Aarch64' },
  0xa64e: { name: 'ARM64X', fileName: 'Aarch64' },
  0x8664: { name: 'AMD x86-64', fileName: 'x86-64', goarch: 'amd64' },
  0xaa64: { name: 'ARM64', fileName: 'Aarch64', goarch: 'arm64' },
};

/** peSubsystems maps Subsystem to the wording of file(1). */
export const peSubsystems: Readonly<Record<number, string>> = {
  1: 'native',
  2: 'GUI',
  3: 'console',
  7: 'POSIX',
  9: 'Windows CE',
  10: 'EFI application',
  11: 'EFI boot service driver',
  12: 'EFI runtime driver',
  13: 'EFI ROM',
  14: 'XBOX',
  16: 'Windows boot application',
};

export const peCharacteristics = {
  0x1: 'RELOCS_STRIPPED',
  0x2: 'EXECUTABLE_IMAGE',
  0x4: 'LINE_NUMS_STRIPPED',
  0x8: 'LOCAL_SYMS_STRIPPED',
  0x20: 'LARGE_ADDRESS_AWARE',
  0x100: '32BIT_MACHINE',
  0x200: 'DEBUG_STRIPPED',
  0x1000: 'SYSTEM',
  0x2000: 'DLL',
} as const;

export const peDllCharacteristics = {
  0x20: 'HIGH_ENTROPY_VA',
  0x40: 'DYNAMIC_BASE',
  0x80: 'FORCE_INTEGRITY',
  0x100: 'NX_COMPAT',
  0x200: 'NO_ISOLATION',
  0x400: 'NO_SEH',
  0x800: 'NO_BIND',
  0x1000: 'APPCONTAINER',
  0x2000: 'WDM_DRIVER',
  0x4000: 'GUARD_CF',
  0x8000: 'TERMINAL_SERVER_AWARE',
} as const;

const machineName: Meaning = (value) => peMachines[Number(value)]?.name;

/** dosHeader is what precedes the PE signature and is still read: the magic and where the signature lies. */
export const dosHeader = { e_magic: 'text2', e_unused: 'text58', e_lfanew: 'u32' } as const;

/** coffHeader follows the four bytes of the PE signature. */
export const coffHeader = {
  Signature: 'text4',
  Machine: ['u16', machineName],
  NumberOfSections: 'u16',
  TimeDateStamp: 'u32',
  PointerToSymbolTable: 'u32',
  NumberOfSymbols: 'u32',
  SizeOfOptionalHeader: 'u16',
  Characteristics: ['u16', bits(peCharacteristics)],
} as const;

const beginning = {
  Magic: ['u16', named({ 0x10b: 'PE32', 0x20b: 'PE32+' })],
  MajorLinkerVersion: 'u8',
  MinorLinkerVersion: 'u8',
  SizeOfCode: 'u32',
  SizeOfInitializedData: 'u32',
  SizeOfUninitializedData: 'u32',
  AddressOfEntryPoint: 'u32',
  BaseOfCode: 'u32',
} as const;

const remainder = {
  SectionAlignment: 'u32',
  FileAlignment: 'u32',
  MajorOperatingSystemVersion: 'u16',
  MinorOperatingSystemVersion: 'u16',
  MajorImageVersion: 'u16',
  MinorImageVersion: 'u16',
  MajorSubsystemVersion: 'u16',
  MinorSubsystemVersion: 'u16',
  Win32VersionValue: 'u32',
  SizeOfImage: 'u32',
  SizeOfHeaders: 'u32',
  CheckSum: 'u32',
  Subsystem: ['u16', named(peSubsystems)],
  DllCharacteristics: ['u16', bits(peDllCharacteristics)],
  SizeOfStackReserve: 'word',
  SizeOfStackCommit: 'word',
  SizeOfHeapReserve: 'word',
  SizeOfHeapCommit: 'word',
  LoaderFlags: 'u32',
  NumberOfRvaAndSizes: 'u32',
} as const;

/** optionalHeader32 is the optional header of PE32, which alone has BaseOfData. */
export const optionalHeader32 = { ...beginning, BaseOfData: 'u32', ImageBase: 'word', ...remainder } as const;

/** optionalHeader64 is the optional header of PE32+. */
export const optionalHeader64 = { ...beginning, ImageBase: 'word', ...remainder } as const;

/** dataDirectories names the entries that follow the optional header. */
export const dataDirectories = [
  'Export table',
  'Import table',
  'Resource table',
  'Exception table',
  'Certificate table',
  'Base relocation table',
  'Debug',
  'Architecture',
  'Global pointer',
  'TLS table',
  'Load config table',
  'Bound import',
  'Import address table',
  'Delay import descriptor',
  'CLR runtime header',
  'Reserved',
] as const;

export const dataDirectory = { VirtualAddress: 'u32', Size: 'u32' } as const;

export const peSectionFlags = {
  0x20: 'CNT_CODE',
  0x40: 'CNT_INITIALIZED_DATA',
  0x80: 'CNT_UNINITIALIZED_DATA',
  0x1000: 'LNK_COMDAT',
  0x2000000: 'MEM_DISCARDABLE',
  0x10000000: 'MEM_SHARED',
  0x20000000: 'MEM_EXECUTE',
  0x40000000: 'MEM_READ',
  0x80000000: 'MEM_WRITE',
} as const;

/** peSection is a section header. */
export const peSection = {
  Name: 'text8',
  VirtualSize: 'u32',
  VirtualAddress: 'u32',
  SizeOfRawData: 'u32',
  PointerToRawData: 'u32',
  PointerToRelocations: 'u32',
  PointerToLinenumbers: 'u32',
  NumberOfRelocations: 'u16',
  NumberOfLinenumbers: 'u16',
  Characteristics: ['u32', bits(peSectionFlags)],
} as const;

/** coffSymbol is a symbol with its name unread: eight characters, or zero and an offset. */
export const coffSymbol = {
  Zeroes: 'u32',
  Offset: 'u32',
  Value: 'u32',
  SectionNumber: 'u16',
  Type: 'u16',
  StorageClass: 'u8',
  NumberOfAuxSymbols: 'u8',
} as const;

/** bigCoffSymbol is a symbol of an object with many sections: their numbers take four bytes. */
export const bigCoffSymbol = {
  Zeroes: 'u32',
  Offset: 'u32',
  Value: 'u32',
  SectionNumber: 'u32',
  Type: 'u16',
  StorageClass: 'u8',
  NumberOfAuxSymbols: 'u8',
} as const;

/** importDirectory is one entry of the import table: one library. */
export const importDirectory = {
  ImportLookupTable: 'u32',
  TimeDateStamp: 'u32',
  ForwarderChain: 'u32',
  Name: 'u32',
  ImportAddressTable: 'u32',
} as const;

/** exportDirectory begins the export table. */
export const exportDirectory = {
  Characteristics: 'u32',
  TimeDateStamp: 'u32',
  MajorVersion: 'u16',
  MinorVersion: 'u16',
  Name: 'u32',
  Base: 'u32',
  NumberOfFunctions: 'u32',
  NumberOfNames: 'u32',
  AddressOfFunctions: 'u32',
  AddressOfNames: 'u32',
  AddressOfNameOrdinals: 'u32',
} as const;

/** clrHeader is the part of the CLI header that is read. */
export const clrHeader = {
  cb: 'u32',
  MajorRuntimeVersion: 'u16',
  MinorRuntimeVersion: 'u16',
  MetadataAddress: 'u32',
  MetadataSize: 'u32',
  Flags: 'u32',
} as const;
