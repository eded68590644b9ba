// A file of the project: its path and its content.

/** A file of the project; `path` is relative to the project's root, with forward slashes. */
export interface ProjectFile {
  path: string;
  content: string | Uint8Array;
}
