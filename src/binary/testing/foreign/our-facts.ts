// What our readers tell of a binary, as the facts that LIEF is asked for: the same names, the same way of writing.
import type { BinaryFile } from '../../binary-file.ts';
import type { ElfFile } from '../../formats/elf/file.ts';
import type { MachoFile } from '../../formats/macho/file.ts';
import type { PeFile } from '../../formats/pe/file.ts';
import type { ParsedBinary } from '../../inspect.ts';
import { hex } from '../../read/byte-reader.ts';

/** Facts are texts, or lists of texts, by their names. */
export type Facts = Readonly<Record<string, string | readonly string[]>>;

type Written = string | number | bigint | boolean;

/** ourFacts tells the facts of a file in a format that LIEF reads too; none for others. Throws an InspectError. */
export function ourFacts(file: ParsedBinary): Facts {
  switch (file.format) {
    case 'ELF':
      return written(elf(file));
    case 'PE':
      return written(pe(file));
    case 'Mach-O':
      return written(macho(file));
    case 'Mach-O universal':
      return Object.assign(
        {},
        ...file
          .slices()
          .map((slice, i) =>
            Object.fromEntries(
              Object.entries(written(macho(slice))).map(([name, value]) => [`slice ${i} ${name}`, value]),
            ),
          ),
      ) as Facts;
    default:
      return {};
  }
}

function written(facts: Readonly<Record<string, Written | readonly Written[]>>): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : String(value as Written),
    ]),
  );
}

const isOn = (file: BinaryFile, name: string) =>
  file.protections().some((each) => each.name === name && each.state === 'on');

function elf(file: ElfFile): Record<string, Written | readonly Written[]> {
  const { header } = file;
  const sections = file.sectionHeaders();
  const segments = file.segmentHeaders();
  const tag = file.systemMarks().find(({ evidence }) => evidence.field === 'GNU note 1');
  return {
    class: file.class,
    'byte order': file.byteOrder,
    EI_OSABI: header.EI_OSABI,
    EI_ABIVERSION: header.EI_ABIVERSION,
    e_type: header.e_type,
    e_machine: header.e_machine,
    e_entry: header.e_entry,
    e_phoff: header.e_phoff,
    e_shoff: header.e_shoff,
    e_flags: header.e_flags,
    e_ehsize: header.e_ehsize,
    e_phentsize: header.e_phentsize,
    e_phnum: header.e_phnum,
    e_shentsize: header.e_shentsize,
    e_shnum: header.e_shnum,
    e_shstrndx: header.e_shstrndx,
    'section names': sections.map(({ name }) => name),
    'section types': sections.map(({ sh_type }) => sh_type),
    'section addresses': sections.map(({ sh_addr }) => sh_addr),
    'section offsets': sections.map(({ sh_offset }) => sh_offset),
    'section sizes': sections.map(({ sh_size }) => sh_size),
    'section flags': sections.map(({ sh_flags }) => sh_flags),
    'section links': sections.map(({ sh_link }) => sh_link),
    'section alignments': sections.map(({ sh_addralign }) => sh_addralign),
    'segment types': segments.map(({ p_type }) => p_type),
    'segment offsets': segments.map(({ p_offset }) => p_offset),
    'segment addresses': segments.map(({ p_vaddr }) => p_vaddr),
    'segment file sizes': segments.map(({ p_filesz }) => p_filesz),
    'segment memory sizes': segments.map(({ p_memsz }) => p_memsz),
    'segment permissions': segments.map(({ p_flags }) => p_flags & 7),
    interpreter: file.interpreter(),
    libraries: file.libraries(),
    'dynamic tags': file.dynamic().map(({ d_tag }) => d_tag & 0xffffffffn),
    'needed versions': file
      .neededVersions()
      .map(({ library, version }) => `${library} ${version}`)
      .sort(),
    imports: file
      .imports()
      .map(({ name }) => name)
      .sort(),
    exports: file
      .exports()
      .map(({ name }) => name)
      .sort(),
    // LIEF counts the empty first entry.
    'symbol count': file.isStripped() ? 0 : file.symbols().length + 1,
    PIE: file.isPie() || file.kind === 'pie executable',
    'NX stack': isOn(file, 'NX stack'),
    'GNU build ID': hex(file.hostBuildId()?.bytes ?? new Uint8Array()),
    'GNU ABI tag': tag?.version ?? '',
  };
}

