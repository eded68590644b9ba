// Mach-O: the programs of macOS and iOS, for one processor each.
import type { BinaryFormat } from '../../binary-format.ts';
import { machoMagic } from './commands.ts';
import { describeMacho } from './describe.ts';
import { MachoFile } from './file.ts';
import { machoHeader, machoHeader64, machoSpecification } from './layout.ts';

export const macho: BinaryFormat<MachoFile> = {
  id: 'macho',
  name: 'Mach-O',
  specification: machoSpecification,
  accepts: (bytes) => machoMagic(bytes) !== undefined,
  open: (bytes) => new MachoFile(bytes),
  describe: describeMacho,
  firstHeader: (bytes) => {
    const { byteOrder, wordSize } = machoMagic(bytes) ?? { byteOrder: 'little', wordSize: 8 };
    return {
      name: 'Mach-O header',
      layout: wordSize === 8 ? machoHeader64 : machoHeader,
      byteOrder,
      wordSize,
    };
  },
};
