// The import table of PE files.
// https://learn.microsoft.com/windows/win32/debug/pe-format#the-idata-section
import type { Import } from '../../binary-file.ts';
import { importDirectory } from './layout.ts';
import type { PeFile } from './file.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { layoutSize, readStruct } from '../../read/layout.ts';

const importTable = 1;
// No program imports more; a table that repeats itself through hostile pointers does.
const maxImports = 20_000;

/** readPeImports lists the imported functions with their library; those without a name are "ordinal n". */
export function readPeImports(file: PeFile): Import[] {
  const directory = file.directory(importTable);
  if (!directory) return [];
  const table = file.mapped(directory.VirtualAddress, 'import table');
  const imports: Import[] = [];
  const size = layoutSize(importDirectory);
  for (let at = 0; at + size <= table.length; at += size) {
    const entry = readStruct(table, importDirectory, at);
    const lookup = entry.ImportLookupTable || entry.ImportAddressTable;
    if (lookup === 0 || entry.Name === 0) break;
    const library = file.textAt(entry.Name);
    for (const each of lookups(file, lookup)) {
      if (imports.length >= maxImports)
        throw new InspectError('import table', at, { code: 'at most', most: maxImports, of: 'imports' });
      imports.push({ name: each, library });
    }
  }
  return imports;
}

function* lookups(file: PeFile, address: number): Generator<string> {
  const table = file.mapped(address, 'import lookup table');
  const ordinalBit = file.class === 64 ? 1n << 63n : 1n << 31n;
  const { wordSize } = file.reader;
  for (let at = 0; at + wordSize <= table.length; at += wordSize) {
    const entry = table.word(at, 'import lookup entry');
    if (entry === 0n) return;
    // A hint of two bytes stands before the name.
    yield entry & ordinalBit ? `ordinal ${entry & 0xffffn}` : file.textAt(Number(entry & 0x7fffffffn) + 2);
  }
}

const delayedTable = 13;
// Eight numbers each; the second is the address of the name.
const delayedEntry = 32;

/** readDelayedLibraries lists the libraries that are loaded when first used. Throws an InspectError. */
export function readDelayedLibraries(file: PeFile): string[] {
  const directory = file.directory(delayedTable);
  if (!directory) return [];
  const table = file.mapped(directory.VirtualAddress, 'delay import table');
  const names: string[] = [];
  for (let at = 0; at + delayedEntry <= Math.min(table.length, directory.Size); at += delayedEntry) {
    const isRelative = (table.u32(at, 'delay import attributes') & 1) !== 0;
    const address = table.u32(at + 4, 'delay import name');
    if (address === 0) break;
    // Before Visual C++ 7 the addresses were absolute.
    names.push(file.textAt(isRelative ? address : address - Number(file.optional.ImageBase)));
  }
  return names;
}
