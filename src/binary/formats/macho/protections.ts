// How a Mach-O file is hardened, as its header and load commands tell.
import type { Protection } from '../../binary-file.ts';
import type { MachoFile } from './file.ts';

const MH_PIE = 0x200000;
const MH_ALLOW_STACK_EXECUTION = 0x20000;
const MH_NO_HEAP_EXECUTION = 0x1000000;

/** machoProtections lists the properties that macOS goes by. */
export function machoProtections(file: MachoFile): Protection[] {
  const { flags } = file.header;
  const heap = flags & MH_NO_HEAP_EXECUTION || file.machine.goarch === 'arm64';
  const constant = file.segmentCommands().some((each) => each.segname === '__DATA_CONST');
  return [
    { name: 'PIE', state: flags & MH_PIE ? 'on' : 'off', evidence: 'MH_PIE' },
    {
      name: 'NX stack',
      state: flags & MH_ALLOW_STACK_EXECUTION ? 'off' : 'on',
      evidence: 'MH_ALLOW_STACK_EXECUTION',
    },
    { name: 'NX heap', state: heap ? 'on' : 'off', evidence: 'MH_NO_HEAP_EXECUTION; always on arm64' },
    { name: 'Read-only data', state: constant ? 'on' : 'off', evidence: '__DATA_CONST' },
    {
      name: 'Code signature',
      state: file.codeSignatureRange() ? 'on' : 'off',
      evidence: 'LC_CODE_SIGNATURE',
    },
  ];
}
