// How an ELF file is hardened.
import type { Protection } from '../../binary-file.ts';
import type { ElfFile } from './file.ts';

const ET_DYN = 3;
const PT_OPENBSD_NOBTCFI = 0x65a3dbe8;
const PT_GNU_STACK = 0x6474e551;
const PT_GNU_RELRO = 0x6474e552;
const DT_BIND_NOW = 24n;
const DT_FLAGS = 30n;
const DT_FLAGS_1 = 0x6ffffffbn;
const DF_BIND_NOW = 8n;
const DF_1_NOW = 1n;
const SHF_EXECINSTR = 4n;

/** elfProtections lists what the header, the segments and the dynamic entries say. */
export function elfProtections(file: ElfFile): Protection[] {
  if (file.segmentHeaders().length === 0) return objectProtections(file);
  const segment = (type: number) => file.segmentHeaders().find((header) => header.p_type === type);
  const stack = segment(PT_GNU_STACK);
  const bindNow =
    file.hasFlag(DT_FLAGS, DF_BIND_NOW) ||
    file.hasFlag(DT_FLAGS_1, DF_1_NOW) ||
    file.dynamic().some((entry) => entry.d_tag === DT_BIND_NOW);
  const isSeparate = file.segments().every((each) => each.permissions !== 'rwx');
  const isProgram = file.kind === 'executable' || file.kind === 'pie executable';
  const protections: Protection[] = [
    isProgram
      ? protection('PIE', file.header.e_type === ET_DYN, `e_type ${file.header.e_type}`)
      : absent('PIE', file.kind),
    protection('NX stack', stack !== undefined && (stack.p_flags & 1) === 0, stackEvidence(stack?.p_flags)),
    protection('W^X', isSeparate, 'no loaded segment is both writable and executable'),
    protection('RELRO', segment(PT_GNU_RELRO) !== undefined, 'PT_GNU_RELRO'),
    file.dynamic().length > 0
      ? protection('BIND_NOW', bindNow, 'DT_FLAGS, DT_FLAGS_1')
      : absent('BIND_NOW', 'no PT_DYNAMIC'),
  ];
  if (file.os !== 'openbsd') return protections;
  return [...protections, protection('BTCFI', !segment(PT_OPENBSD_NOBTCFI), 'PT_OPENBSD_NOBTCFI')];
}

/** An object asks only for the stack that its program will have; the linker decides on all else. */
function objectProtections(file: ElfFile): Protection[] {
  const note = file.sectionHeaders().find((header) => header.name === '.note.GNU-stack');
  const isExecutable = note === undefined || (note.sh_flags & SHF_EXECINSTR) !== 0n;
  const linker = ['PIE', 'W^X', 'RELRO', 'BIND_NOW'].map((name) => absent(name, 'no program headers'));
  return [protection('NX stack', !isExecutable, '.note.GNU-stack'), ...linker];
}

function stackEvidence(flags: number | undefined): string {
  return flags === undefined ? 'no PT_GNU_STACK' : `PT_GNU_STACK ${permissions(flags)}`;
}

function protection(name: string, on: boolean, evidence: string): Protection {
  return { name, state: on ? 'on' : 'off', evidence };
}

function absent(name: string, evidence: string): Protection {
  return { name, state: 'absent', evidence };
}

/** permissions writes p_flags as r, w and x. */
export function permissions(flags: number): string {
  return `${flags & 4 ? 'r' : '-'}${flags & 2 ? 'w' : '-'}${flags & 1 ? 'x' : '-'}`;
}
