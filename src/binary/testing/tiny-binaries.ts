// Tiny files of every format, made by hand for the tests: headers, one section, one
// symbol, one import. No compiler is needed to make them, and mutating them reaches every reader quickly.
import { tinyCoff } from './tiny-coff.ts';
import { bytesOf, type ByteOrder, type WordSize } from '../read/byte-reader.ts';
import {
  elfDynamic,
  elfHeader,
  elfSection,
  elfSegment32,
  elfSegment64,
  elfSymbol32,
  elfSymbol64,
} from '../formats/elf/layout.ts';
import { layoutSize, type Layout } from '../read/layout.ts';
import * as macho from '../formats/macho/layout.ts';
import * as pe from '../formats/pe/layout.ts';
import { plan9Header, plan9Header64 } from '../formats/plan9/file.ts';
import {
  buildId,
  buildInformation,
  goVersion,
  join,
  place,
  rawBuildId,
  words,
  write,
  type Values,
} from './tiny-parts.ts';
import * as xcoff from '../formats/xcoff/layout.ts';

/** tinyElf has notes, a loader, a needed library, a symbol main.main and build information. */
export function tinyElf(size: 32 | 64, order: ByteOrder, header: Values = {}): Uint8Array {
  const word: WordSize = size === 64 ? 8 : 4;
  const w = (layout: Layout, values: Values) => write(layout, values, order, word);
  const segment = size === 64 ? elfSegment64 : elfSegment32;
  const symbol = size === 64 ? elfSymbol64 : elfSymbol32;
  const names = '\0.shstrtab\0.note.go.buildid\0.symtab\0.strtab\0.dynsym\0.go.buildinfo\0.text\0';
  const nameOf = (name: string) => names.indexOf(`\0${name}\0`) + 1;
  const strings = bytesOf('\0main.main\0libc.so\0write\0');
  const note = join(words([4, buildId.length, 4], order), bytesOf('Go\0\0'), bytesOf(buildId + '\0'));
  const symbols = (shndx: number) =>
    join(
      w(symbol, {}),
      w(symbol, { st_name: shndx ? 1 : 19, st_value: 0x401000, st_size: 16, st_info: 0x12, st_shndx: shndx }),
    );
  const dynamic = join(
    w(elfDynamic, { d_tag: 1, d_val: 11 }),
    w(elfDynamic, { d_tag: 5, d_val: 0x400800 }),
    w(elfDynamic, {}),
  );
  const load = {
    p_type: 1,
    p_flags: 5,
    p_vaddr: 0x400000,
    p_filesz: 0x1000,
    p_memsz: 0x1000,
    p_align: 0x1000,
  };
  const segments: Values[] = [
    load,
    { p_type: 2, p_offset: 0x700, p_filesz: dynamic.length },
    { p_type: 3, p_offset: 0x780, p_filesz: 11 },
    { p_type: 4, p_offset: 0x600, p_filesz: note.length },
    { p_type: 0x6474e551, p_flags: 6 },
  ];
  const at = (offset: number, bytes: Uint8Array) => ({
    sh_offset: offset,
    sh_size: bytes.length,
    sh_addr: 0x400000 + offset,
  });
  const sections: Values[] = [
    {},
    { sh_name: nameOf('.shstrtab'), sh_type: 3, ...at(0x900, bytesOf(names)) },
    { sh_name: nameOf('.note.go.buildid'), sh_type: 7, ...at(0x600, note) },
    { sh_name: nameOf('.symtab'), sh_type: 2, sh_link: 4, ...at(0xa00, symbols(7)) },
    { sh_name: nameOf('.strtab'), sh_type: 3, ...at(0x800, strings) },
    { sh_name: nameOf('.dynsym'), sh_type: 11, sh_link: 4, ...at(0xa80, symbols(0)) },
    { sh_name: nameOf('.go.buildinfo'), sh_type: 1, ...at(0xb00, buildInformation) },
    { sh_name: nameOf('.text'), sh_type: 1, sh_flags: 6, sh_addr: 0x401000, sh_offset: 0xc00, sh_size: 16 },
  ];
  const ident = { EI_MAG: '\x7fELF', EI_CLASS: word / 4, EI_DATA: order === 'little' ? 1 : 2, EI_VERSION: 1 };
  return place([
    [
      0,
      w(elfHeader, {
        ...ident,
        e_type: 2,
        e_machine: size === 64 ? 62 : 3,
        e_version: 1,
        e_entry: 0x401000,
        e_phoff: 0x40,
        e_shoff: 0x200,
        e_phentsize: layoutSize(segment, word),
        e_phnum: segments.length,
        e_shentsize: layoutSize(elfSection, word),
        e_shnum: sections.length,
        e_shstrndx: 1,
        ...header,
      }),
    ],
    [0x40, join(...segments.map((values) => w(segment, values)))],
    [0x200, join(...sections.map((values) => w(elfSection, values)))],
    [0x600, note],
    [0x700, dynamic],
    [0x780, bytesOf('/lib/ld.so\0')],
    [0x800, strings],
    [0x900, bytesOf(names)],
    [0xa00, symbols(7)],
    [0xa80, symbols(0)],
    [0xb00, buildInformation],
    [0xfff, new Uint8Array(1)],
  ]);
}

