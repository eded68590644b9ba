// Go build IDs: their parts, and checking that a program is as it was linked.
// cmd/go/internal/work/buildid.go, cmd/internal/buildid and cmd/link/internal/ld of the Go source.
import { bytesOf, hex, indexOfBytes } from '../read/byte-reader.ts';
import type { BinaryFile } from '../binary-file.ts';

/**
 * GoBuildId is a program's build ID. Each part is the start of a SHA-256: 15 bytes in URL-safe base64. An action
 * ID is the hash of all inputs of a step, a content ID that of its output.
 */
export interface GoBuildId {
  /** The ID as stored: the four parts, parted by slashes. */
  readonly text: string;
  readonly linkActionId: string;
  readonly mainActionId: string;
  readonly mainContentId: string;
  readonly contentId: string;
}

/** Check is the outcome of comparing what a file says with what its bytes give. */
export type Check =
  | { readonly result: 'matches'; readonly computed: string }
  | { readonly result: 'differs'; readonly stored: string; readonly computed: string }
  | { readonly result: 'absent' };

/** readGoBuildId splits a program's build ID; undefined when it has none, or one not of four parts. */
export function readGoBuildId(file: BinaryFile): GoBuildId | undefined {
  const text = file.goBuildId();
  const parts = text.split('/');
  if (parts.length !== 4 || parts.some((part) => part === '')) return undefined;
  const [linkActionId = '', mainActionId = '', mainContentId = '', contentId = ''] = parts;
  return { text, linkActionId, mainActionId, mainContentId, contentId };
}

/**
 * checkContentId computes the content ID anew. A match means that nothing was changed since the program was
 * linked: not stripped, not packed, not signed by another tool. It is no signature: anyone can compute it.
 */
export async function checkContentId(file: BinaryFile): Promise<Check> {
  const id = readGoBuildId(file);
  if (!id) return { result: 'absent' };
  const computed = hashText(await sha256(withoutIds(file, id.text)));
  return compare(id.contentId, computed);
}

/**
 * checkHostBuildId computes the GNU build ID or the Mach-O UUID anew; Go derives both from the build ID as it
 * stood before the content ID was known, when the link's action ID stood in its place.
 */
export async function checkHostBuildId(file: BinaryFile): Promise<Check> {
  const id = readGoBuildId(file);
  const stored = file.hostBuildId();
  if (!id || !stored) return { result: 'absent' };
  const before = [id.linkActionId, id.mainActionId, id.mainContentId, id.linkActionId].join('/');
  const hash = await sha256(bytesOf(before));
  hash[0] = (hash[0] ?? 0) ^ 0xff; // cmd/internal/hash.Sum32 is SHA-256 but for this byte.
  const computed = stored.kind === 'UUID' ? uuidOf(hash) : hash.slice(0, 20);
  return compare(hex(stored.bytes), hex(computed));
}

function compare(stored: string, computed: string): Check {
  return stored === computed ? { result: 'matches', computed } : { result: 'differs', stored, computed };
}

// The version and variant of a UUID made from a name (cmd/link/internal/ld/macho_update_uuid.go).
function uuidOf(hash: Uint8Array): Uint8Array {
  const uuid = hash.slice(0, 16);
  uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x30;
  uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
  return uuid;
}

// The content ID is that of the file with the ID, and what depends on the ID, replaced by zeros
// (cmd/internal/buildid/rewrite.go).
function withoutIds(file: BinaryFile, id: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(file.bytes);
  const pattern = bytesOf(id);
  for (
    let at = indexOfBytes(bytes, pattern);
    at >= 0;
    at = indexOfBytes(bytes, pattern, at + pattern.length)
  ) {
    bytes.fill(0, at, at + pattern.length);
  }
  const host = file.hostBuildId();
  if (host) bytes.fill(0, host.offset, host.offset + host.bytes.length);
  const signature = file.codeSignatureRange();
  if (signature) bytes.fill(0, signature.offset, signature.offset + signature.size);
  return bytes;
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}

function hashText(hash: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...hash.subarray(0, 15)));
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}
