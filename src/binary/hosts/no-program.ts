// What no system starts as a program, and what is worth telling of programs besides the verdict.
import type { Kind } from '../binary-file.ts';
import type { Executable, Host } from './executable.ts';
import type { PlainCode } from './told.ts';
import { no, type Finding, type Judgement } from './verdict.ts';

const noPrograms: Readonly<Partial<Record<Kind, PlainCode>>> = {
  object: 'no_program_object',
  archive: 'no_program_archive',
  core: 'no_program_core',
  'shared library': 'no_program_library',
  bundle: 'no_program_bundle',
  kernel: 'no_program_kernel',
  'kernel module': 'no_program_kernel_module',
  driver: 'no_program_driver',
  'EFI program': 'no_program_efi',
  'EFI driver': 'no_program_efi_driver',
  'boot program': 'no_program_boot',
  'debugging information': 'no_program_debugging',
};

/** noProgram answers for what is no program of its own, whatever the host. */
export function noProgram({ kind, format, goos }: Executable, host: Host): Judgement | undefined {
  const code = noPrograms[kind];
  if (code) return no({ code }, kind === 'EFI program' ? ['kind', 'subsystem'] : ['kind']);
  if (kind !== 'other') return undefined;
  // A module may have any exports; there is nothing to start.
  if (format === 'WebAssembly') return no({ code: 'no_program_module' }, ['kind']);
  return goos === host.goos ? undefined : no({ code: 'no_program_other' }, ['kind']);
}

/** notesOf tells what is good to know of a program on a host. */
export function notesOf({ subsystem, packed, kind }: Executable, host: Host): Finding[] {
  const notes: Finding[] = [];
  const isProgram = kind === 'executable' || kind === 'pie executable';
  if (isProgram && host.goos === 'windows' && subsystem === 'GUI')
    notes.push({ told: { code: 'note_gui' }, basis: ['subsystem'] });
  if (packed) notes.push({ told: { code: 'note_packed' }, basis: ['packed'] });
  return notes;
}
