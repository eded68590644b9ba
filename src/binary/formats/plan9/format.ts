// Plan 9 a.out: the programs of Plan 9.
import { beginsWith, type BinaryFormat } from '../../binary-format.ts';
import { Plan9File, plan9Header, plan9Specification } from './file.ts';

const machines = new Map([
  ['386', 'Intel 386'],
  ['arm', 'ARM 7-something'],
]);

export const plan9: BinaryFormat<Plan9File> = {
  id: 'plan9',
  name: 'Plan 9 a.out',
  specification: plan9Specification,
  accepts: beginsWith('\0\0\x01\xeb', '\0\0\x06\x47', '\0\0\x8a\x97'),
  open: (bytes) => new Plan9File(bytes),
  // file(1) does not know the magic number of amd64.
  describe: ({ machine: { goarch = '' } }) => `Plan 9 executable, ${machines.get(goarch) ?? goarch}`,
  firstHeader: () => ({ name: 'a.out header', layout: plan9Header, byteOrder: 'big' }),
};