function pe(file: PeFile): Record<string, Written | readonly Written[]> {
  const { header, optional } = file;
  const sections = file.sectionHeaders();
  const imports = file.imports();
  const needs = file.needs();
  return {
    Machine: header.Machine,
    NumberOfSections: header.NumberOfSections,
    TimeDateStamp: header.TimeDateStamp,
    PointerToSymbolTable: header.PointerToSymbolTable,
    NumberOfSymbols: header.NumberOfSymbols,
    Characteristics: header.Characteristics,
    Magic: optional.Magic,
    AddressOfEntryPoint: optional.AddressOfEntryPoint,
    BaseOfCode: optional.BaseOfCode,
    ImageBase: optional.ImageBase,
    SectionAlignment: optional.SectionAlignment,
    FileAlignment: optional.FileAlignment,
    OperatingSystemVersion: `${optional.MajorOperatingSystemVersion}.${optional.MinorOperatingSystemVersion}`,
    SubsystemVersion: `${optional.MajorSubsystemVersion}.${optional.MinorSubsystemVersion}`,
    SizeOfImage: optional.SizeOfImage,
    SizeOfHeaders: optional.SizeOfHeaders,
    CheckSum: optional.CheckSum,
    Subsystem: optional.Subsystem,
    DllCharacteristics: optional.DllCharacteristics,
    SizeOfStackReserve: optional.SizeOfStackReserve,
    NumberOfRvaAndSizes: optional.NumberOfRvaAndSizes,
    'section names': sections.map(({ name }) => name),
    'section addresses': sections.map(({ VirtualAddress }) => VirtualAddress),
    'section memory sizes': sections.map(({ VirtualSize }) => VirtualSize),
    'section offsets': sections.map(({ PointerToRawData }) => PointerToRawData),
    'section file sizes': sections.map(({ SizeOfRawData }) => SizeOfRawData),
    'section flags': sections.map(({ Characteristics }) => Characteristics),
    libraries: file.libraries(),
    imports: imports.map(({ name, library }) => `${library} ${name}`).sort(),
    'delayed libraries': needs.filter(({ isOptional }) => isOptional).map(({ library }) => library),
    exports: file
      .exports()
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('ordinal '))
      .sort(),
    Authenticode: isOn(file, 'Authenticode'),
    ASLR: isOn(file, 'ASLR'),
    // LIEF reads the flag of libraries too, where it has no effect.
    NX: (optional.DllCharacteristics & 0x100) !== 0,
  };
}

function macho(file: MachoFile): Record<string, Written | readonly Written[]> {
  const { header } = file;
  const segments = file.segmentCommands();
  const sections = file.sectionHeaders();
  const signature = file.codeSignatureRange();
  return {
    cputype: header.cputype,
    cpusubtype: header.cpusubtype,
    filetype: header.filetype,
    flags: header.flags,
    ncmds: header.ncmds,
    sizeofcmds: header.sizeofcmds,
    'load commands': file.commands.map(({ kind }) => kind),
    'load command sizes': file.commands.map(({ size }) => size),
    'segment names': segments.map(({ segname }) => segname),
    'segment addresses': segments.map(({ vmaddr }) => vmaddr),
    'segment memory sizes': segments.map(({ vmsize }) => vmsize),
    'segment offsets': segments.map(({ fileoff }) => fileoff),
    'segment file sizes': segments.map(({ filesize }) => filesize),
    'segment permissions': segments.map(({ initprot }) => initprot),
    'section names': sections.map(({ segname, sectname }) => `${segname},${sectname}`),
    'section addresses': sections.map(({ addr }) => addr),
    'section sizes': sections.map(({ size }) => size),
    'section offsets': sections.map(({ offset }) => offset),
    libraries: file.libraries(),
    'library versions': file
      .needs()
      .map(({ versions }) => [...(versions[0] ?? '0.0').split('.'), '0'].slice(0, 3).join('.')),
    'dynamic linker': file.interpreter(),
    UUID: hex(file.hostBuildId()?.bytes ?? new Uint8Array()),
    minimum: file.minimumOs() && `${file.minimumOs().replace(/^.* /, '')}.0`.split('.').slice(0, 3).join('.'),
    signature: signature ? `${signature.offset} ${signature.size}` : '',
    entry: header.filetype === 2 ? (file.entry ?? '') : '',
    PIE: isOn(file, 'PIE'),
    'NX heap': isOn(file, 'NX heap'),
    imports: [...new Set(file.imports().map(({ name }) => name))].sort(),
    exports: [...new Set(file.exports().map(({ name }) => name))].sort(),
  };
}
