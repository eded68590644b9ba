// The import table of PE files.
// https://learn.microsoft.com/windows/win32/debug/pe-format#the-idata-section
import type { Import } from '../../binary-file.ts';
import { untilZero, ByteReader } from '../../read/byte-reader.ts';
import { importDirectory } from './layout.ts';
import type { PeFile } from './file.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { layoutSize, readStruct } from '../../read/layout.ts';

const importTable = 1;
// The longest export name Windows tools write is 4096 characters.
const longestName = 4096;
// No program imports more; a table that repeats itself through hostile pointers does.
const maxImports = 20_000;

/** readPeImports lists the imported functions with their library; those without a name are "ordinal n". */
export function readPeImports(file: PeFile): Import[] {
  const directory = file.directory(importTable);
  if (!directory) return [];
  const table = mapped(file, directory.VirtualAddress, 'import table');
  const imports: Import[] = [];
  const size = layoutSize(importDirectory);
  for (let at = 0; at + size <= table.length; at += size) {
    const entry = readStruct(table, importDirectory, at);
    const lookup = entry.ImportLookupTable || entry.ImportAddressTable;
    if (lookup === 0 || entry.Name === 0) break;
    const library = name(file, entry.Name);
    for (const each of lookups(file, lookup)) {
      if (imports.length >= maxImports)
        throw new InspectError('import table', at, { code: 'at most', most: maxImports, of: 'imports' });
      imports.push({ name: each, library });
    }
  }
  return imports;
}

function* lookups(file: PeFile, address: number): Generator<string> {
  const table = mapped(file, address, 'import lookup table');
  const ordinalBit = file.class === 64 ? 1n << 63n : 1n << 31n;
  const { wordSize } = file.reader;
  for (let at = 0; at + wordSize <= table.length; at += wordSize) {
    const entry = table.word(at, 'import lookup entry');
    if (entry === 0n) return;
    // A hint of two bytes stands before the name.
    yield entry & ordinalBit ? `ordinal ${entry & 0xffffn}` : name(file, Number(entry & 0x7fffffffn) + 2);
  }
}

function mapped(file: PeFile, address: number, field: string): ByteReader {
  const bytes = file.bytesAt(file.optional.ImageBase + BigInt(address));
  if (!bytes) throw new InspectError(field, address, { code: 'section address' });
  return new ByteReader(bytes, 'little', file.reader.wordSize);
}

function name(file: PeFile, address: number): string {
  return untilZero(mapped(file, address, 'import name').bytes.subarray(0, longestName));
}
