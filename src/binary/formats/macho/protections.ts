// How a Mach-O file is hardened, as its header and load commands tell.
import type { Protection } from '../../binary-file.ts';
import type { MachoFile } from './file.ts';

const MH_EXECUTE = 2;
const MH_OBJECT = 1;
const MH_PIE = 0x200000;
const MH_ALLOW_STACK_EXECUTION = 0x20000;
const MH_NO_HEAP_EXECUTION = 0x1000000;

/** machoProtections lists the properties that macOS goes by. */
export function machoProtections(file: MachoFile): Protection[] {
  const { flags, filetype } = file.header;
  const constant = file.segmentCommands().some((each) => each.segname === '__DATA_CONST');
  const signature = protection(
    'Code signature',
    file.codeSignatureRange() !== undefined,
    'LC_CODE_SIGNATURE',
  );
  if (filetype === MH_OBJECT)
    return ['PIE', 'NX stack', 'NX heap', 'Read-only data', 'Code signature'].map((name) => ({
      name,
      state: 'absent',
      evidence: 'MH_OBJECT',
    }));
  const isProgram = filetype === MH_EXECUTE;
  return [
    isProgram ? protection('PIE', (flags & MH_PIE) !== 0, 'MH_PIE') : absent('PIE', file.kind),
    // The program decides on the stack for all that it loads.
    isProgram
      ? protection('NX stack', (flags & MH_ALLOW_STACK_EXECUTION) === 0, 'MH_ALLOW_STACK_EXECUTION')
      : absent('NX stack', file.kind),
    heap(file),
    protection('Read-only data', constant, '__DATA_CONST'),
    signature,
  ];
}

/** The flag counts for i386 only: on the 64-bit processors the heap can never be executed. */
function heap(file: MachoFile): Protection {
  if (file.machine.goarch !== '386') return protection('NX heap', true, `always on ${file.machine.name}`);
  const isSet = (file.header.flags & MH_NO_HEAP_EXECUTION) !== 0;
  return protection('NX heap', isSet, 'MH_NO_HEAP_EXECUTION');
}

function protection(name: string, on: boolean, evidence: string): Protection {
  return { name, state: on ? 'on' : 'off', evidence };
}

function absent(name: string, evidence: string): Protection {
  return { name, state: 'absent', evidence };
}
