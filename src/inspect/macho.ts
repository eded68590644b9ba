// This file is responsible for reading thin Mach-O files: 32 and 64 bits, both byte orders.
import {
  BinaryFile,
  type BinarySymbol,
  type HostBuildId,
  type Import,
  type Kind,
  type Machine,
  type Protection,
  type Section,
  type Segment,
} from './binary-file.ts';
import { ByteReader, untilZero, type WordSize } from './byte-reader.ts';
import { findRawBuildId, rawBuildIdReach } from './raw-buildid.ts';
import { InspectError } from './inspect-error.ts';
import { layoutSize, readStruct, structure, type Layout, type Struct, type Structure } from './layout.ts';
import {
  commandLayouts,
  loadCommands,
  machoBuildVersion,
  machoCommand,
  machoDylib,
  machoDylinker,
  machoHeader,
  machoHeader64,
  machoLinkedit,
  machoMachines,
  machoMain,
  machoPlatforms,
  machoSection,
  machoSection64,
  machoSegment,
  machoSpecification,
  machoVersion,
  machoVersionMin,
} from './macho-layout.ts';
import { readMachoImports, readMachoSymbols } from './macho-symbols.ts';

/** LoadCommand is a load command's kind and place. */
export interface LoadCommand {
  readonly kind: number;
  readonly offset: number;
  readonly size: number;
}

type SegmentCommand = Struct<typeof machoSegment> & LoadCommand;

/** MachoSection is a section header and the byte offset it lies at. */
export interface MachoSection extends Struct<typeof machoSection> {
  readonly at: number;
}

const LC_SEGMENT = 0x1;
const LC_UNIXTHREAD = 0x5;
const LC_LOAD_DYLINKER = 0xe;
const LC_SEGMENT_64 = 0x19;
const LC_UUID = 0x1b;
const LC_CODE_SIGNATURE = 0x1d;
const LC_VERSION_MIN_MACOSX = 0x24;
const LC_VERSION_MIN_IPHONEOS = 0x25;
const LC_BUILD_VERSION = 0x32;
const LC_MAIN = 0x80000028;
// LC_LOAD_DYLIB and its weak, re-exporting, lazy and upward forms.
const dylibCommands = [0xc, 0x80000018, 0x8000001f, 0x20, 0x80000023];
const MH_PIE = 0x200000;
const MH_ALLOW_STACK_EXECUTION = 0x20000;
const MH_NO_HEAP_EXECUTION = 0x1000000;
// The section types that are zeros and not stored.
const zeroFilled = [0x1, 0xc, 0x12];
const maxCommands = 1 << 16;

/** machoMagics maps the first four bytes to byte order and word size. */
const machoMagics: Readonly<Record<string, readonly ['little' | 'big', WordSize]>> = {
  feedface: ['big', 4],
  feedfacf: ['big', 8],
  cefaedfe: ['little', 4],
  cffaedfe: ['little', 8],
};

/** isMacho tells whether bytes begin like a thin Mach-O file. */
export function isMacho(magic: string): boolean {
  return magic in machoMagics;
}

/** MachoFile reads one thin Mach-O file. */
export class MachoFile extends BinaryFile {
  readonly format = 'Mach-O';
  readonly reader: ByteReader;
  readonly header: Struct<typeof machoHeader>;
  readonly commands: readonly LoadCommand[];

  constructor(bytes: Uint8Array) {
    super(bytes);
    const magic = new ByteReader(bytes, 'big').u32(0, 'magic').toString(16).padStart(8, '0');
    const [order, wordSize] = machoMagics[magic] ?? [];
    if (!order) throw new InspectError('magic', 0, 'a Mach-O magic number');
    this.reader = new ByteReader(bytes, order, wordSize);
    this.header = readStruct(this.reader, this.#headerLayout, 0);
    this.commands = this.#readCommands();
  }

  get #headerLayout() {
    return this.class === 64 ? machoHeader64 : machoHeader;
  }

