// Tells what an ELF file is for: e_type does not tell programs from libraries, nor either from kernels.
import type { Kind } from '../../binary-file.ts';
import type { ElfFile } from './file.ts';

const ET_REL = 1;
const ET_EXEC = 2;
const ET_DYN = 3;
const ET_CORE = 4;
const DT_SONAME = 14n;
const SHT_NOBITS = 8;

/** elfKind tells what a file is for. */
export function elfKind(file: ElfFile): Kind {
  switch (file.header.e_type) {
    case ET_REL:
      return file.hasSection('.modinfo') ? 'kernel module' : 'object';
    case ET_EXEC:
      return isKernel(file) ? 'kernel' : isOnlyDebugging(file) ? 'debugging information' : 'executable';
    case ET_DYN:
      return dynamicKind(file);
    case ET_CORE:
      return 'core';
    default:
      return 'other';
  }
}

/**
 * Linkers set DF_1_PIE since 2018. Before that, a program was what asks for a loader and has no name as a library: libc
 * has a loader too, and a name. And what has an entry but nothing for a loader to do starts by itself: static programs
 * that relocate themselves, and packed ones, which have lost their dynamic section.
 */
function dynamicKind(file: ElfFile): Kind {
  // What becomes an EFI program has the section of Secure Boot already.
  if (file.hasSection('.sbat')) return 'EFI program';
  if (isKernel(file)) return 'kernel';
  if (isOnlyDebugging(file)) return 'debugging information';
  if (file.isPie()) return 'pie executable';
  if (file.interpreter() !== '' && !file.dynamic().some((entry) => entry.d_tag === DT_SONAME))
    return 'pie executable';
  const startsByItself = file.header.e_entry !== 0n && file.dynamic().length === 0;
  return startsByItself ? 'pie executable' : 'shared library';
}

/** Kernels lie in the half of the addresses that no program has; FreeBSD's asks for a loader that is none. */
function isKernel(file: ElfFile): boolean {
  if (file.interpreter() === '/red/herring') return true;
  if (file.interpreter() !== '') return false;
  const half = file.class === 64 ? 1n << 63n : 0xc0000000n;
  const { e_entry } = file.header;
  const isHigh = file.segments().some((each) => each.address >= half && each.fileSize > 0);
  const hasTables =
    file.hasSection('__ksymtab') || file.hasSection('.init.text') || file.hasSection('__ex_table');
  return hasTables || (file.class === 64 && isHigh && (e_entry >= half || e_entry < 0x10000000n));
}

/** What `objcopy --only-keep-debug` leaves: headers of a program whose code is not in the file. */
function isOnlyDebugging(file: ElfFile): boolean {
  const text = file.sectionHeaders().find((header) => header.name === '.text');
  return text?.sh_type === SHT_NOBITS && text.sh_size > 0n;
}
