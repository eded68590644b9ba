// ar archives: Go packages, Go objects and libraries of the system.
import { beginsWith, type BinaryFormat } from '../../binary-format.ts';
import { ArFile, arHeader, arSpecification } from './file.ts';

export const ar: BinaryFormat<ArFile> = {
  id: 'ar',
  name: 'archive',
  specification: arSpecification,
  accepts: beginsWith('!<arch>\n'),
  open: (bytes) => new ArFile(bytes),
  describe: (file) => {
    const object = file.goObject();
    const found = object ? `, Go object ${object.goos}/${object.goarch}, ${object.goVersion}` : '';
    return `current ar archive${found}`;
  },
  firstHeader: () => ({ name: 'Archive header', layout: arHeader, byteOrder: 'little' }),
};
