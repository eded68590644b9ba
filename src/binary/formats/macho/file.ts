// What the load commands of thin Mach-O files mean: 32 and 64 bits, both byte orders.
import type {
  BinarySymbol,
  CodeSignature,
  Export,
  HostBuildId,
  Import,
  Kind,
  Machine,
  Protection,
  Section,
  Segment,
} from '../../binary-file.ts';
import type { Evidence, FactName, Need, SystemMark } from '../../program-facts.ts';
import { untilZero } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { readStruct, type Structure } from '../../read/layout.ts';
import { MachoCommands, type LoadCommand, type SegmentCommand } from './commands.ts';
import {
  machoBuildVersion,
  machoDylib,
  machoDylinker,
  machoLinkedit,
  machoMachines,
  machoMain,
  machoPlatforms,
  machoVersion,
  machoVersionMin,
} from './layout.ts';
import { machoEvidence } from './evidence.ts';
import { machoExports } from './exports.ts';
import { libraryCommands, machoNeeds, machoSystem } from './needs.ts';
import { machoProtections } from './protections.ts';
import { checkCodeSignature } from './code-signature.ts';
import { machoStructures } from './structures.ts';
import { machoExternalSymbols, readMachoImports, readMachoSymbols } from './symbols.ts';
import { findRawBuildId, rawBuildIdReach } from '../../go/raw-buildid.ts';

const LC_UNIXTHREAD = 0x5;
const LC_LOAD_DYLINKER = 0xe;
const LC_UUID = 0x1b;
const LC_CODE_SIGNATURE = 0x1d;
const LC_VERSION_MIN_MACOSX = 0x24;
const LC_VERSION_MIN_IPHONEOS = 0x25;
const LC_BUILD_VERSION = 0x32;
const LC_MAIN = 0x80000028;
const LC_VERSION_MIN_TVOS = 0x2f;
const LC_VERSION_MIN_WATCHOS = 0x30;
const MH_PIE = 0x200000;
// The section types that are zeros and not stored.
const zeroFilled = [0x1, 0xc, 0x12];

/** MachoFile reads one thin Mach-O file. */
export class MachoFile extends MachoCommands {
  readonly format = 'Mach-O';

  get machine(): Machine {
    return machoMachines[this.header.cputype] ?? { name: `cputype 0x${this.header.cputype.toString(16)}` };
  }

  get abi(): string {
    return '';
  }

  get os(): string {
    return machoSystem(this.#platform());
  }

  override systemMarks(): readonly SystemMark[] {
    const [evidence] = this.evidence('system');
    const version = this.minimumOs().replace(/^.* /, '');
    return evidence ? [{ os: this.os, version, evidence }] : [];
  }

  get kind(): Kind {
    const { filetype, flags } = this.header;
    switch (filetype) {
      case 1:
        return 'object';
      case 2:
        return this.#isKernel() ? 'kernel' : flags & MH_PIE ? 'pie executable' : 'executable';
      case 4:
        return 'core';
      case 3:
      case 6:
      case 9:
        return 'shared library';
      case 8:
        return 'bundle';
      case 10:
        return 'debugging information';
      case 11:
        return 'kernel module';
      case 12:
        return 'kernel';
      default:
        return 'other';
    }
  }

  // XNU lies in the upper half, and has a segment that no program has.
  #isKernel(): boolean {
    return this.segmentCommands().some(
      ({ segname, vmaddr }) => segname === '__KLD' || (this.class === 64 && vmaddr >= 1n << 63n),
    );
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
    return this.segmentCommands().find((each) => each.segname === '__TEXT');
  }

  override segments(): readonly Segment[] {
    return this.once('segments', () =>
      this.segmentCommands().map((command) => ({
        name: command.segname,
        address: command.vmaddr,
        memorySize: Number(command.vmsize),
        offset: Number(command.fileoff),
        fileSize: Number(command.filesize),
        permissions: permissions(command.initprot),
      })),
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

  override exports(): readonly Export[] {
    return this.once('exports', () => machoExports(this));
  }

  /** externalSymbols lists the defined names of the symbol table that are not for this file alone. */
  externalSymbols(): readonly string[] {
    return machoExternalSymbols(this);
  }

  override needs(): readonly Need[] {
    return this.once('needs', () => machoNeeds(this));
  }

  override evidence(fact: FactName): readonly Evidence[] {
    return machoEvidence(this, fact);
  }

  override libraries(): readonly string[] {
    return this.once('libraries', () =>
      this.commands
        .filter((command) => libraryCommands.includes(command.kind))
        .map((command) =>
          this.#commandText(command, readStruct(this.reader, machoDylib, command.offset).name),
        ),
    );
  }

  #commandText(command: LoadCommand, skip: number): string {
    if (skip > command.size)
      throw new InspectError('name', command.offset + 8, {
        code: 'at most',
        most: command.size,
        of: 'bytes',
      });
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
    if (this.command(LC_VERSION_MIN_TVOS)) return 'tvOS';
    if (this.command(LC_VERSION_MIN_WATCHOS)) return 'watchOS';
    return this.command(LC_VERSION_MIN_IPHONEOS) ? 'iOS' : '';
  }

  override minimumOs(): string {
    const version =
      this.readCommand(LC_BUILD_VERSION, machoBuildVersion)?.minos ??
      this.readCommand(LC_VERSION_MIN_MACOSX, machoVersionMin)?.version ??
      this.readCommand(LC_VERSION_MIN_IPHONEOS, machoVersionMin)?.version ??
      this.readCommand(LC_VERSION_MIN_TVOS, machoVersionMin)?.version ??
      this.readCommand(LC_VERSION_MIN_WATCHOS, machoVersionMin)?.version;
    return version === undefined ? '' : `${this.#platform()} ${machoVersion(version)}`;
  }

  /** codeSignatureRange is where the code signature lies in the file, undefined for an unsigned one. */
  override codeSignatureRange(): { readonly offset: number; readonly size: number } | undefined {
    const command = this.readCommand(LC_CODE_SIGNATURE, machoLinkedit);
    return command && { offset: command.dataoff, size: command.datasize };
  }

  override checkCodeSignature(): Promise<CodeSignature | undefined> {
    return checkCodeSignature(this);
  }

  /** Local symbols begin with an underscore, as those of C do. */
  override goName({ name, code }: BinarySymbol): string {
    return code === 'U' ? name : name.replace(/^_/, '');
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
    return machoProtections(this);
  }

  structures(): readonly Structure[] {
    return this.once('structures', () => machoStructures(this));
  }
}

function permissions(protection: number): string {
  return `${protection & 1 ? 'r' : '-'}${protection & 2 ? 'w' : '-'}${protection & 4 ? 'x' : '-'}`;
}