/** tinyMacho has a text segment with two sections, a library, a symbol main.main and a minimum system. */
export function tinyMacho(size: 32 | 64, order: ByteOrder, cputype: number): Uint8Array {
  const word: WordSize = size === 64 ? 8 : 4;
  const w = (layout: Layout, values: Values) => write(layout, values, order, word);
  const section = size === 64 ? macho.machoSection64 : macho.machoSection;
  const strings = bytesOf('\0_main.main\0_write\0');
  const symbols = join(
    w(macho.machoSymbol, { n_strx: 1, n_type: 0xf, n_sect: 1, n_value: 0x1800 }),
    w(macho.machoSymbol, { n_strx: 12, n_type: 1, n_desc: 0x100 }),
  );
  const text = join(
    w(macho.machoSegment, {
      cmd: size === 64 ? 0x19 : 1,
      cmdsize: layoutSize(macho.machoSegment, word) + 2 * layoutSize(section, word),
      segname: '__TEXT',
      vmaddr: 0x1000,
      vmsize: 0x1000,
      filesize: 0x1000,
      initprot: 5,
      nsects: 2,
    }),
    w(section, { sectname: '__text', segname: '__TEXT', addr: 0x1800, size: 0x100, offset: 0x800 }),
    w(section, { sectname: '__go_buildinfo', segname: '__DATA', addr: 0x1a00, size: 0x200, offset: 0xa00 }),
  );
  const library = bytesOf('/usr/lib/libSystem.B.dylib\0\0\0\0\0\0');
  const commands = [
    text,
    join(w(macho.machoDylib, { cmd: 0xc, cmdsize: 24 + library.length, name: 24 }), library),
    w(macho.machoSymtab, {
      cmd: 2,
      cmdsize: 24,
      symoff: 0x900,
      nsyms: 2,
      stroff: 0x980,
      strsize: strings.length,
    }),
    w(macho.machoDysymtab, { cmd: 0xb, cmdsize: 80, iundefsym: 1, nundefsym: 1 }),
    w(macho.machoBuildVersion, { cmd: 0x32, cmdsize: 24, platform: 1, minos: 0xd0000, sdk: 0xd0000 }),
    w(macho.machoMain, { cmd: 0x80000028, cmdsize: 24, entryoff: 0x800 }),
    join(w(macho.machoCommand, { cmd: 0x1b, cmdsize: 24 }), new Uint8Array(16).fill(7)),
  ];
  return place([
    [
      0,
      w(size === 64 ? macho.machoHeader64 : macho.machoHeader, {
        magic: size === 64 ? 0xfeedfacf : 0xfeedface,
        cputype,
        filetype: 2,
        ncmds: commands.length,
        sizeofcmds: join(...commands).length,
        flags: 0x200004,
      }),
    ],
    [size === 64 ? 32 : 28, join(...commands)],
    [0x800, rawBuildId],
    [0x900, symbols],
    [0x980, strings],
    [0xa00, buildInformation],
    [0xfff, new Uint8Array(1)],
  ]);
}

/** tinyUniversal holds two thin files. */
export function tinyUniversal(): Uint8Array {
  const slices = [tinyMacho(64, 'little', 0x01000007), tinyMacho(64, 'little', 0x0100000c)] as const;
  const arch = (cputype: number, offset: number) =>
    write(macho.fatArch, { cputype, offset, size: 0x1000 }, 'big');
  return place([
    [0, write(macho.fatHeader, { magic: 0xcafebabe, nfat_arch: 2 }, 'big')],
    [8, join(arch(0x01000007, 0x1000), arch(0x0100000c, 0x2000))],
    [0x1000, slices[0]],
    [0x2000, slices[1]],
  ]);
}

