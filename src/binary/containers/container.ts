// Finds binaries in archives, packages and compressed files, and in those inside of them.
import { beginsWith } from '../binary-format.ts';
import { canInspect } from '../inspect.ts';
import { latin1Of } from '../read/byte-reader.ts';
import { InspectError } from '../read/inspect-error.ts';
import { Budget, LimitError } from './budget.ts';
import { gunzip, unpack, unpackHead, unzstd, type Decompressor } from './compression.ts';
import type { ContainedFile, Contents, Member } from './contained-file.ts';
import { readKernel } from './kernel.ts';
import { isCpio, readCpio, readDeb, readRpm } from './packages.ts';
import type { Skipped, SkipReason } from './skipped.ts';
import { isTar, readTar } from './tar.ts';
import { unxz } from './xz.ts';
import { unlz4 } from './lz4.ts';
import { readZip } from './zip.ts';

/** A package in a compressed image in an archive is about as deep as it gets. */
const maxDepth = 7;
const mostEntries = 200_000;
const mostBinaries = 512;

interface Container {
  readonly name: string;
  readonly accepts: (bytes: Uint8Array) => boolean;
  /** Throws an InspectError for what is damaged from the start. */
  readonly open: (bytes: Uint8Array, budget: Budget) => Contents;
}

/** A container is a row here: from the top, so that what is also a binary comes first. */
const containers: readonly Container[] = [
  { name: 'deb', accepts: beginsWith('!<arch>\ndebian-binary'), open: readDeb },
  { name: 'rpm', accepts: beginsWith('\xed\xab\xee\xdb'), open: readRpm },
  { name: 'kernel', accepts: (bytes) => latin1Of(bytes.subarray(0x202, 0x206)) === 'HdrS', open: readKernel },
  { name: 'gzip', accepts: beginsWith('\x1f\x8b'), open: compressed(gunzip) },
  { name: 'zstd', accepts: beginsWith('\x28\xb5\x2f\xfd'), open: compressed(unzstd) },
  { name: 'LZ4', accepts: beginsWith('\x02\x21\x4c\x18'), open: compressed(unlz4) },
  { name: 'xz', accepts: beginsWith('\xfd7zXZ\0'), open: compressed(unxz) },
  { name: 'zip', accepts: beginsWith('PK\x03\x04', 'PK\x05\x06'), open: readZip },
  { name: 'cpio', accepts: isCpio, open: readCpio },
  { name: 'tar', accepts: isTar, open: readTar },
];

/** Known well enough to say why nothing is found in them. */
const unread: readonly (readonly [string, (bytes: Uint8Array) => boolean])[] = [
  ['bzip2', beginsWith('BZh')],
  ['LZ4 frame', beginsWith('\x04\x22\x4d\x18')],
  ['LZMA', beginsWith('\x5d\0\0')],
  ['7z', beginsWith('7z\xbc\xaf\x27\x1c')],
  ['RAR', beginsWith('Rar!\x1a\x07')],
  ['cabinet', beginsWith('MSCF')],
  ['xar', beginsWith('xar!')],
  ['squashfs', beginsWith('hsqs', 'sqsh')],
];

function compressed(decompress: Decompressor): Container['open'] {
  return (bytes, budget) => {
    const member: Member = {
      name: '',
      head: () => unpackHead(decompress, bytes, budget),
      whole: () => unpack(decompress, bytes, budget),
    };
    return { members: [member], skipped: [] };
  };
}

/** isContainer tells by its first bytes, a thousand or more, whether a file may hold others. */
export function isContainer(bytes: Uint8Array): boolean {
  return containerOf(bytes) !== undefined || unreadName(bytes) !== undefined;
}

function containerOf(bytes: Uint8Array): Container | undefined {
  return containers.find((each) => each.accepts(bytes));
}

function unreadName(bytes: Uint8Array): string | undefined {
  return unread.find(([, accepts]) => accepts(bytes))?.[0];
}

/** Found is what findBinaries came upon. */
export interface Found {
  readonly files: readonly ContainedFile[];
  /** How many files all containers have, whatever is in them. */
  readonly entries: number;
  readonly skipped: readonly Skipped[];
}

/**
 * findBinaries lists the binaries in a container, and in the containers in it; of two with the same name the second is
 * numbered. A file that is itself a binary is the only one in its list, without a name. What cannot be opened is told in
 * `skipped`, and the rest is opened all the same. It takes no more than `most` bytes unpacked, and never rejects for bad input.
 */
export async function findBinaries(bytes: Uint8Array, most?: number): Promise<Found> {
  const search = new Search(new Budget(bytes.length, most));
  try {
    await search.open('', bytes, 0);
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    search.skip('', error.reason);
  }
  return search.found();
}

/** One walk through a container. */
class Search {
  readonly #budget: Budget;
  readonly #files: ContainedFile[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #names = new Map<string, number>();
  #entries = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  found(): Found {
    return { files: this.#files, entries: this.#entries, skipped: this.#skipped };
  }

  skip(name: string, reason: SkipReason): void {
    if (this.#skipped.length < mostEntries) this.#skipped.push({ name, reason });
  }

  /** Throws a LimitError when there is no more to be taken. */
  async open(name: string, bytes: Uint8Array, depth: number): Promise<void> {
    const container = containerOf(bytes);
    const isPackage = container?.name === 'deb';
    if (canInspect(bytes) && !isPackage) this.#add(name, bytes);
    if (!container) {
      const method = unreadName(bytes);
      if (method !== undefined) this.skip(name, { code: 'method', method });
      return;
    }
    if (depth === maxDepth) return this.skip(name, { code: 'depth' });
    const contents = this.#contents(name, container, bytes);
    this.#entries += contents.members.length + contents.skipped.length;
    if (this.#entries > mostEntries)
      throw new LimitError({ code: 'limit', most: mostEntries, of: 'entries' });
    for (const skipped of contents.skipped) this.skip(joined(name, skipped.name), skipped.reason);
    for (const member of contents.members) await this.#member(joined(name, member.name), member, depth + 1);
  }

  #contents(name: string, container: Container, bytes: Uint8Array): Contents {
    try {
      return container.open(bytes, this.#budget);
    } catch (error) {
      if (!(error instanceof InspectError)) throw error;
      this.skip(name, { code: 'damaged', message: error.field });
      return { members: [], skipped: [] };
    }
  }

  /** Only what may be a binary, or hold one, is unpacked. */
  async #member(name: string, member: Member, depth: number): Promise<void> {
    const head = await member.head();
    if (head.length > 0 && !canInspect(head) && !isContainer(head)) return;
    const { bytes, problem } = await member.whole();
    if (problem) this.skip(name, problem);
    await this.open(name, bytes, depth);
  }

  #add(name: string, bytes: Uint8Array): void {
    if (this.#files.length === mostBinaries)
      throw new LimitError({ code: 'limit', most: mostBinaries, of: 'binaries' });
    const count = (this.#names.get(name) ?? 0) + 1;
    this.#names.set(name, count);
    this.#files.push({ name: count > 1 ? `${name} (${count})` : name, bytes });
  }
}

function joined(outer: string, inner: string): string {
  return outer && inner ? `${outer}/${inner}` : outer || inner;
}
