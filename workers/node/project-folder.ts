// A project in a real folder, read as a link carries it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bounds, LinkError } from '../../src/link/linked-project.ts';
import { contentOf, type ProjectFile } from '../../src/project/file.ts';

/**
 * The files below a folder, sorted by path. Left out is what belongs to no project: what begins with a dot, node_modules.
 * Throws an Error for what is neither file nor folder (a link may carry no symbolic links), a LinkError for too many files.
 */
export function projectIn(folder: string): ProjectFile[] {
  const files: ProjectFile[] = [];
  const visit = (at: string): void => {
    for (const entry of readdirSync(path.join(folder, at), { withFileTypes: true })) {
      const { name } = entry;
      const inside = at === '' ? name : `${at}/${name}`;
      if (name.startsWith('.') || name === 'node_modules') continue;
      if (entry.isDirectory()) visit(inside);
      else if (entry.isFile()) {
        if (files.length === bounds.files) throw new LinkError({ kind: 'too many', limit: bounds.files });
        files.push({
          path: inside,
          content: contentOf(new Uint8Array(readFileSync(path.join(folder, inside)))),
        });
      } else throw new Error(`${inside} is neither a file nor a folder`);
    }
  };
  visit('');
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
