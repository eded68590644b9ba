// Reads ar archives: Go packages, Go objects and libraries of the system.
import { magicEvidence, type Evidence, type FactName } from '../../program-facts.ts';
import {
  BinaryFile,
  type BinarySymbol,
  type FilePart,
  type Machine,
  type Section,
} from '../../binary-file.ts';
import { ByteReader, latin1Of } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { structure, type Structure } from '../../read/layout.ts';

/** ArchiveMember is one file of an archive. */
export interface ArchiveMember {
  readonly name: string;
  /** Byte offset in the archive of the member's header. */
  readonly header: number;
  readonly offset: number;
  readonly size: number;
}

/** GoObject is what a Go object says of itself in its first lines. */
export interface GoObject {
  readonly goos: string;
  readonly goarch: string;
  readonly goVersion: string;
  readonly experiments: string;
  /** The build ID as stored, empty when there is none: action ID and content ID, parted by a slash. */
  readonly buildId: string;
}

/** arSpecification defines the format. */
export const arSpecification = 'https://man.freebsd.org/cgi/man.cgi?query=ar&sektion=5';
/** arHeader is what every archive begins with. */
export const arHeader = { magic: 'text8' } as const;
const memberHeader = {
  ar_name: 'text16',
  ar_date: 'text12',
  ar_uid: 'text6',
  ar_gid: 'text6',
  ar_mode: 'text8',
  ar_size: 'text10',
  ar_fmag: 'text2',
} as const;
const memberHeaderSize = 60;
const longestName = 4096;
const maxMembers = 1 << 16;
// Enough for the lines before the binary part (cmd/internal/buildid/buildid.go).
const goHeaderReach = 1024;

/** ArFile reads the common ar format with the long names of System V and BSD. */
export class ArFile extends BinaryFile {
  readonly format = 'archive';
  readonly class = 64;
  readonly byteOrder = 'little';
  readonly abi = '';
  readonly kind = 'archive';
  readonly entry = undefined;
  readonly reader: ByteReader;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.reader = new ByteReader(bytes, 'little');
  }

  members(): readonly ArchiveMember[] {
    return this.once('members', () => {
      const members: ArchiveMember[] = [];
      let longNames = '';
      for (let at = 8; at + memberHeaderSize <= this.bytes.length;) {
        if (members.length === maxMembers)
          throw new InspectError('ar_name', at, { code: 'at most', most: maxMembers, of: 'members' });
        const raw = this.#readMember(at);
        if (raw.name === '//') longNames = latin1Of(this.bytes.subarray(raw.offset, raw.offset + raw.size));
        else members.push(this.#withLongName(raw, longNames));
        at = raw.offset + raw.size + (raw.size % 2);
      }
      return members;
    });
  }

  #readMember(header: number): ArchiveMember {
    const text = latin1Of(this.reader.range(header, memberHeaderSize, 'ar header'));
    const size = Number(text.slice(48, 58).trim());
    if (!Number.isInteger(size) || size < 0)
      throw new InspectError('ar_size', header + 48, { code: 'number', base: 'decimal' });
    if (text.slice(58) !== '`\n')
      throw new InspectError('ar_fmag', header + 58, { code: 'one of', values: ['0x60 0x0a'] });
    const offset = this.reader.check(header + memberHeaderSize, size, 'ar_size');
    return { name: text.slice(0, 16).trimEnd(), header, offset, size };
  }

  // "/12" is an offset into the member "//" (System V); "#1/12" says that the name begins the member (BSD).
  #withLongName(member: ArchiveMember, longNames: string): ArchiveMember {
    const systemV = /^\/(\d+)$/.exec(member.name);
    if (systemV) {
      const start = Number(systemV[1]);
      const [name = ''] = longNames.slice(start, start + longestName).split('\n', 1);
      return { ...member, name: name.replace(/\/$/, '') };
    }
    const bsd = /^#1\/(\d+)$/.exec(member.name);
    if (!bsd) return { ...member, name: member.name.replace(/(.)\/$/, '$1') };
    const length = Number(bsd[1]);
    if (length > member.size)
      throw new InspectError('ar_name', member.header, { code: 'at most', most: member.size, of: 'bytes' });
    const name = this.reader.fixedText(member.offset, length, 'ar_name');
    return { ...member, name, offset: member.offset + length, size: member.size - length };
  }

  /** goObject reads the first lines of the first member that is a Go object, undefined when there is none. */
  goObject(): GoObject | undefined {
    return this.once('Go object', () => {
      for (const member of this.members()) {
        const head = this.bytes.subarray(member.offset, member.offset + Math.min(member.size, goHeaderReach));
        const match = /^go object (\S+) (\S+) (\S+)([^\n]*)\n(?:build id "([^"\n]*)"\n)?/.exec(
          latin1Of(head),
        );
        if (!match) continue;
        const [, goos = '', goarch = '', goVersion = '', rest = '', buildId = ''] = match;
        return { goos, goarch, goVersion, experiments: rest.trim(), buildId };
      }
      return undefined;
    });
  }

  override declaredGoVersion(): string {
    return this.goObject()?.goVersion ?? '';
  }

  /** parts are the members, whatever they are. */
  override parts(): readonly FilePart[] {
    return this.members().map(({ name, offset, size }) => ({
      name: `(${name})`,
      bytes: this.bytes.subarray(offset, offset + size),
    }));
  }

  get os(): string {
    return this.goObject()?.goos ?? '';
  }

  get machine(): Machine {
    const goarch = this.goObject()?.goarch;
    return goarch ? { name: goarch, goarch } : { name: 'archive' };
  }

  goBuildId(): string {
    return this.goObject()?.buildId ?? '';
  }

  sections(): readonly Section[] {
    return this.members().map((member, index) => ({
      index,
      name: member.name,
      type: 'member',
      address: 0n,
      size: member.size,
      offset: member.offset,
      fileSize: member.size,
      flags: '',
    }));
  }

  /** Symbols of Go objects are in a format private to each release; `go tool nm` of that release reads them. */
  symbols(): readonly BinarySymbol[] {
    return [];
  }

  override evidence(fact: FactName): readonly Evidence[] {
    return magicEvidence(this.structures(), fact, 'magic');
  }

  structures(): readonly Structure[] {
    return [
      structure(this.reader, 'Archive header', arHeader, 0, arSpecification),
      ...this.members().map((member) =>
        structure(this.reader, `Member ${member.name}`, memberHeader, member.header, arSpecification),
      ),
    ];
  }
}
