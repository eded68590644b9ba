// Describes an ELF file in one line, in the words of file(1).
// The order and the wording are those of file's magic/Magdir/elf and src/readelf.c.
import { hex, textOf } from '../../read/byte-reader.ts';
import { elfAbis, elfMachines } from './layout.ts';
import { gnuAbiNote, gnuBuildIdNote, goBuildIdNote, noteSystem, type ElfNote } from './notes.ts';
import type { ElfFile } from './file.ts';

/** describeElf returns the line that file(1) prints for an ELF file. */
export function describeElf(file: ElfFile): string {
  const order = file.byteOrder === 'little' ? 'LSB' : 'MSB';
  const parts = [
    `ELF ${file.class}-bit ${order} ${kindName(file)}`,
    elfMachines[file.header.e_machine]?.fileName ?? `*unknown arch 0x${file.header.e_machine.toString(16)}*`,
    ...machineDetails(file),
  ];
  const abi = `version ${file.header.e_version} (${elfAbis[file.header.EI_OSABI] ?? file.header.EI_OSABI})`;
  return parts.join(', ') + versionSeparator(file) + abi + linkage(file) + notes(file) + symbols(file);
}

// file prints "EABI5 version 1" and "MIPS32 version 1" without a comma between.
function versionSeparator(file: ElfFile): string {
  return ['mips', 'arm'].includes(family(file)) && machineDetails(file).length > 0 ? ' ' : ', ';
}

function kindName(file: ElfFile): string {
  switch (file.header.e_type) {
    case 1:
      return 'relocatable';
    case 2:
      return 'executable';
    case 3:
      return file.isPie() || file.kind === 'pie executable' ? 'pie executable' : 'shared object';
    case 4:
      return 'core file';
    default:
      return 'no file type';
  }
}

function family(file: ElfFile): string {
  const goarch = file.machine.goarch ?? '';
  return /^(mips|ppc64|riscv|arm$)/.exec(goarch)?.[0] ?? '';
}

function machineDetails(file: ElfFile): string[] {
  const flags = file.header.e_flags;
  switch (family(file)) {
    case 'arm':
      return flags >>> 24 === 0 ? [] : [`EABI${flags >>> 24}`];
    case 'mips':
      return mipsLevels[flags >>> 28] ? [mipsLevels[flags >>> 28] ?? ''] : [];
    case 'ppc64':
      return powerAbis[flags & 3] ? [powerAbis[flags & 3] ?? ''] : [];
    case 'riscv':
      return [...(flags & 1 ? ['RVC'] : []), floatAbis[(flags >> 1) & 3] ?? ''];
    default:
      return [];
  }
}

const DT_FLAGS_1 = 0x6ffffffbn;

const mipsLevels = [
  'MIPS-I',
  'MIPS-II',
  'MIPS-III',
  'MIPS-IV',
  'MIPS-V',
  'MIPS32',
  'MIPS64',
  'MIPS32 rel2',
  'MIPS64 rel2',
  'MIPS32 rel6',
  'MIPS64 rel6',
];
const powerAbis = ['Unspecified or Power ELF V1 ABI', 'Power ELF V1 ABI', 'OpenPOWER ELF V2 ABI'];
const floatAbis = ['soft-float ABI', 'single-float ABI', 'double-float ABI', 'quad-float ABI'];

function linkage(file: ElfFile): string {
  if (file.header.e_type === 1) return '';
  const dynamic = file.dynamic().length > 0;
  const loader = file.interpreter();
  // file takes any DT_FLAGS_1 for the mark of a program, so that musl's libc, which needs nothing, is one too.
  const hasFlags = file.dynamic().some((entry) => entry.d_tag === DT_FLAGS_1);
  const isStaticPie = hasFlags && loader === '' && file.libraries().length === 0;
  const style = isStaticPie ? 'static-pie' : dynamic ? 'dynamically' : 'statically';
  return `, ${style} linked${loader ? `, interpreter ${loader}` : ''}`;
}

function notes(file: ElfFile): string {
  let isKnown = false;
  let hasStyle = false;
  const parts = file.notes().map((note) => {
    // file tells the style of FreeBSD at its second note.
    const isFurther = note.owner === 'FreeBSD' && isKnown && !hasStyle;
    if (isFurther) hasStyle = true;
    if (note.owner === 'FreeBSD') isKnown = true;
    return describeNote(file, note) + (isFurther ? ', FreeBSD-style' : '');
  });
  return parts.join('');
}

function describeNote(file: ElfFile, note: ElfNote): string {
  if (note.owner === 'Go' && note.type === goBuildIdNote) return `, Go BuildID=${textOf(note.description)}`;
  if (note.owner === 'GNU' && note.type === gnuBuildIdNote) {
    const kind = { 8: 'xxHash', 16: 'md5/uuid', 20: 'sha1' }[note.description.length];
    return kind ? `, BuildID[${kind}]=${hex(note.description)}` : '';
  }
  if (note.owner === 'GNU' && note.type === gnuAbiNote && note.description.length >= 16)
    return gnuSystem(file, note.offset);
  const system = noteSystem(note, file.reader);
  if (!system) return '';
  return `, for ${system.name}${system.version ? ` ${system.version}` : ''}`;
}

const gnuSystems = ['GNU/Linux', 'Hurd', 'Solaris', 'kFreeBSD', 'kNetBSD'];

function gnuSystem(file: ElfFile, offset: number): string {
  const [os = 0, ...version] = [0, 4, 8, 12].map((at) => file.reader.u32(offset + at, 'n_desc'));
  return `, for ${gnuSystems[os] ?? '<unknown>'} ${version.join('.')}`;
}

function symbols(file: ElfFile): string {
  if (file.sectionHeaders().length === 0) return ', no section header';
  const hasDebugging = file.sectionHeaders().some((header) => header.name === '.debug_info');
  return `${hasDebugging ? ', with debug_info' : ''}, ${file.isStripped() ? 'stripped' : 'not stripped'}`;
}
