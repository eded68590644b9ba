// Lists every header of a Mach-O file, for the panel that shows them byte by byte.
import { structure, type Layout, type Structure } from '../../read/layout.ts';
import type { LoadCommand } from './commands.ts';
import { commandLayouts, loadCommands, machoCommand, machoSpecification } from './layout.ts';
import type { MachoFile } from './file.ts';

/** machoStructures lists the header, the load commands and the section headers. */
export function machoStructures(file: MachoFile): Structure[] {
  return [
    structure(file.reader, 'Mach-O header', file.headerLayout, 0, machoSpecification),
    ...file.commands.map((command) => commandStructure(file, command)),
    ...file
      .sectionHeaders()
      .map(({ at, segname, sectname }) =>
        structure(file.reader, `Section ${segname},${sectname}`, file.sectionLayout, at, machoSpecification),
      ),
  ];
}

function commandStructure({ reader }: MachoFile, { kind, offset }: LoadCommand): Structure {
  const layout: Layout = (commandLayouts as Readonly<Record<number, Layout>>)[kind] ?? machoCommand;
  const name = `Load command ${loadCommands[kind] ?? `0x${kind.toString(16)}`}`;
  return structure(reader, name, layout, offset, machoSpecification);
}
