// The part of the inspector's document on identity: hashes, build IDs, signature.
import {
  checkContentId,
  checkHostBuildId,
  readGoBuildId,
  type Check,
  type GoBuildId,
} from '../go/buildid.ts';
import { hex } from '../read/byte-reader.ts';
import type { BinaryFile, CodeSignature } from '../binary-file.ts';
import { attempt, attemptAsync, type Readable } from '../read/readable.ts';

/** IdentityPart is what tells this very file from any other. */
export interface IdentityPart {
  /** Lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Null when there is none of four parts: objects, programs not of Go, or built with -buildid=. */
  readonly goBuildId: Readable<GoBuildId | null>;
  /** Whether the last part of the Go build ID is the hash of the bytes. */
  readonly contentCheck: Readable<Check>;
  /** GNU build ID (ELF) or UUID (Mach-O). */
  readonly hostBuildId: Readable<{ readonly kind: string; readonly value: string } | null>;
  readonly hostCheck: Readable<Check>;
  /** Mach-O: every page compared with the signature; null when there is none. */
  readonly signature: Readable<CodeSignature | null>;
}

/** identityOf computes the hashes; pass undefined for a file that could not be opened. */
export async function identityOf(bytes: Uint8Array, file: BinaryFile | undefined): Promise<IdentityPart> {
  const sha256 = hex(
    new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)),
  );
  if (!file) {
    const absent = { value: { result: 'absent' } as const };
    const none = { value: null };
    return {
      sha256,
      goBuildId: none,
      contentCheck: absent,
      hostBuildId: none,
      hostCheck: absent,
      signature: none,
    };
  }
  return {
    sha256,
    goBuildId: attempt(() => readGoBuildId(file) ?? null),
    contentCheck: await attemptAsync(() => checkContentId(file)),
    hostBuildId: attempt(() => {
      const id = file.hostBuildId();
      return id ? { kind: id.kind, value: hex(id.bytes) } : null;
    }),
    hostCheck: await attemptAsync(() => checkHostBuildId(file)),
    signature: await attemptAsync(async () => (await file.checkCodeSignature()) ?? null),
  };
}
