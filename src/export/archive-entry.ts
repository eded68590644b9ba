// What all archive formats are given: files, read when their turn comes.

/** A file of an archive. */
export interface ArchiveEntry {
  name: string;
  isExecutable: boolean;
  /** Reads the file when its turn comes. */
  content: () => Promise<Blob>;
}

/** A file does not fit into an archive of this format. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
