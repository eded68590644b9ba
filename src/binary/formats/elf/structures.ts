// Lists every header of an ELF file, for the panel that shows them byte by byte.
import {
  elfDynamic,
  elfHeader,
  elfSectionFor,
  elfSectionSpecification,
  elfSegmentSpecification,
  elfSegmentTypes,
  elfSpecification,
} from './layout.ts';
import type { ElfFile } from './file.ts';
import { structure, type Structure } from '../../read/layout.ts';

const dynamicSpecification = 'https://gabi.xinuos.com/elf/08-dynamic.html';

/** elfStructures lists the header, the program headers, the section headers and the dynamic entries. */
export function elfStructures(file: ElfFile): Structure[] {
  return [
    structure(file.reader, 'ELF header', elfHeader, 0, elfSpecification),
    ...segmentStructures(file),
    ...sectionStructures(file),
    ...file
      .dynamic()
      .map(({ offset }) => structure(file.reader, 'Dynamic entry', elfDynamic, offset, dynamicSpecification)),
  ];
}

function segmentStructures(file: ElfFile): Structure[] {
  return file.segmentOffsets().map((at, i) => {
    const type = file.segmentHeaders()[i]?.p_type ?? 0;
    const name = `Program header ${i} (${elfSegmentTypes[type] ?? `0x${type.toString(16)}`})`;
    return structure(file.reader, name, file.segmentLayout, at, elfSegmentSpecification);
  });
}

function sectionStructures(file: ElfFile): Structure[] {
  const layout = elfSectionFor(file.header.e_machine);
  return file.sectionHeaders().map((header, i) => {
    const at = Number(file.header.e_shoff) + i * file.header.e_shentsize;
    const name = `Section header ${i} (${header.name})`;
    return structure(file.reader, name, layout, at, elfSectionSpecification);
  });
}
