// Describes a thin Mach-O file in one line, in the words of file(1).
import type { MachoFile } from './file.ts';
import { machoFlags, machoTypes } from './layout.ts';

/** describeMacho returns the line that file(1) prints for a thin Mach-O file. */
export function describeMacho(file: MachoFile): string {
  const { filetype, flags } = file.header;
  const type = machoTypes[filetype] ?? `filetype=${filetype}`;
  const width = file.class === 64 ? '64-bit ' : '';
  return `Mach-O ${width}${file.machine.name} ${type}${flags ? `, flags:<${machoFlagNames(flags)}>` : ''}`;
}

// file writes the bar as part of every name but the first of its list.
function machoFlagNames(flags: number): string {
  return Object.entries(machoFlags)
    .filter(([bit]) => (flags & Number(bit)) !== 0)
    .map(([, name]) => (name === 'NOUNDEFS' ? name : `|${name}`))
    .join('');
}
