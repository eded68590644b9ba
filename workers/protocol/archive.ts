// What the page can ask of the archive worker.
import type { ArchiveFormat } from '../../src/export/archive.ts';
import type { ArchiveEntry } from '../../src/export/archive-entry.ts';

/** What the page can ask of the archive worker. Files pass as Blobs: no bytes are copied, wherever they lie. */
export interface ArchiveCalls {
  /** `time`, in milliseconds since 1970, is the modification time of all files. Rejects when a file cannot be read. */
  pack(format: ArchiveFormat, files: readonly ArchiveEntry[], time: number): Promise<Blob>;
  /** Bytes of a file after gzip. Rejects when the file cannot be read. */
  gzipSize(file: Blob): Promise<number>;
}
