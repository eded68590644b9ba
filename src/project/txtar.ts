// The txtar format: several text files in one text (golang.org/x/tools/txtar). Bytes that are no text have no place in it.

import type { TextFile } from './file.ts';

/** A txtar archive: a comment, then files. */
export interface Archive {
  comment: string;
  files: TextFile[];
}

const MARKER = /^-- (.+) --[ \t]*$/;

/** Reads an archive. There are no errors: text before the first marker line is the comment. */
export function parseTxtar(text: string): Archive {
  const archive: Archive = { comment: '', files: [] };
  for (const line of text.split(/(?<=\n)/)) {
    const path = MARKER.exec(line.trimEnd())?.[1]?.trim();
    const last = archive.files.at(-1);
    if (path) archive.files.push({ path, content: '' });
    else if (last) last.content += line;
    else archive.comment += line;
  }
  return archive;
}

/** Writes an archive; a file without a final line feed gets one, as the format demands. */
export function formatTxtar({ comment, files }: Archive): string {
  const parts = files.map(({ path, content }) => `-- ${path} --\n${terminated(content)}`);
  return terminated(comment) + parts.join('');
}

function terminated(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
