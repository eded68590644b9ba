// Names the processor of an ELF file as Go does: the machine's number alone does not tell.
// The names without a port are those that Go reserves (internal/syslist), or the ABI's own.
import { elfMachines } from './layout.ts';
import type { ElfTables } from './tables.ts';

const EF_MIPS_ABI2 = 0x20;

/** goarchOf is Go's name for the processor and its ABI; undefined when it has none. */
export function goarchOf({ header, class: width, byteOrder }: ElfTables): string | undefined {
  const isLittle = byteOrder === 'little';
  switch (header.e_machine) {
    case 8: {
      const is64 = width === 64 || (header.e_flags & EF_MIPS_ABI2) !== 0;
      return `mips${is64 ? '64' : ''}${width === 32 && is64 ? 'p32' : ''}${isLittle ? 'le' : ''}`;
    }
    case 20:
      return 'ppc';
    case 21:
      return isLittle ? 'ppc64le' : 'ppc64';
    case 22:
      return width === 64 ? 's390x' : 's390';
    case 40:
      return isLittle ? 'arm' : 'armbe';
    case 62:
      return width === 64 ? 'amd64' : 'amd64p32';
    case 183:
      return width === 32 ? 'arm64p32' : isLittle ? 'arm64' : 'arm64be';
    case 243:
      return width === 64 ? 'riscv64' : 'riscv';
    case 258:
      return width === 64 ? 'loong64' : 'loong';
    default:
      return elfMachines[header.e_machine]?.goarch;
  }
}
