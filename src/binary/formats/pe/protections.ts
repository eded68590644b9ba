// How a PE file is hardened, as its optional header tells.
import type { Protection } from '../../binary-file.ts';
import type { PeFile } from './file.ts';

const certificateTable = 4;

/** peProtections lists what the flags say, as far as they have an effect on such a file. */
export function peProtections(file: PeFile): Protection[] {
  const { DllCharacteristics } = file.optional;
  const isProgram = file.kind === 'executable' || file.kind === 'pie executable';
  const flag = (name: string, bit: number, evidence: string, isMeant = true): Protection => ({
    name,
    state: !isMeant ? 'absent' : DllCharacteristics & bit ? 'on' : 'off',
    evidence,
  });
  return [
    flag('ASLR', 0x40, 'DYNAMIC_BASE'),
    flag('64-bit ASLR', 0x20, 'HIGH_ENTROPY_VA', file.class === 64),
    // The program decides for all that it loads.
    flag('NX', 0x100, 'NX_COMPAT', file.kind !== 'shared library'),
    flag('Control flow guard', 0x4000, 'GUARD_CF'),
    flag('Terminal server aware', 0x8000, 'TERMINAL_SERVER_AWARE', isProgram),
    {
      name: 'Authenticode',
      state: file.directory(certificateTable) ? 'on' : 'off',
      evidence: 'Certificate table',
    },
  ];
}