  #readCommands(): LoadCommand[] {
    const { ncmds, sizeofcmds } = this.header;
    let at = layoutSize(this.#headerLayout);
    if (ncmds > maxCommands) throw new InspectError('ncmds', 16, `at most ${maxCommands} load commands`);
    const end = this.reader.check(at, sizeofcmds, 'sizeofcmds') + sizeofcmds;
    return Array.from({ length: ncmds }, () => {
      const { cmd, cmdsize } = readStruct(this.reader, machoCommand, at);
      if (cmdsize < 8 || at + cmdsize > end)
        throw new InspectError('cmdsize', at + 4, `8 to ${end - at} bytes`);
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

  get machine(): Machine {
    return machoMachines[this.header.cputype] ?? { name: `cputype 0x${this.header.cputype.toString(16)}` };
  }

  get abi(): string {
    return '';
  }

  get os(): string {
    const platform = this.#platform();
    if (platform === 'macOS') return 'darwin';
    return platform.startsWith('iOS') ? 'ios' : '';
  }

  get kind(): Kind {
    const { filetype, flags } = this.header;
    if (filetype === 2) return flags & MH_PIE ? 'pie executable' : 'executable';
    if (filetype === 1) return 'object';
    if (filetype === 4) return 'core';
    return filetype === 6 || filetype === 8 ? 'shared library' : 'other';
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

  get entry(): bigint | undefined {
    const main = this.readCommand(LC_MAIN, machoMain);
    if (main) return (this.#textSegment()?.vmaddr ?? 0n) + main.entryoff;
    const thread = this.command(LC_UNIXTHREAD);
    return thread && this.#threadEntry(thread.offset);
  }

  // LC_UNIXTHREAD holds a set of registers: the kind of set, its size, then the registers of that machine.
  #threadEntry(offset: number): bigint | undefined {
    const programCounter = { amd64: 16, arm64: 32 }[this.machine.goarch ?? ''];
    if (programCounter === undefined) return undefined;
    return this.reader.u64(offset + 16 + 8 * programCounter, 'LC_UNIXTHREAD');
  }

  #textSegment(): SegmentCommand | undefined {
    return this.#segmentCommands().find((each) => each.segname === '__TEXT');
  }

  #segmentCommands(): readonly SegmentCommand[] {
    const kind = this.class === 64 ? LC_SEGMENT_64 : LC_SEGMENT;
    return this.once('segment commands', () =>
      this.commands
        .filter((command) => command.kind === kind)
        .map((command) => ({ ...readStruct(this.reader, machoSegment, command.offset), ...command })),
    );
  }

  override segments(): readonly Segment[] {
    return this.once('segments', () =>
      this.#segmentCommands().map((command) => ({
        name: command.segname,
        address: command.vmaddr,
        memorySize: Number(command.vmsize),
        offset: Number(command.fileoff),
        fileSize: Number(command.filesize),
        permissions: permissions(command.initprot),
      })),
    );
  }

  get #sectionLayout() {
    return this.class === 64 ? machoSection64 : machoSection;
  }

  sectionHeaders(): readonly MachoSection[] {
    return this.once('section headers', () =>
      this.#segmentCommands().flatMap((segment) => {
        const size = layoutSize(this.#sectionLayout, this.reader.wordSize);
        const start = segment.offset + layoutSize(machoSegment, this.reader.wordSize);
        const room = segment.offset + segment.size - start;
        if (segment.nsects * size > room)
          throw new InspectError('nsects', start, `${room} bytes of sections at most`);
        return Array.from({ length: segment.nsects }, (_, i) => {
          const at = start + i * size;
          return { ...readStruct(this.reader, this.#sectionLayout, at), at };
        });
      }),
    );
  }

  sections(): readonly Section[] {
    return this.once('sections', () =>
      this.sectionHeaders().map((header, index) => ({
        index: index + 1,
        name: header.sectname,
        type: header.segname,
        address: header.addr,
        size: Number(header.size),
        offset: header.offset,
        fileSize: zeroFilled.includes(header.flags & 0xff) ? 0 : Number(header.size),
        flags: `0x${header.flags.toString(16)}`,
      })),
    );
  }

  symbols(): readonly BinarySymbol[] {
    return this.once('symbols', () => readMachoSymbols(this));
  }

  override imports(): readonly Import[] {
    return this.once('imports', () => readMachoImports(this));
  }

  override libraries(): readonly string[] {
    return this.once('libraries', () =>
      this.commands
        .filter((command) => dylibCommands.includes(command.kind))
        .map((command) =>
          this.#commandText(command, readStruct(this.reader, machoDylib, command.offset).name),
        ),
    );
  }

  #commandText(command: LoadCommand, skip: number): string {
    if (skip > command.size) throw new InspectError('name', command.offset + 8, `at most ${command.size}`);
    return untilZero(this.reader.range(command.offset + skip, command.size - skip, 'name'));
  }

  override interpreter(): string {
    const command = this.command(LC_LOAD_DYLINKER);
    return command
      ? this.#commandText(command, readStruct(this.reader, machoDylinker, command.offset).name)
      : '';
  }

  #platform(): string {
    const build = this.readCommand(LC_BUILD_VERSION, machoBuildVersion);
    if (build) return machoPlatforms[build.platform] ?? `platform ${build.platform}`;
    if (this.command(LC_VERSION_MIN_MACOSX)) return 'macOS';
    return this.command(LC_VERSION_MIN_IPHONEOS) ? 'iOS' : '';
  }

  override minimumOs(): string {
    const version =
      this.readCommand(LC_BUILD_VERSION, machoBuildVersion)?.minos ??
      this.readCommand(LC_VERSION_MIN_MACOSX, machoVersionMin)?.version ??
      this.readCommand(LC_VERSION_MIN_IPHONEOS, machoVersionMin)?.version;
    return version === undefined ? '' : `${this.#platform()} ${machoVersion(version)}`;
  }

  /** codeSignatureRange is where the code signature lies in the file, undefined for an unsigned one. */
  codeSignatureRange(): { readonly offset: number; readonly size: number } | undefined {
    const command = this.readCommand(LC_CODE_SIGNATURE, machoLinkedit);
    return command && { offset: command.dataoff, size: command.datasize };
  }

  /** The Go build ID stands near the start of the text (cmd/internal/buildid/note.go, readMacho). */
  goBuildId(): string {
    const early = findRawBuildId(this.bytes);
    if (early) return early;
    const text = this.sectionHeaders().find((header) => header.sectname === '__text');
    if (!text) return '';
    const start = this.reader.check(text.offset, 0, '__text');
    return findRawBuildId(this.bytes.subarray(start, start + Math.min(Number(text.size), rawBuildIdReach)));
  }

  override hostBuildId(): HostBuildId | undefined {
    const command = this.command(LC_UUID);
    if (!command) return undefined;
    const offset = command.offset + 8;
    return { kind: 'UUID', offset, bytes: this.reader.range(offset, command.size - 8, 'LC_UUID') };
  }

  override buildInfoRange() {
    const header = this.sectionHeaders().find((each) => each.sectname === '__go_buildinfo');
    return header && { address: header.addr, size: header.size };
  }

  override protections(): readonly Protection[] {
    const { flags } = this.header;
    const heap = flags & MH_NO_HEAP_EXECUTION || this.machine.goarch === 'arm64';
    const constant = this.#segmentCommands().some((each) => each.segname === '__DATA_CONST');
    return [
      { name: 'PIE', state: flags & MH_PIE ? 'on' : 'off', evidence: 'MH_PIE' },
      {
        name: 'NX stack',
        state: flags & MH_ALLOW_STACK_EXECUTION ? 'off' : 'on',
        evidence: 'MH_ALLOW_STACK_EXECUTION',
      },
      { name: 'NX heap', state: heap ? 'on' : 'off', evidence: 'MH_NO_HEAP_EXECUTION; always on arm64' },
      { name: 'Read-only data', state: constant ? 'on' : 'off', evidence: '__DATA_CONST' },
      {
        name: 'Code signature',
        state: this.codeSignatureRange() ? 'on' : 'off',
        evidence: 'LC_CODE_SIGNATURE',
      },
    ];
  }

  structures(): readonly Structure[] {
    return this.once('structures', () => [
      structure(this.reader, 'Mach-O header', this.#headerLayout, 0, machoSpecification),
      ...this.commands.map((command) => this.#commandStructure(command)),
      ...this.sectionHeaders().map(({ at, segname, sectname }) =>
        structure(this.reader, `Section ${segname},${sectname}`, this.#sectionLayout, at, machoSpecification),
      ),
    ]);
  }

  #commandStructure({ kind, offset }: LoadCommand): Structure {
    const layout: Layout = (commandLayouts as Readonly<Record<number, Layout>>)[kind] ?? machoCommand;
    const name = `Load command ${loadCommands[kind] ?? `0x${kind.toString(16)}`}`;
    return structure(this.reader, name, layout, offset, machoSpecification);
  }
}

function permissions(protection: number): string {
  return `${protection & 1 ? 'r' : '-'}${protection & 2 ? 'w' : '-'}${protection & 4 ? 'x' : '-'}`;
}
