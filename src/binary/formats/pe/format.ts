// PE: the programs of Windows.
import { beginsWith, type BinaryFormat } from '../../binary-format.ts';
import { PeFile } from './file.ts';
import { dosHeader, peMachines, peSpecification } from './layout.ts';

export const pe: BinaryFormat<PeFile> = {
  id: 'pe',
  name: 'PE',
  specification: peSpecification,
  accepts: beginsWith('MZ'),
  open: (bytes) => new PeFile(bytes),
  describe: (file) => {
    const { Machine, NumberOfSections, Characteristics } = file.header;
    const machine = peMachines[Machine]?.fileName ?? `unknown processor type 0x${Machine.toString(16)}`;
    const stripped = Characteristics & 0x200 ? ' (stripped to external PDB)' : '';
    // file looks for the name where PE32 has its first section header, so in PE32+ it finds none.
    const isUpx = file.class === 32 && file.sectionHeaders()[0]?.name === 'UPX0';
    const upx = isUpx ? ', UPX compressed' : '';
    const assembly = file.dotNet() ? ' Mono/.Net assembly' : '';
    const kind = `${file.class === 64 ? 'PE32+' : 'PE32'} executable${file.isDll() ? ' (DLL)' : ''} (${file.subsystem()})`;
    return `${kind} ${machine}${stripped}${assembly}, for MS Windows${upx}, ${NumberOfSections} sections`;
  },
  firstHeader: () => ({ name: 'DOS header', layout: dosHeader, byteOrder: 'little' }),
};
