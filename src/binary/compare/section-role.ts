// What sections of different formats have in common: the same content under another name.
import { byName } from '../read/by-name.ts';

// XCOFF has names of eight characters at most, Plan 9 and WebAssembly words of their own.
const roles = byName({
  code: 'text',
  rdata: 'rodata',
  const: 'rodata',
  syms: 'symtab',
  // What DWARF 5 has put in place of them.
  debug_loclists: 'debug_loc',
  debug_rnglists: 'debug_ranges',
  dwabrev: 'debug_abbrev',
  dwarnge: 'debug_aranges',
  dwframe: 'debug_frame',
  dwinfo: 'debug_info',
  dwline: 'debug_line',
  dwloc: 'debug_loc',
  dwrnges: 'debug_ranges',
  dwstr: 'debug_str',
});

/** sectionRole names what a section holds, the same in every format and packed or not: .text, __text and code are text. */
export function sectionRole(name: string): string {
  const plain = name
    .replace(/^(?:\.|__)/, '')
    .replace(/^zdebug_/, 'debug_')
    .replace(/^go_/, 'go.');
  return roles.get(plain) ?? plain;
}
