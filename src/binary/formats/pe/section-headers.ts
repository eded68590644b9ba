// Reads the table of section headers, which PE files and COFF objects have in common.
// https://learn.microsoft.com/windows/win32/debug/pe-format#section-table-section-headers
import { InspectError } from '../../read/inspect-error.ts';
import { layoutSize, readStruct } from '../../read/layout.ts';
import { peSection } from './layout.ts';
import { coffFullName, type CoffTables, type PeSection } from './symbols.ts';

/** Where a file's section headers stand, in bytes from its beginning, and how many there are. */
export interface SectionTable {
  readonly offset: number;
  readonly count: number;
  /** Where the file says how many. */
  readonly countOffset: number;
  /** More than that no file of the format has. */
  readonly most: number;
}

/** readSectionHeaders reads all of them with their whole names. Throws InspectError when there are too many or the file ends before them. */
export function readSectionHeaders(
  file: CoffTables,
  { offset, count, countOffset, most }: SectionTable,
): PeSection[] {
  const of = 'NumberOfSections';
  if (count > most) throw new InspectError(of, countOffset, { code: 'at most', most, of: 'sections' });
  const size = layoutSize(peSection);
  file.reader.check(offset, count * size, of);
  return Array.from({ length: count }, (_, i) => {
    const header = readStruct(file.reader, peSection, offset + i * size);
    return { ...header, name: coffFullName(file, header.Name) };
  });
}
