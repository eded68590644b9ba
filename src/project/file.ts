// A file of the project: its path and its content, text or bytes.

/** A file of the project; `path` is relative to the project's root, with forward slashes. */
export interface ProjectFile {
  path: string;
  content: string | Uint8Array;
}

/** A file that an editor can show. */
export type TextFile<F extends ProjectFile = ProjectFile> = F & { content: string };

/** Tells files that an editor can show from all others. */
export function isText<F extends ProjectFile>(file: F): file is TextFile<F> {
  return typeof file.content === 'string';
}

/** The bytes of a file as go reads them. Not a copy of those that are there: never write to them. */
export function bytesOf({ content }: ProjectFile): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** What a file holds: text when the bytes are UTF-8 without a NUL, which is what editors and go take for text. */
export function contentOf(bytes: Uint8Array): string | Uint8Array {
  if (bytes.includes(0)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}
