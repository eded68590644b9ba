// ELF: the programs of Linux, Android, the BSDs, Solaris and illumos.
import { beginsWith, type BinaryFormat } from '../../binary-format.ts';
import { describeElf } from './describe.ts';
import { ElfFile } from './file.ts';
import { elfHeader, elfSpecification } from './layout.ts';

export const elf: BinaryFormat<ElfFile> = {
  id: 'elf',
  name: 'ELF',
  specification: elfSpecification,
  accepts: beginsWith('\x7fELF'),
  open: (bytes) => new ElfFile(bytes),
  describe: describeElf,
  firstHeader: (bytes) => ({
    name: 'ELF header',
    layout: elfHeader,
    byteOrder: bytes[5] === 2 ? 'big' : 'little',
    wordSize: bytes[4] === 1 ? 4 : 8,
  }),
};
