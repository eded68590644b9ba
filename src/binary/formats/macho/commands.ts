// The header, the load commands and the section headers of a Mach-O file, as they stand.
import { BinaryFile } from '../../binary-file.ts';
import { ByteReader, hex, type ByteOrder, type WordSize } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { layoutSize, readStruct, type Layout, type Struct } from '../../read/layout.ts';
import {
  machoCommand,
  machoHeader,
  machoHeader64,
  machoSection,
  machoSection64,
  machoSegment,
} from './layout.ts';

/** LoadCommand is a load command's kind and place. */
export interface LoadCommand {
  readonly kind: number;
  readonly offset: number;
  readonly size: number;
}

/** SegmentCommand is the command for a segment; its section headers follow it. */
export type SegmentCommand = Struct<typeof machoSegment> & LoadCommand;

/** MachoSection is a section header and the byte offset it lies at. */
export interface MachoSection extends Struct<typeof machoSection> {
  readonly at: number;
}

const LC_SEGMENT = 0x1;
const LC_SEGMENT_64 = 0x19;
const maxCommands = 1 << 16;

/** MachoMagic is what the first four bytes tell of the rest. */
interface MachoMagic {
  readonly byteOrder: ByteOrder;
  readonly wordSize: WordSize;
}

const machoMagics: ReadonlyMap<string, MachoMagic> = new Map([
  ['feedface', { byteOrder: 'big', wordSize: 4 }],
  ['feedfacf', { byteOrder: 'big', wordSize: 8 }],
  ['cefaedfe', { byteOrder: 'little', wordSize: 4 }],
  ['cffaedfe', { byteOrder: 'little', wordSize: 8 }],
]);

/** machoMagic tells what the first four bytes of a thin Mach-O file say; undefined for other files. */
export function machoMagic(bytes: Uint8Array): MachoMagic | undefined {
  return machoMagics.get(hex(bytes.subarray(0, 4)));
}

/** MachoCommands reads what stands before the contents; MachoFile tells what it means. */
export abstract class MachoCommands extends BinaryFile {
  readonly reader: ByteReader;
  readonly header: Struct<typeof machoHeader>;
  readonly commands: readonly LoadCommand[];

  constructor(bytes: Uint8Array) {
    super(bytes);
    const magic = machoMagic(bytes);
    if (!magic) throw new InspectError('magic', 0, { code: 'magic number', format: 'Mach-O' });
    this.reader = new ByteReader(bytes, magic.byteOrder, magic.wordSize);
    this.header = readStruct(this.reader, this.headerLayout, 0);
    this.commands = this.#readCommands();
  }

  /** headerLayout is the layout of the header in this class. */
  get headerLayout() {
    return this.class === 64 ? machoHeader64 : machoHeader;
  }

  #readCommands(): LoadCommand[] {
    const { ncmds, sizeofcmds } = this.header;
    let at = layoutSize(this.headerLayout);
    if (ncmds > maxCommands)
      throw new InspectError('ncmds', 16, { code: 'at most', most: maxCommands, of: 'load commands' });
    const end = this.reader.check(at, sizeofcmds, 'sizeofcmds') + sizeofcmds;
    return Array.from({ length: ncmds }, () => {
      const { cmd, cmdsize } = readStruct(this.reader, machoCommand, at);
      if (cmdsize < 8 || at + cmdsize > end)
        throw new InspectError('cmdsize', at + 4, { code: 'range', least: 8, most: end - at, of: 'bytes' });
      at += cmdsize;
      return { kind: cmd, offset: at - cmdsize, size: cmdsize };
    });
  }

  get class(): 32 | 64 {
    return this.reader.wordSize === 4 ? 32 : 64;
  }

  get byteOrder() {
    return this.reader.byteOrder;
  }

  /** command returns the first load command of a kind. */
  command(kind: number): LoadCommand | undefined {
    return this.commands.find((each) => each.kind === kind);
  }

  /** readCommand reads a load command of a kind, undefined when the file has none. */
  readCommand<L extends Layout>(kind: number, layout: L): Struct<L> | undefined {
    const found = this.command(kind);
    return found && readStruct(this.reader, layout, found.offset);
  }

  /** segmentCommands lists the commands for segments of the file's class. */
  segmentCommands(): readonly SegmentCommand[] {
    const kind = this.class === 64 ? LC_SEGMENT_64 : LC_SEGMENT;
    return this.once('segment commands', () =>
      this.commands
        .filter((command) => command.kind === kind)
        .map((command) => ({ ...readStruct(this.reader, machoSegment, command.offset), ...command })),
    );
  }

  /** sectionLayout is the layout of section headers in this class. */
  get sectionLayout() {
    return this.class === 64 ? machoSection64 : machoSection;
  }

  /** sectionHeaders lists the section headers of all segments. */
  sectionHeaders(): readonly MachoSection[] {
    return this.once('section headers', () =>
      this.segmentCommands().flatMap((segment) => {
        const size = layoutSize(this.sectionLayout, this.reader.wordSize);
        const start = segment.offset + layoutSize(machoSegment, this.reader.wordSize);
        const room = segment.offset + segment.size - start;
        if (segment.nsects * size > room)
          throw new InspectError('nsects', start, { code: 'at most', most: room, of: 'bytes' });
        return Array.from({ length: segment.nsects }, (_, i) => {
          const at = start + i * size;
          return { ...readStruct(this.reader, this.sectionLayout, at), at };
        });
      }),
    );
  }
}
