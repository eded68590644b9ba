// A file as it lies in a container.

/** ContainedFile is a file in a container; gzip files may not name theirs. */
export interface ContainedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
