// Recognizes ELF files that UPX has packed: its headers stand right behind the program headers.
// src/stub/src/include/linux.h of UPX: l_info, then p_info.
import type { Packed } from '../../program-facts.ts';
import type { ElfFile } from './file.ts';

const mark = 0x21585055; // "UPX!"
const linkInformation = 12;

/** elfPacked finds the mark of UPX. */
export function elfPacked(file: ElfFile): Packed | undefined {
  const { e_phoff, e_phentsize, e_phnum } = file.header;
  const start = Number(e_phoff) + e_phentsize * e_phnum;
  if (start + 24 > file.bytes.length) return undefined;
  const view = new DataView(file.bytes.buffer, file.bytes.byteOffset);
  // The mark is text, so its order does not depend on the file.
  if (view.getUint32(start + 4, true) !== mark) return undefined;
  const originalSize = file.reader.u32(start + linkInformation + 4, 'p_filesize');
  const evidence = { field: 'l_magic', value: 'UPX!', offset: start + 4, size: 4, isField: false };
  return { packer: 'UPX', originalSize: originalSize || undefined, evidence };
}
