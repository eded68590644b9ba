// Turns the overlay's changes into what `go build -overlay` reads.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Edit, overlayChanges } from './overlay-edits.ts';
import { sha256 } from './content.ts';

/** An overlay written to disk. */
export interface Overlay {
  /** The JSON file for `go build -overlay`. */
  file: string;
  /** SHA-256 in hex over the names and contents of all replaced files: what the tools depend on beside the release. */
  hash: string;
}

/**
 * Applies one edit to a file's text.
 * @throws Error naming edit, file and anchor when the anchor does not occur exactly once: the release has changed there.
 */
export function applyEdit(text: string, edit: Edit): string {
  const parts = text.split(edit.anchor);
  if (parts.length !== 2) {
    throw new Error(
      `overlay: the edit "${edit.name}" expects its anchor once in ${edit.file}, found it ${parts.length - 1} times.\n` +
        `Look at what this release has there and mend toolchain/overlay-edits.ts. The anchor:\n${edit.anchor}`,
    );
  }
  return parts.join(edit.replacement);
}

function readOurs(name: string): Promise<string> {
  return readFile(new URL(`overlay/${name}`, import.meta.url), 'utf8');
}

/** Returns the text of every file the overlay replaces or adds, by its path below GOROOT; undefined for one it takes away. */
async function overlayTexts(goroot: string): Promise<Map<string, string | undefined>> {
  const texts = new Map<string, string | undefined>();
  for (const change of overlayChanges) {
    if (change.kind === 'addition') {
      texts.set(change.file, await readOurs(change.from));
    } else if (change.kind === 'replacement') {
      for (const name of await readdir(path.join(goroot, change.folder)))
        if (name.endsWith('.go')) texts.set(`${change.folder}/${name}`, undefined);
      texts.set(`${change.folder}/${change.from}`, await readOurs(change.from));
    } else {
      const before = texts.get(change.file) ?? (await readFile(path.join(goroot, change.file), 'utf8'));
      texts.set(change.file, applyEdit(before, change));
    }
  }
  return texts;
}

/** Writes the overlay of a release into `folder`, which is emptied first. */
export async function writeOverlay(goroot: string, folder: string): Promise<Overlay> {
  const texts = await overlayTexts(goroot);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const replace: Record<string, string> = {};
  for (const [file, text] of texts) {
    // An empty path takes the file away (go help build, -overlay).
    const written = text === undefined ? '' : path.join(folder, file.replaceAll('/', '__'));
    if (text !== undefined) await writeFile(written, text);
    replace[path.join(goroot, file)] = written;
  }
  const file = path.join(folder, 'overlay.json');
  await writeFile(file, JSON.stringify({ Replace: replace }, null, 1));
  return { file, hash: sha256(JSON.stringify([...texts])) };
}
