// What all archive formats are given: files, and how they are read piece by piece.

/** A file of an archive. */
export interface ArchiveEntry {
  name: string;
  isExecutable: boolean;
  /** Read when its turn comes, a piece at a time: it may lie on disk. */
  content: Blob;
}

/** A file does not fit into an archive of this format. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/** What is in memory of a file at a time. Fixed, unlike the pieces of Blob.stream(), so that nothing depends on the browser. */
const pieceSize = 1 << 20;

/** The content of a Blob in order, in pieces of a fixed size. Rejects when it cannot be read any more. */
export async function* piecesOf(content: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < content.size; at += pieceSize)
    yield new Uint8Array(await content.slice(at, at + pieceSize).arrayBuffer());
}
