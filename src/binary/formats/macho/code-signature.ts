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
const CS_HASHTYPE_SHA256 = 2;
const CS_ADHOC = 0x2;
const CS_LINKER_SIGNED = 0x20000;
const sha256Size = 32;
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

/**
 * checkCodeSignature hashes every page and compares it with the signature. Undefined when the file is not signed.
 * Throws an InspectError when the signature is malformed or its hashes are not SHA-256.
 */
export async function checkCodeSignature(file: MachoFile): Promise<CodeSignature | undefined> {
  const range = file.codeSignatureRange();
  if (!range) return undefined;
  const signature = new ByteReader(file.reader.range(range.offset, range.size, 'code signature'), 'big');
  const start = directoryOffset(signature);
  const directory = readStruct(signature, codeDirectory, start);
  if (directory.magic !== CSMAGIC_CODEDIRECTORY)
    throw new InspectError('CodeDirectory', start, { code: 'one of', values: ['0xfade0c02'] });
  if (directory.hashType !== CS_HASHTYPE_SHA256 || directory.hashSize !== sha256Size) {
    throw new InspectError('hashType', start + 37, { code: 'one of', values: ['2'] });
  }
  const blob = signature.range(start, directory.length, 'CodeDirectory');
  const identifier = untilZero(
    signature.range(start, directory.length, 'identOffset').subarray(directory.identOffset),
  );
  return {
    identifier,
    isAdHoc: (directory.flags & CS_ADHOC) !== 0,
    isLinkerSigned: (directory.flags & CS_LINKER_SIGNED) !== 0,
    cdHash: (await sha256(blob)).slice(0, 40),
    pageSize: pageSizeOf(directory, start),
    pages: directory.nCodeSlots,
    changedPages: await changedPages(file, directory, blob, start),
  };
}

// The signature is a list of blobs, each named by a slot; the code directory is in slot 0.
function directoryOffset(signature: ByteReader): number {
  const magic = signature.u32(0, 'SuperBlob magic');
  if (magic !== CSMAGIC_EMBEDDED_SIGNATURE)
    throw new InspectError('SuperBlob magic', 0, { code: 'one of', values: ['0xfade0cc0'] });
  const count = Math.min(signature.u32(8, 'SuperBlob count'), maxBlobs);
  for (let i = 0; i < count; i++) {
    const slot = signature.u32(12 + 8 * i, 'blob type');
    if (slot === CSSLOT_CODEDIRECTORY) return signature.u32(16 + 8 * i, 'blob offset');
  }
  throw new InspectError('SuperBlob', 0, { code: 'code directory' });
}

function pageSizeOf(directory: Struct<typeof codeDirectory>, start: number): number {
  const { pageSize } = directory;
  if (pageSize < 12 || pageSize > 16)
    throw new InspectError('pageSize', start + 39, { code: 'range', least: 12, most: 16 });
  return 2 ** pageSize;
}

async function changedPages(
  file: MachoFile,
  directory: Struct<typeof codeDirectory>,
  blob: Uint8Array,
  start: number,
): Promise<number[]> {
  const { nCodeSlots, codeLimit, hashOffset } = directory;
  const pageSize = pageSizeOf(directory, start);
  if (nCodeSlots !== Math.ceil(codeLimit / pageSize))
    throw new InspectError('nCodeSlots', start + 28, { code: 'page hashes' });
  const hashes = new ByteReader(blob, 'big').range(hashOffset, nCodeSlots * sha256Size, 'hashOffset');
  const code = file.reader.range(0, codeLimit, 'codeLimit');
  const changed: number[] = [];
  for (let page = 0; page < nCodeSlots; page++) {
    const stored = hex(hashes.subarray(page * sha256Size, (page + 1) * sha256Size));
    if (stored !== (await sha256(code.subarray(page * pageSize, (page + 1) * pageSize)))) changed.push(page);
  }
  return changed;
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return hex(
    new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)),
  );
}
