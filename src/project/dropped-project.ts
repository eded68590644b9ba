// Makes a project of files from elsewhere: Go files, a folder, a txtar archive, a zip archive.
import { unzipSync } from 'fflate';
import { pathProblem } from './file-path.ts';
import { contentOf } from './file.ts';
import type { NewFile } from './project.ts';
import { parseTxtar } from './txtar.ts';

/** A file from elsewhere, with its path in the folder it was dropped with. */
export interface DroppedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** More than this is not taken for a project that was meant to be opened here. */
export const limits = { files: 2000, bytes: 20_000_000 } as const;

/** What became of dropped files. */
export type Dropped =
  | { readonly is: 'project'; readonly name: string; readonly files: NewFile[]; readonly leftOut: number }
  /** There is no Go file among them. */
  | { readonly is: 'nothing' }
  | { readonly is: 'too large' };

/** Whether names are those of a project rather than of a file to be looked at. A zip archive may be either: see zipHoldsGo. */
export function areSources(paths: readonly string[]): boolean {
  return paths.some((path) => /\.(go|txtar)$|(^|\/)go\.(mod|work)$/.test(path));
}

/** Whether a zip archive has Go files. False for what is no zip archive. */
export function zipHoldsGo(bytes: Uint8Array): boolean {
  let hasGo = false;
  try {
    unzipSync(bytes, { filter: ({ name }) => ((hasGo ||= areSources([name])), false) });
  } catch {
    return false;
  }
  return hasGo;
}

/**
 * The project in dropped files. Archives are opened, a folder that holds everything is left away, hidden folders and paths
 * that a project cannot have are left out, and a go.mod for `goVersion` (1.27) is added where none is.
 */
export function projectOf(dropped: readonly DroppedFile[], goVersion: string): Dropped {
  const opened: (DroppedFile | NewFile)[] = [];
  for (const file of dropped) {
    const more = /\.zip$/i.test(file.path) ? unzipped(file.bytes) : [file];
    if (!more) return { is: 'too large' };
    opened.push(...more.flatMap((each) => (each.path.endsWith('.txtar') ? archived(each) : [each])));
  }
  const wanted = opened.filter(({ path }) => !/(^|\/)(\.[^./]|__MACOSX|node_modules\/)|\/$/.test(path));
  const size = wanted.reduce(
    (sum, each) => sum + ('bytes' in each ? each.bytes.length : each.content.length),
    0,
  );
  if (wanted.length > limits.files || size > limits.bytes) return { is: 'too large' };
  if (!areSources(wanted.map(({ path }) => path))) return { is: 'nothing' };
  const { name, files, leftOut } = gathered(wanted, stem(dropped[0]!.path));
  if (files.length === 0) return { is: 'nothing' };
  if (files.some(({ path }) => path === 'go.mod')) return { is: 'project', name, files, leftOut };
  const goMod = { path: 'go.mod', content: `module example.com/${slug(name)}\n\ngo ${goVersion}\n` };
  return { is: 'project', name, files: [...files, goMod], leftOut };
}

function gathered(wanted: readonly (DroppedFile | NewFile)[], fallback: string) {
  const folder = commonFolder(wanted.map(({ path }) => path));
  const files: NewFile[] = [];
  let leftOut = 0;
  for (const each of wanted) {
    const path = folder === undefined ? each.path : each.path.slice(folder.length + 1);
    const content = 'content' in each ? each.content : contentOf(each.bytes);
    const isTaken =
      pathProblem(
        path,
        files.map((file) => file.path),
      ) !== undefined;
    if (isTaken) leftOut += 1;
    else files.push({ path, content });
  }
  return { name: folder ?? fallback, files, leftOut };
}

/** Undefined when the archive's content is too large. */
function unzipped(bytes: Uint8Array): DroppedFile[] | undefined {
  let size = 0;
  const filter = ({ originalSize }: { originalSize: number }) => (size += originalSize) <= limits.bytes;
  const files = Object.entries(unzipSync(bytes, { filter }));
  return size > limits.bytes ? undefined : files.map(([path, bytes]) => ({ path, bytes }));
}

function archived(file: DroppedFile | NewFile): (DroppedFile | NewFile)[] {
  const content = 'content' in file ? file.content : contentOf(file.bytes);
  return typeof content === 'string' ? parseTxtar(content).files : [file];
}

function commonFolder(paths: readonly string[]): string | undefined {
  const [first = ''] = paths;
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/')) : undefined;
  return folder !== undefined && paths.every((path) => path.startsWith(`${folder}/`)) ? folder : undefined;
}

const stem = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '') || 'project';
