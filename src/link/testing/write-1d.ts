// Writes links of version 1d that the page itself never writes: with any head, any contents, and a right checksum.
import { deflateSync } from 'fflate';
import { crc32 } from '../../project/crc32.ts';
import { toBase64url } from '../base64url.ts';
import { dictionaryA } from '../dictionary-a.ts';

/** A link with such a body and such expectations, its checksum right. */
export function linkOf(body: Uint8Array | string, expectations = new Uint8Array(0)): string {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const deflated = deflateSync(bytes, { dictionary: dictionaryA() });
  return sealed(Uint8Array.from([expectations.length, ...expectations, ...deflated]));
}

/** A link with such bytes behind its checksum. */
export function sealed(rest: Uint8Array): string {
  const bytes = new Uint8Array(4 + rest.length);
  new DataView(bytes.buffer).setUint32(0, crc32(rest), true);
  bytes.set(rest, 4);
  return `1d.${toBase64url(bytes)}`;
}

/** A link to files with these paths, one byte each. */
export function linkToPaths(...paths: readonly string[]): string {
  const head = {
    go: 'go1.27.3',
    targets: ['linux/amd64'],
    without: [0],
    files: paths.map((path) => [path, 1]),
  };
  return linkOf(`${JSON.stringify(head)}\n${'x'.repeat(paths.length)}`);
}
