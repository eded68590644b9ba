// The Go build ID that stands as text before the program's instructions.
import { bytesOf, indexOfBytes, latin1Of } from '../read/byte-reader.ts';

/** rawBuildIdReach is how far into the text `go tool buildid` looks (cmd/internal/buildid/buildid.go, readSize). */
export const rawBuildIdReach = 32 * 1024;

const prefix = bytesOf('\xff Go build ID: "');
const suffix = bytesOf('"\n \xff');

/** findRawBuildId returns the build ID within the first 32 KiB, or an empty text. */
export function findRawBuildId(bytes: Uint8Array): string {
  const reach = bytes.subarray(0, rawBuildIdReach);
  const start = indexOfBytes(reach, prefix);
  if (start < 0) return '';
  const end = indexOfBytes(reach, suffix, start + prefix.length);
  return end < 0 ? '' : latin1Of(reach.subarray(start + prefix.length, end));
}
