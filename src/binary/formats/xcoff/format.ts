// XCOFF: the programs of AIX.
import { beginsWith, type BinaryFormat } from '../../binary-format.ts';
import { XcoffFile } from './file.ts';
import { xcoffHeader32, xcoffHeader64, xcoffSpecification } from './layout.ts';

export const xcoff: BinaryFormat<XcoffFile> = {
  id: 'xcoff',
  name: 'XCOFF',
  specification: xcoffSpecification,
  accepts: beginsWith('\x01\xdf', '\x01\xf7'),
  open: (bytes) => new XcoffFile(bytes),
  // file(1) says "not stripped" of exactly the stripped files.
  describe: (file) => {
    const is64 = '64-bit XCOFF executable or object module';
    const kind = file.class === 64 ? is64 : 'executable (RISC System/6000 V3.1) or obj module';
    return `${kind} ${file.isStripped() ? 'stripped' : 'not stripped'}`;
  },
  firstHeader: (bytes) => ({
    name: 'File header',
    layout: bytes[1] === 0xf7 ? xcoffHeader64 : xcoffHeader32,
    byteOrder: 'big',
    wordSize: bytes[1] === 0xf7 ? 8 : 4,
  }),
};
