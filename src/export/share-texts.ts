// What an address is handed on as: a badge in Markdown, a script, a txtar archive, a file.
import { isText, type ProjectFile } from '../project/file.ts';
import { formatTxtar } from '../project/txtar.ts';

/** A badge that leads to the address; `label` is its text for who does not see it. */
export function markdownBadge(address: string, label: string): string {
  const folder = address.replace(/[?#].*$/s, '').replace(/[^/]*$/, '');
  const text = label.replace(/[[\]\\`*_<>!]/g, '\\$&').replace(/\s+/g, ' ');
  return `[![${text}](${folder}badge.svg)](${address})`;
}

/** The text files as a txtar archive, and how many others have no place in it. */
export function txtarOf(files: readonly ProjectFile[]): { text: string; leftOut: number } {
  const texts = files.filter((file) => isText(file));
  return { text: formatTxtar({ comment: '', files: texts }), leftOut: files.length - texts.length };
}