/** tinyPe has a text and a data section, two imports from kernel32.dll and a symbol main.main. */
export function tinyPe(size: 32 | 64): Uint8Array {
  const word: WordSize = size === 64 ? 8 : 4;
  const w = (layout: Layout, values: Values) => write(layout, values, 'little', word);
  const optional = size === 64 ? pe.optionalHeader64 : pe.optionalHeader32;
  const optionalSize = layoutSize(optional, word) + 16 * 8;
  const section = (Name: string, at: number, Characteristics: number) =>
    w(pe.peSection, {
      Name,
      VirtualSize: 0x400,
      VirtualAddress: 0x1000 + at,
      SizeOfRawData: 0x400,
      PointerToRawData: at,
      Characteristics,
    });
  const sections = join(section('.text', 0x400, 0x60000020), section('.data', 0x800, 0xc0000040));
  const entry = (value: bigint) => w({ value: 'word' }, { value });
  return place([
    [0, w(pe.dosHeader, { e_magic: 'MZ', e_lfanew: 0x40 })],
    [
      0x40,
      w(pe.coffHeader, {
        Signature: 'PE',
        Machine: size === 64 ? 0x8664 : 0x14c,
        NumberOfSections: 2,
        PointerToSymbolTable: 0xc00,
        NumberOfSymbols: 1,
        SizeOfOptionalHeader: optionalSize,
        Characteristics: 0x22,
      }),
    ],
    [
      0x40 + layoutSize(pe.coffHeader),
      join(
        w(optional, {
          Magic: size === 64 ? 0x20b : 0x10b,
          AddressOfEntryPoint: 0x1400,
          ImageBase: 0x400000,
          MajorSubsystemVersion: 10,
          Subsystem: 3,
          DllCharacteristics: 0x8160,
          NumberOfRvaAndSizes: 16,
        }),
        w(pe.dataDirectory, {}),
        w(pe.dataDirectory, { VirtualAddress: 0x1a00, Size: 0x28 }),
        new Uint8Array(14 * 8),
      ),
    ],
    [0x40 + layoutSize(pe.coffHeader) + optionalSize, sections],
    [0x400, rawBuildId],
    [0x800, buildInformation],
    [0xa00, w(pe.importDirectory, { ImportLookupTable: 0x1a40, Name: 0x1a80, ImportAddressTable: 0x1a40 })],
    [0xa40, join(entry(0x1a90n), entry(size === 64 ? (1n << 63n) | 7n : (1n << 31n) | 7n), entry(0n))],
    [0xa80, bytesOf('kernel32.dll\0')],
    [0xa90, bytesOf('\0\0WriteFile\0')],
    [0xc00, w(pe.coffSymbol, { Offset: 4, Value: 0x10, SectionNumber: 1, StorageClass: 2 })],
    [0xc00 + layoutSize(pe.coffSymbol), join(words([14], 'little'), bytesOf('main.main\0'))],
  ]);
}

/** tinyWasm is the module of a WASI command with one function, named main.main. */
export function tinyWasm(): Uint8Array {
  const text = (value: string) => String.fromCharCode(value.length) + value;
  const section = (id: number, payload: string) => String.fromCharCode(id) + text(payload);
  const custom = (name: string, payload: string) => section(0, text(name) + payload);
  return bytesOf(
    '\0asm\x01\0\0\0' +
      custom('go:buildid', `\xff Go build ID: "${buildId}"\n \xff`) +
      section(1, '\x01\x60\0\0') +
      section(2, `\x01${text('wasi_snapshot_preview1')}${text('sched_yield')}\0\0`) +
      section(3, '\x01\0') +
      section(5, '\x01\0\x28') +
      section(7, `\x02${text('_start')}\0\x01${text('memory')}\x02\0`) +
      section(10, '\x01\x02\0\x0b') +
      section(11, `\x01\0\x41\x08\x0b${text('data')}`) +
      custom('name', `\x01${text(`\x01\x01${text('main.main')}`)}`) +
      custom('producers', `\x01${text('language')}\x01${text('Go')}${text(goVersion)}`),
  );
}

/** tinyPlan9 has a text, data and a symbol main.main. */
export function tinyPlan9(magic: number): Uint8Array {
  const is64 = (magic & 0x8000) !== 0;
  const symbols = join(
    write({ value: 'word' }, { value: 0x1020 }, 'big', is64 ? 8 : 4),
    bytesOf(`${String.fromCharCode('T'.charCodeAt(0) | 0x80)}main.main\0`),
  );
  const header = {
    magic,
    text: rawBuildId.length,
    data: buildInformation.length,
    syms: symbols.length,
    entry: 0x1020,
    entry64: 0x200028,
  };
  const layout = is64 ? plan9Header64 : plan9Header;
  return join(write(layout, header, 'big'), rawBuildId, buildInformation, symbols);
}

