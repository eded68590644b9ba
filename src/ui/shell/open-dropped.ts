// Opens what was dropped or picked: a project in the editor, anything else in the inspector.
import type { DroppedFile } from '../../project/dropped-project.ts';
import type { Playground } from '../../state/playground.svelte.ts';
import { m } from '../../words/compiled/shell.js';

interface FoundFile {
  path: string;
  file: File;
}

/** The most files that are inspected of what was dropped. */
const mostInspected = 64;

/**
 * Opens dropped or picked files. With `either` what holds no Go sources goes to the inspector, file by file. A
 * project takes the place of the one in the editor, and the notice offers the way back. Never rejects.
 */
export async function openDropped(
  playground: Playground,
  dropped: DataTransfer | readonly File[],
  as: 'either' | 'project',
): Promise<void> {
  // What was dropped can be read only before the event has ended.
  const found = 'items' in dropped ? entriesOf(dropped) : dropped.map((file) => ({ path: file.name, file }));
  const { areSources, projectOf, zipHoldsGo, limits } = await import('../../project/dropped-project.ts');
  const files = await readAll(found, limits.files);
  const [first] = files;
  if (!first) return;
  if (first.path.endsWith('.anyport')) return void (await openLinkFile(playground, first.file));
  const isZip = /\.zip$/i.test(first.path) && first.file.size < limits.bytes;
  const isProject =
    as === 'project' ||
    areSources(files.map(({ path }) => path)) ||
    (isZip && zipHoldsGo(await bytesOf(first.file)));
  if (!isProject) {
    const inspected = files.slice(0, mostInspected);
    return playground.inspection.openAll(inspected.map(({ file }) => ({ name: file.name, bytes: file })));
  }
  const tooLarge = m.dropped_too_large({ files: limits.files, megabytes: limits.bytes / 1e6 });
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  if (size > limits.bytes) return playground.notify({ text: tooLarge });
  const sources: DroppedFile[] = [];
  for (const { path, file } of files) sources.push({ path, bytes: await bytesOf(file) });
  const goVersion = /^go(\d+\.\d+)/.exec(playground.manifest?.release ?? '')?.[1] ?? '1.21';
  const result = projectOf(sources, goVersion);
  if (result.is === 'nothing') playground.notify({ text: m.dropped_nothing() });
  else if (result.is === 'too large') playground.notify({ text: tooLarge });
  else {
    const taken = m.dropped_taken({ name: result.name });
    const leftOut = result.leftOut > 0 ? ` ${m.dropped_left_out({ count: result.leftOut })}` : '';
    playground.openProject(result.files, taken + leftOut);
  }
}

/** A file in place of a link that is too long for an address: it holds the fragment. */
async function openLinkFile({ place }: Playground, file: File): Promise<void> {
  const text = (await file.text()).trim();
  place.go({ view: 'link', link: text.startsWith('#') ? text : `#${text}` });
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

function entriesOf({ items }: DataTransfer): (FileSystemEntry | FoundFile)[] {
  return [...items].flatMap((item): (FileSystemEntry | FoundFile)[] => {
    const entry = item.webkitGetAsEntry?.();
    const file = item.getAsFile();
    if (entry?.isDirectory) return [entry];
    return file ? [{ path: file.name, file }] : [];
  });
}

/** All files, those in folders included, up to one more than `limit`. Hidden folders are not looked into. */
async function readAll(found: readonly (FileSystemEntry | FoundFile)[], limit: number): Promise<FoundFile[]> {
  const files: FoundFile[] = [];
  const queue = [...found];
  for (let next = queue.shift(); next && files.length <= limit; next = queue.shift()) {
    if ('path' in next) files.push(next);
    else if (next.isFile)
      files.push({ path: next.fullPath.slice(1), file: await fileOf(next as FileSystemFileEntry) });
    else if (!/^\.|^node_modules$/.test(next.name))
      queue.push(...(await childrenOf(next as FileSystemDirectoryEntry)));
  }
  return files;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives a folder's entries in portions, at last an empty one. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
