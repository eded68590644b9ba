// Puts the imports of std right in all Go files of a project.
import { isText, type ProjectFile } from '../file.ts';
import { fixImports } from './fix-imports.ts';

/** The files with their imports of std put right; those that need nothing stay the very same values. */
export function importsFixed<F extends ProjectFile>(files: readonly F[], std: readonly string[]): F[] {
  return files.map((file) => {
    if (!isText(file) || !file.path.endsWith('.go')) return file;
    const isSibling = (other: F) =>
      other !== file && other.path.endsWith('.go') && folderOf(other.path) === folderOf(file.path);
    const siblings = files.filter(isSibling).flatMap((other) => (isText(other) ? [other.content] : []));
    const content = fixImports(file.content, { std, siblings });
    return content === file.content ? file : { ...file, content };
  });
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