/** tinyXcoff has text, data, a loader section with one import and a symbol main.main. */
export function tinyXcoff(size: 32 | 64): Uint8Array {
  const word: WordSize = size === 64 ? 8 : 4;
  const w = (layout: Layout, values: Values) => write(layout, values, 'big', word);
  const auxiliary = size === 64 ? xcoff.xcoffAuxiliary64 : xcoff.xcoffAuxiliary32;
  const sectionLayout = size === 64 ? xcoff.xcoffSection64 : xcoff.xcoffSection32;
  const loaderSymbol = size === 64 ? xcoff.xcoffLoaderSymbol64 : xcoff.xcoffLoaderSymbol32;
  const section = (s_name: string, s_scnptr: number, s_flags: number) =>
    w(sectionLayout, { s_name, s_scnptr, s_vaddr: 0x10000000 + s_scnptr, s_size: 0x200, s_flags });
  const files = bytesOf('/usr/lib:/lib\0\0\0\0libc.a\0shr.o\0');
  const loader = place([
    [
      0,
      w(size === 64 ? xcoff.xcoffLoader64 : xcoff.xcoffLoader32, {
        l_version: word / 4,
        l_nsyms: 1,
        l_istlen: files.length,
        l_nimpid: 2,
        l_impoff: 0x80,
        l_stlen: 10,
        l_stoff: 0xc0,
        l_symoff: 56,
      }),
    ],
    [size === 64 ? 56 : 32, w(loaderSymbol, { l_offset: 4, l_smtype: 0x40, l_ifile: 1 })],
    [0x80, files],
    [0xc0, bytesOf('\0\0\0\0write\0')],
  ]);
  const symbolLayout = size === 64 ? xcoff.xcoffSymbol64 : xcoff.xcoffSymbol32;
  const symbol = w(symbolLayout, { n_offset: 4, n_value: 0x10000410, n_scnum: 1, n_sclass: 2, n_numaux: 1 });
  const csect = join(words([0x20, 0], 'big'), Uint8Array.of(0, 0, 1, 0), new Uint8Array(6));
  const auxiliarySize = layoutSize(auxiliary, word);
  return place([
    [
      0,
      w(size === 64 ? xcoff.xcoffHeader64 : xcoff.xcoffHeader32, {
        f_magic: size === 64 ? 0x1f7 : 0x1df,
        f_nscns: 3,
        f_symptr: 0xa00,
        f_nsyms: 2,
        f_opthdr: auxiliarySize,
        f_flags: 2,
      }),
    ],
    [size === 64 ? 24 : 20, w(auxiliary, { o_entry: 0x10000600 })],
    [
      (size === 64 ? 24 : 20) + auxiliarySize,
      join(section('.text', 0x400, 0x20), section('.data', 0x600, 0x40), section('.loader', 0x800, 0x1000)),
    ],
    [0x400, rawBuildId],
    [0x600, buildInformation],
    [0x800, loader],
    [0xa00, join(symbol, csect)],
    [0xa00 + 36, join(words([14], 'big'), bytesOf('main.main\0'))],
  ]);
}

/** tinyArchive is a Go object of linux/arm64 with a member that has a long name. */
export function tinyArchive(): Uint8Array {
  const member = (name: string, text: string) =>
    `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}${String(text.length).padEnd(10)}\`\n` +
    text +
    (text.length % 2 ? '\n' : '');
  return bytesOf(
    '!<arch>\n' +
      member('__.PKGDEF', 'go object linux arm64 go1.99.1 X:none\nbuild id "action/content"\n\n') +
      member('//', 'a-very-long-member-name.o/\n') +
      member('/0', 'xyz'),
  );
}

/** tinyBinaries names one file of every format and class. */
export const tinyBinaries: Readonly<Record<string, Uint8Array>> = {
  'ELF 64 little': tinyElf(64, 'little'),
  'ELF 64 big': tinyElf(64, 'big', { e_machine: 22 }),
  'ELF 32 little': tinyElf(32, 'little'),
  'ELF 32 big': tinyElf(32, 'big', { e_machine: 8 }),
  'Mach-O 64 little': tinyMacho(64, 'little', 0x01000007),
  'Mach-O 32 big': tinyMacho(32, 'big', 18),
  'Mach-O universal': tinyUniversal(),
  'PE 64': tinyPe(64),
  'PE 32': tinyPe(32),
  WebAssembly: tinyWasm(),
  'Plan 9 386': tinyPlan9(0x1eb),
  'Plan 9 amd64': tinyPlan9(0x8a97),
  'XCOFF 64': tinyXcoff(64),
  'XCOFF 32': tinyXcoff(32),
  archive: tinyArchive(),
  COFF: tinyCoff(false),
  'COFF big': tinyCoff(true),
};
