// Writes tar archives that are the same wherever and whenever they are written.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 (ustar)

import { ArchiveError, piecesOf, type ArchiveEntry } from './archive-entry.ts';

const BLOCK = 512;

/** The archive piece by piece, with no more than a piece in memory. `time` is the modification time of every file. */
export async function* tarPieces(
  files: readonly ArchiveEntry[],
  time: Date,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (const { name, isExecutable, content } of files) {
    yield header(name, isExecutable ? 0o755 : 0o644, content.size, time);
    yield* piecesOf(content);
    yield new Uint8Array((BLOCK - (content.size % BLOCK)) % BLOCK);
  }
  // Two empty blocks end an archive.
  yield new Uint8Array(2 * BLOCK);
}

function header(name: string, mode: number, size: number, time: Date): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK);
  const encoded = new TextEncoder().encode(name);
  if (encoded.length > 100) throw new ArchiveError(`${name} is too long for a tar archive`);
  const text = (offset: number, value: string) => block.set(new TextEncoder().encode(value), offset);
  const octal = (offset: number, length: number, value: number) =>
    text(offset, value.toString(8).padStart(length - 1, '0'));
  block.set(encoded, 0);
  octal(100, 8, mode);
  octal(108, 8, 0); // owner and group: nobody in particular
  octal(116, 8, 0);
  octal(124, 12, size);
  octal(136, 12, Math.floor(time.getTime() / 1000));
  text(148, ' '.repeat(8)); // the checksum is taken with spaces in its place
  text(156, '0');
  text(257, 'ustar\x0000');
  octal(
    148,
    7,
    block.reduce((sum, byte) => sum + byte, 0),
  );
  block[154] = 0;
  return block;
}
