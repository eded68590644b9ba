// The export table of PE files.
// https://learn.microsoft.com/windows/win32/debug/pe-format#the-edata-section-image-only
import type { Export } from '../../binary-file.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { readStruct } from '../../read/layout.ts';
import type { PeFile } from './file.ts';
import { exportDirectory } from './layout.ts';

const exportTable = 0;
// The loader's hints and ordinals have 16 bits.
const most = 65536;

/** readPeExports lists the exported names with their ordinals; what has no name is named by its ordinal. */
export function readPeExports(file: PeFile): Export[] {
  const directory = file.directory(exportTable);
  if (!directory) return [];
  const table = file.mapped(directory.VirtualAddress, 'export table');
  const { Base, NumberOfFunctions, NumberOfNames, ...tables } = readStruct(table, exportDirectory, 0);
  if (NumberOfFunctions > most || NumberOfNames > most)
    throw new InspectError('NumberOfFunctions', directory.VirtualAddress, {
      code: 'at most',
      most,
      of: 'entries',
    });
  if (NumberOfFunctions === 0) return [];
  const addresses = file.mapped(tables.AddressOfFunctions, 'AddressOfFunctions');
  const names = namesByOrdinal(file, NumberOfNames, tables);
  const found: Export[] = [];
  for (let i = 0; i < NumberOfFunctions; i++) {
    const address = addresses.u32(4 * i, 'AddressOfFunctions');
    if (address === 0) continue;
    const ordinal = Base + i;
    const forwarder = address - directory.VirtualAddress;
    const isForwarded = forwarder >= 0 && forwarder < directory.Size;
    const kind = isForwarded ? `forwarded to ${file.textAt(address)}` : `ordinal ${ordinal}`;
    for (const name of names.get(i) ?? [`ordinal ${ordinal}`]) found.push({ name, kind });
  }
  return found;
}

function namesByOrdinal(
  file: PeFile,
  count: number,
  tables: { readonly AddressOfNames: number; readonly AddressOfNameOrdinals: number },
): Map<number, string[]> {
  const found = new Map<number, string[]>();
  if (count === 0) return found;
  const names = file.mapped(tables.AddressOfNames, 'AddressOfNames');
  const ordinals = file.mapped(tables.AddressOfNameOrdinals, 'AddressOfNameOrdinals');
  for (let i = 0; i < count; i++) {
    const index = ordinals.u16(2 * i, 'AddressOfNameOrdinals');
    const name = file.textAt(names.u32(4 * i, 'AddressOfNames'));
    found.set(index, [...(found.get(index) ?? []), name]);
  }
  return found;
}
