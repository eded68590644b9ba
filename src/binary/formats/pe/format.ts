// PE: the programs of Windows.
import { beginsWith, type BinaryFormat } from '../../binary-format.ts';
import { PeFile } from './file.ts';
import { dosHeader, peMachines, peSpecification, peSubsystems } from './layout.ts';

export const pe: BinaryFormat<PeFile> = {
  id: 'pe',
  name: 'PE',
  specification: peSpecification,
  accepts: beginsWith('MZ'),
  open: (bytes) => new PeFile(bytes),
  describe: (file) => {
    const { Machine, NumberOfSections, Characteristics } = file.header;
    const machine = peMachines[Machine]?.fileName ?? `unknown processor type 0x${Machine.toString(16)}`;
    const subsystem = peSubsystems[file.optional.Subsystem] ?? `0x${file.optional.Subsystem.toString(16)}`;
    const stripped = Characteristics & 0x200 ? ' (stripped to external PDB)' : '';
    const kind = `${file.class === 64 ? 'PE32+' : 'PE32'} executable${file.isDll() ? ' (DLL)' : ''} (${subsystem})`;
    return `${kind} ${machine}${stripped}, for MS Windows, ${NumberOfSections} sections`;
  },
  firstHeader: () => ({ name: 'DOS header', layout: dosHeader, byteOrder: 'little' }),
};
