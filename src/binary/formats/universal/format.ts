// Universal Mach-O: several programs for one processor each in one file.
import { beginsWith, type BinaryFormat } from '../../binary-format.ts';
import { describeMacho } from '../macho/describe.ts';
import { fatHeader, machoSpecification } from '../macho/layout.ts';
import { maxSlices, UniversalFile } from './file.ts';

const hasMagic = beginsWith('\xca\xfe\xba\xbe\0\0\0', '\xca\xfe\xba\xbf\0\0\0');

export const universal: BinaryFormat<UniversalFile> = {
  id: 'universal',
  name: 'Mach-O universal',
  specification: machoSpecification,
  // 0xcafebabe is the magic number of Java classes too.
  accepts: (bytes) => hasMagic(bytes) && (bytes[7] ?? 0) <= maxSlices,
  open: (bytes) => new UniversalFile(bytes),
  describe: (file) => {
    const slices = file.slices();
    const list = slices.map((slice) => `[${slice.machine.name}:${describeMacho(slice)}]`).join(' ');
    return `Mach-O universal binary with ${slices.length} architecture${slices.length === 1 ? '' : 's'}: ${list}`;
  },
  firstHeader: () => ({ name: 'Universal header', layout: fatHeader, byteOrder: 'big' }),
};
