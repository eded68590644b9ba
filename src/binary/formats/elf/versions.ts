// The versions of libraries that an ELF file asks for, as the loader reads them: DT_VERNEED.
// https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html
import type { Evidence } from '../../program-facts.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { dynamicStrings } from './dynamic.ts';
import type { ElfFile } from './file.ts';

/** A version of a library's interface, and where its entry stands. */
export interface NeededVersion {
  readonly library: string;
  readonly version: string;
  /** The number that the symbols have for it. */
  readonly index: number;
  /** Whether only weak symbols need it: the loader goes on without. */
  readonly isWeak: boolean;
  readonly evidence: Evidence;
}

const DT_VERNEED = 0x6ffffffen;
const VER_FLG_WEAK = 2;
const entrySize = 16;
// glibc has some fifty in all, libstdc++ as many.
const most = 4096;

/** neededVersions lists them in file order. Both chains go forward only, so they end. Throws an InspectError. */
export function neededVersions(file: ElfFile): NeededVersion[] {
  const table = file.dynamic().find((entry) => entry.d_tag === DT_VERNEED);
  const bytes = table && file.bytesAt(table.d_val);
  if (!bytes) return [];
  const { reader } = file;
  const names = dynamicStrings(file);
  const found: NeededVersion[] = [];
  let at = bytes.byteOffset - file.bytes.byteOffset;
  for (let next = 1; next !== 0; at += next) {
    const library = names.at(reader.u32(at + 4, 'vn_file'));
    let entry = at + reader.u32(at + 8, 'vn_aux');
    for (let step = 1; step !== 0; entry += step) {
      if (found.length === most)
        throw new InspectError('DT_VERNEED', entry, { code: 'at most', most, of: 'entries' });
      const version = names.at(reader.u32(entry + 8, 'vna_name'));
      found.push({
        library,
        version,
        index: reader.u16(entry + 6, 'vna_other'),
        isWeak: (reader.u16(entry + 4, 'vna_flags') & VER_FLG_WEAK) !== 0,
        evidence: {
          field: 'DT_VERNEED',
          value: `${library} ${version}`,
          offset: entry,
          size: entrySize,
          isField: false,
        },
      });
      step = reader.u32(entry + 12, 'vna_next');
    }
    next = reader.u32(at + 12, 'vn_next');
  }
  return found;
}
