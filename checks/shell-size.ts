// The size of the page's shell: the scripts and styles that a browser needs before it shows anything.
import { gzipSync } from 'node:zlib';

/** The most that the shell may have, in bytes after gzip. What a first screen does not need is imported late. */
export const shellLimit = 94_000;

/**
 * Bytes after gzip of the scripts and styles that a page names in its head: its entry, and all that the entry imports at
 * once, which Vite lists there. Editor, workers and places come later and do not count. Takes the address of the page.
 */
export async function shellSize(page: string): Promise<number> {
  const html = await text(page);
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const paths = tags.flatMap((tag) => /\b(?:src|href)="([^"]+\.(?:js|css))"/.exec(tag)?.[1] ?? []);
  if (paths.length === 0) throw new Error(`${page} names no script`);
  const files = await Promise.all(paths.map((path) => text(new URL(path, page).href)));
  return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
}

async function text(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  return response.text();
}
