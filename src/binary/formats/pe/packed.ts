// Recognizes PE files that UPX has packed, and reads the size of the program inside.
// src/packhead.cpp of UPX: the pack header.
import type { Packed } from '../../program-facts.ts';
import { bytesOf, indexOfBytes } from '../../read/byte-reader.ts';
import type { PeFile } from './file.ts';

const magic = bytesOf('UPX!');
const fileSizeAt = 24;
const headerSize = 32;
// The pack header stands behind the section headers, at the end of the first page.
const reach = 4096;

/** pePacked goes by the pack header, or by the names of the sections where it was removed. */
export function pePacked(file: PeFile): Packed | undefined {
  const start = indexOfBytes(file.bytes.subarray(0, reach), magic);
  if (start >= 0 && start + headerSize <= file.bytes.length) {
    const originalSize = file.reader.u32(start + fileSizeAt, 'u_file_size');
    const evidence = { field: 'pack header', value: 'UPX!', offset: start, size: headerSize, isField: false };
    return { packer: 'UPX', originalSize: originalSize || undefined, evidence };
  }
  const section = file.sectionHeaders().findIndex(({ name }) => name === 'UPX0');
  if (section < 0) return undefined;
  const offset = file.sectionOffset(section);
  const evidence = { field: 'Name', value: 'UPX0', offset, size: 8, isField: true };
  return { packer: 'UPX', originalSize: undefined, evidence };
}
