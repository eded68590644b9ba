// Finds the system that an ELF file is for, in every mark there is: notes, EI_OSABI, segments, loader, C library.
// Notes: the generic ABI leaves types to their owners; GNU's is in glibc's elf.h (NT_GNU_ABI_TAG), the others in each system's headers.
import type { Evidence, SystemMark } from '../../program-facts.ts';
import { elfAbis } from './layout.ts';
import type { ElfFile } from './file.ts';
import { gnuAbiNote, noteSystem, type ElfNote } from './notes.ts';

const gnuSystems = ['linux', 'hurd', 'solaris', 'kfreebsd', 'netbsd', 'syllable'];
const EI_OSABI = 7;

const abiSystems: ReadonlyMap<number, string> = new Map([
  [1, 'hpux'],
  [2, 'netbsd'],
  [3, 'linux'],
  [6, 'solaris'],
  [7, 'aix'],
  [8, 'irix'],
  [9, 'freebsd'],
  [10, 'tru64'],
  [12, 'openbsd'],
]);

// Each tells one system only.
const segmentSystems: readonly (readonly [first: number, last: number, os: string])[] = [
  [0x65a3dbe5, 0x65a3dbe9, 'openbsd'],
  [0x6ffffffa, 0x6ffffffb, 'solaris'],
];

/** The loaders of systems: the path tells, and for some the processor too. */
const loaders: readonly (readonly [path: RegExp, os: string])[] = [
  [/^\/system\/runtime_loader/, 'haiku'],
  [/^\/(system|apex\/com\.android\.runtime)\/bin\/linker(_asan)?(64)?$/, 'android'],
  [/^\/libexec\/ld-elf(32)?\.so\.1$/, 'freebsd'],
  [/^\/(usr\/)?libexec\/ld-elf\.so\.2$/, 'dragonfly'],
  [/^\/(usr\/)?libexec\/ld\.elf_so/, 'netbsd'],
  [/^\/usr\/libexec\/ld\.so$/, 'openbsd'],
  [/^\/(usr\/)?lib\/(amd64|64|sparcv9)\/ld\.so\.1$/, 'solaris'],
  [/^\/usr\/lib\/ld\.so\.1$/, 'solaris'],
  [/^\/lib\/ld-x86-64\.so\.1$/, 'hurd'],
  [/^\/(usr\/)?lib\/ldqnx/, 'qnx'],
  [/^\/lib(32|64|x32|o32)?\/ld-(linux|musl|uClibc)/, 'linux'],
  [/^\/lib(32|64)?\/ld64(-uClibc)?\.so/, 'linux'],
  [/^\/lib\/klibc-/, 'linux'],
];

/** `/lib/ld.so.1` is the loader of several systems, each on processors of its own. */
const plainLoader: ReadonlyMap<number, string> = new Map([
  [2, 'solaris'],
  [3, 'hurd'],
  [8, 'linux'],
  [18, 'solaris'],
  [20, 'linux'],
  [22, 'linux'],
]);

/** The C library, for files without a loader. Android's has no number. */
const libraries: readonly (readonly [name: RegExp, os: string])[] = [
  [/^libc\.so\.6(\.1)?$|^libc\.musl-|^ld-(linux|musl)/, 'linux'],
  [/^libc\.so\.7$/, 'freebsd'],
  [/^libc\.so\.8$/, 'dragonfly'],
  [/^libc\.so\.12$/, 'netbsd'],
  [/^libc\.so\.\d+\.\d+$/, 'openbsd'],
  [/^libc\.so\.1$|^libsocket\.so\.1$/, 'solaris'],
  [/^libroot\.so$/, 'haiku'],
  [/^liblog\.so$|^libandroid\.so$/, 'android'],
];

/** systemMarks lists what tells the system, the most reliable first. */
export function systemMarks(file: ElfFile): SystemMark[] {
  const notes = file.notes().flatMap((note) => noteMark(file, note));
  const abi = abiSystems.get(file.header.EI_OSABI);
  return [
    ...notes,
    ...(abi && file.header.e_machine !== 247 ? [mark(abi, abiEvidence(file))] : []),
    ...segmentMarks(file),
    ...loaderMark(file),
    ...libraryMark(file),
  ];
}

function mark(os: string, evidence: Evidence, version = ''): SystemMark {
  return { os, version, evidence };
}

function abiEvidence(file: ElfFile): Evidence {
  const value = elfAbis[file.header.EI_OSABI] ?? '';
  return { field: 'EI_OSABI', value, offset: EI_OSABI, size: 1, isField: true };
}

function noteMark(file: ElfFile, note: ElfNote): SystemMark[] {
  const found = noteOs(file, note);
  if (!found) return [];
  const [os, version] = found;
  const value = [os, version].filter(Boolean).join(' ');
  const { offset, description } = note;
  const field = `${note.owner} note ${note.type}`;
  return [mark(os, { field, value, offset, size: description.length, isField: false }, version)];
}

function noteOs(file: ElfFile, note: ElfNote): [os: string, version: string] | undefined {
  const { owner, type, description, offset } = note;
  const number = (index: number) => file.reader.u32(offset + 4 * index, 'n_desc');
  if (owner === 'GNU' && type === gnuAbiNote && description.length >= 16) {
    const os = gnuSystems[number(0)];
    return os === undefined ? undefined : [os, `${number(1)}.${number(2)}.${number(3)}`];
  }
  if (owner === 'Android' && type === 1 && description.length >= 4) return ['android', `API ${number(0)}`];
  if (owner === 'DragonFly' && type === 1 && description.length >= 4)
    return ['dragonfly', dragonFlyVersion(number(0))];
  const bsd = noteSystem(note, file.reader);
  return bsd && [bsd.name.toLowerCase(), bsd.version];
}

// __DragonFly_version: six digits, two for each part (sys/param.h of DragonFly).
function dragonFlyVersion(value: number): string {
  return `${Math.floor(value / 100000)}.${Math.floor(value / 100) % 1000}`;
}

function segmentMarks(file: ElfFile): SystemMark[] {
  return file.segmentHeaders().flatMap(({ p_type }, i) => {
    const found = segmentSystems.find(([first, last]) => p_type >= first && p_type <= last);
    const field = found && file.segmentField(i, 'p_type');
    return found && field ? [mark(found[2], field)] : [];
  });
}

function loaderMark(file: ElfFile): SystemMark[] {
  const path = file.interpreter();
  const isPlain = path === '/lib/ld.so.1' || path === '/lib64/ld.so.1' || path === '/lib32/ld.so.1';
  const os = isPlain
    ? plainLoader.get(file.header.e_machine)
    : loaders.find(([pattern]) => pattern.test(path))?.[1];
  return os === undefined ? [] : file.evidence('interpreter').map((evidence) => mark(os, evidence));
}

function libraryMark(file: ElfFile): SystemMark[] {
  for (const { library, evidence } of file.neededLibraries()) {
    const os = libraries.find(([pattern]) => pattern.test(library))?.[1];
    if (os !== undefined) return [mark(os, evidence)];
  }
  return [];
}
