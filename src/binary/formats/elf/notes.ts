// ELF notes: build IDs and the system a file was made for.
import { untilZero, type ByteReader } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';

/** ElfNote is one note: the owner's name, the owner's type number and the description bytes. */
export interface ElfNote {
  readonly owner: string;
  readonly type: number;
  /** Byte offset in the file of the description. */
  readonly offset: number;
  readonly description: Uint8Array;
}

/** goBuildIdNote and gnuBuildIdNote are the types of the notes of owners Go and GNU (cmd/internal/buildid/note.go). */
export const goBuildIdNote = 4;
export const gnuBuildIdNote = 3;
/** gnuAbiNote is NT_GNU_ABI_TAG: the system and the oldest kernel. */
export const gnuAbiNote = 1;

// Programs have five or six, core files some thousands.
const maxNotes = 1 << 14;

/** NoteRange is a section or segment of notes. */
export interface NoteRange {
  readonly offset: bigint;
  readonly size: bigint;
  readonly align: bigint;
}

/**
 * readNotes reads the notes of all ranges. In each it stops quietly at the first that does not fit, as loaders do.
 * https://gabi.xinuos.com/elf/07-pheader.html#note-section
 */
export function readNotes(reader: ByteReader, ranges: readonly NoteRange[]): ElfNote[] {
  const notes: ElfNote[] = [];
  for (const { offset, size, align } of ranges) {
    const start = reader.check(offset, size, 'note');
    for (const note of notesOf(reader, start, start + Number(size), align === 8n ? 8 : 4)) {
      // Ranges of a hostile file may overlap, so it is the notes that are counted.
      if (notes.length === maxNotes)
        throw new InspectError('note', note.offset, { code: 'at most', most: maxNotes, of: 'notes' });
      notes.push(note);
    }
  }
  return notes;
}

function* notesOf(reader: ByteReader, start: number, end: number, step: number): Generator<ElfNote> {
  for (let at = start; at + 12 <= end;) {
    const nameSize = reader.u32(at, 'n_namesz');
    const descriptionSize = reader.u32(at + 4, 'n_descsz');
    const offset = roundUp(at + 12 + nameSize, step);
    if (offset + descriptionSize > end) return;
    yield {
      owner: ownerOf(reader, at + 12, nameSize),
      type: reader.u32(at + 8, 'n_type'),
      offset,
      description: reader.range(offset, descriptionSize, 'n_desc'),
    };
    at = roundUp(offset + descriptionSize, step);
  }
}

// Known owners have short names; a longer one is cut.
function ownerOf(reader: ByteReader, offset: number, size: number): string {
  return untilZero(reader.range(offset, Math.min(size, 64), 'n_name'));
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** ElfSystem is an operating system with the oldest version a note declares, empty when it declares none. */
export interface ElfSystem {
  readonly name: 'FreeBSD' | 'NetBSD' | 'OpenBSD';
  readonly version: string;
}

/**
 * noteSystem reads the ident notes of the BSDs. Their numbers are decimal with two digits per part; see
 * osreldate in the FreeBSD Porter's Handbook and sys/param.h of NetBSD.
 */
export function noteSystem(note: ElfNote, reader: ByteReader): ElfSystem | undefined {
  if (note.type !== 1 || note.description.length !== 4) return undefined;
  const value = reader.u32(note.offset, 'n_desc');
  switch (note.owner) {
    case 'FreeBSD':
      return { name: 'FreeBSD', version: freeBsdVersion(value) };
    case 'NetBSD':
      return { name: 'NetBSD', version: netBsdVersion(value) };
    case 'OpenBSD':
      return { name: 'OpenBSD', version: '' };
    default:
      return undefined;
  }
}

function freeBsdVersion(value: number): string {
  return `${Math.floor(value / 100000)}.${Math.floor(value / 1000) % 100}`;
}

function netBsdVersion(value: number): string {
  if (value <= 100000000) return '';
  const patch = Math.floor(value / 100) % 100;
  const version = `${Math.floor(value / 100000000)}.${Math.floor(value / 1000000) % 100}`;
  return patch === 0 ? version : `${version}.${patch}`;
}
