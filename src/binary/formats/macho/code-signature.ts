// Checks the code signature of Mach-O files against their pages.
// https://github.com/apple-oss-distributions/xnu/blob/main/osfmk/kern/cs_blobs.h and cmd/internal/codesign of Go.
import type { CodeSignature } from '../../binary-file.ts';
import { ByteReader, hex, untilZero } from '../../read/byte-reader.ts';
import { InspectError } from '../../read/inspect-error.ts';
import { readStruct, type Struct } from '../../read/layout.ts';
import type { MachoFile } from './file.ts';

const CSMAGIC_EMBEDDED_SIGNATURE = 0xfade0cc0;
const CSMAGIC_CODEDIRECTORY = 0xfade0c02;
const CSSLOT_CODEDIRECTORY = 0;
/** Where the code directories beyond the first are: one for each further hash. */
const CSSLOT_ALTERNATE_CODEDIRECTORIES = 0x1000;
const alternates = 5;

interface Hash {
  readonly name: string;
  readonly algorithm: string;
  /** Bytes that are kept of it. */
  readonly size: number;
}

/** The hashes by hashType. The kernel takes the code directory with the best it knows: the last of these. */
const hashes = new Map<number, Hash>([
  [1, { name: 'SHA-1', algorithm: 'SHA-1', size: 20 }],
  [3, { name: 'SHA-256, cut to 20 bytes', algorithm: 'SHA-256', size: 20 }],
  [2, { name: 'SHA-256', algorithm: 'SHA-256', size: 32 }],
  [4, { name: 'SHA-384', algorithm: 'SHA-384', size: 48 }],
]);
const ranks = [...hashes.keys()];

const CSMAGIC_BLOBWRAPPER = 0xfade0b01;
const CSSLOT_SIGNATURESLOT = 0x10000;
const CS_ADHOC = 0x2;
const CS_LINKER_SIGNED = 0x20000;
const maxBlobs = 64;

const codeDirectory = {
  magic: 'u32',
  length: 'u32',
  version: 'u32',
  flags: 'u32',
  hashOffset: 'u32',
  identOffset: 'u32',
  nSpecialSlots: 'u32',
  nCodeSlots: 'u32',
  codeLimit: 'u32',
  hashSize: 'u8',
  hashType: 'u8',
  platform: 'u8',
  pageSize: 'u8',
} as const;

type Directory = Struct<typeof codeDirectory> & { readonly start: number; readonly hash: Hash };

/**
 * checkCodeSignature hashes every page and compares it with the best code directory, as the kernel does. Undefined when
 * the file is not signed. Throws an InspectError when the signature is malformed or its hashes are none that are known.
 */
export async function checkCodeSignature(file: MachoFile): Promise<CodeSignature | undefined> {
  const range = file.codeSignatureRange();
  if (!range) return undefined;
  const signature = new ByteReader(file.reader.range(range.offset, range.size, 'code signature'), 'big');
  const slots = slotsOf(signature);
  const directories = directoriesOf(signature, slots);
  const best = directories.reduce((a, b) => (ranks.indexOf(b.hashType) > ranks.indexOf(a.hashType) ? b : a));
  const blob = signature.range(best.start, best.length, 'CodeDirectory');
  return {
    identifier: untilZero(blob.subarray(best.identOffset)),
    isAdHoc: (best.flags & CS_ADHOC) !== 0,
    isLinkerSigned: (best.flags & CS_LINKER_SIGNED) !== 0,
    hashes: directories.map(({ hash }) => hash.name),
    hasCertificate: hasCertificate(signature, slots),
    cdHash: (await digest(best.hash.algorithm, blob)).slice(0, 40),
    pageSize: pageSizeOf(best),
    pages: best.nCodeSlots,
    changedPages: await changedPages(file, best, blob),
  };
}

/** The signature is a list of blobs, each named by a slot. */
function slotsOf(signature: ByteReader): Map<number, number> {
  const magic = signature.u32(0, 'SuperBlob magic');
  if (magic !== CSMAGIC_EMBEDDED_SIGNATURE)
    throw new InspectError('SuperBlob magic', 0, { code: 'one of', values: ['0xfade0cc0'] });
  const count = Math.min(signature.u32(8, 'SuperBlob count'), maxBlobs);
  return new Map(
    Array.from({ length: count }, (_, i) => [
      signature.u32(12 + 8 * i, 'blob type'),
      signature.u32(16 + 8 * i, 'blob offset'),
    ]),
  );
}

function directoriesOf(signature: ByteReader, slots: ReadonlyMap<number, number>): Directory[] {
  const further = Array.from({ length: alternates }, (_, i) => CSSLOT_ALTERNATE_CODEDIRECTORIES + i);
  const starts = [CSSLOT_CODEDIRECTORY, ...further].flatMap((slot) => slots.get(slot) ?? []);
  if (starts.length === 0) throw new InspectError('SuperBlob', 0, { code: 'code directory' });
  const read = starts.map((start) => ({ ...readStruct(signature, codeDirectory, start), start }));
  const known = read.flatMap((directory) => {
    const { magic, start, hashType, hashSize } = directory;
    if (magic !== CSMAGIC_CODEDIRECTORY)
      throw new InspectError('CodeDirectory', start, { code: 'one of', values: ['0xfade0c02'] });
    const hash = hashes.get(hashType);
    return hash?.size === hashSize ? [{ ...directory, hash }] : [];
  });
  if (known.length === 0)
    throw new InspectError('hashType', (starts[0] ?? 0) + 37, { code: 'one of', values: ranks.map(String) });
  return known;
}

/** Whether somebody signed the code directory: ad-hoc signatures have the blob too, but nothing in it. */
function hasCertificate(signature: ByteReader, slots: ReadonlyMap<number, number>): boolean {
  const start = slots.get(CSSLOT_SIGNATURESLOT);
  if (start === undefined) return false;
  return (
    signature.u32(start, 'signature') === CSMAGIC_BLOBWRAPPER && signature.u32(start + 4, 'signature') > 8
  );
}

/** 0 means that all is one page. */
function pageSizeOf({ pageSize, start, codeLimit }: Directory): number {
  if (pageSize === 0) return codeLimit;
  if (pageSize < 12 || pageSize > 16)
    throw new InspectError('pageSize', start + 39, { code: 'range', least: 12, most: 16 });
  return 2 ** pageSize;
}

async function changedPages(file: MachoFile, directory: Directory, blob: Uint8Array): Promise<number[]> {
  const { nCodeSlots, codeLimit, hashOffset, hash, start } = directory;
  const pageSize = pageSizeOf(directory);
  if (nCodeSlots !== Math.ceil(codeLimit / pageSize))
    throw new InspectError('nCodeSlots', start + 28, { code: 'page hashes' });
  const stored = new ByteReader(blob, 'big').range(hashOffset, nCodeSlots * hash.size, 'hashOffset');
  const code = file.reader.range(0, codeLimit, 'codeLimit');
  const changed: number[] = [];
  for (let page = 0; page < nCodeSlots; page++) {
    const expected = hex(stored.subarray(page * hash.size, (page + 1) * hash.size));
    const found = await digest(hash.algorithm, code.subarray(page * pageSize, (page + 1) * pageSize));
    if (!found.startsWith(expected)) changed.push(page);
  }
  return changed;
}

async function digest(algorithm: string, bytes: Uint8Array): Promise<string> {
  return hex(
    new Uint8Array(await globalThis.crypto.subtle.digest(algorithm, bytes as Uint8Array<ArrayBuffer>)),
  );
}
