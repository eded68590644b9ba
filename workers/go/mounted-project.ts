// A project in the file system of one command: mounted, compared with what the command has left, and taken out again.
import type { ProjectFile } from '../../src/project/file.ts';
import { emptyFolders } from '../process/root.ts';
import type { OutputFile } from '../protocol/go.ts';
import { sha256Hex } from '../toolchain/fetch-source.ts';
import { Folder } from '../wasi/folder.ts';
import { RegularFile } from '../wasi/regular-file.ts';

/** Where the project is mounted. */
export const workFolder = '/work';

/** A file that was made or changed, before its hash is known. */
type NewFile = Omit<OutputFile & { change: 'made' | 'changed' }, 'sha256'>;

/** The files of a project in place of the ones before, with empty folders for output and temporary files. */
export class MountedProject {
  readonly #root: Folder;
  readonly #mounted = new Map<string, Uint8Array>();

  /** Mounts the files; whoever mounts a project calls unmount(). */
  constructor(root: Folder, files: readonly ProjectFile[]) {
    this.#root = root;
    this.unmount();
    const encoder = new TextEncoder();
    for (const { path, content } of files) {
      const bytes = typeof content === 'string' ? encoder.encode(content) : content;
      this.#mounted.set(path, bytes);
      root.put(`${workFolder}/${path}`, new RegularFile(bytes));
    }
  }

  /** What a command has changed since, and what it has put into the folder for output. The bytes are copies. */
  changes(): Promise<OutputFile[]> {
    const now = new Map(filesBelow(this.#root.folder(workFolder)));
    const removed = [...this.#mounted.keys()]
      .filter((path) => !now.has(path))
      .map((path): OutputFile => ({ change: 'removed', place: 'project', path }));
    const changed = [...now].flatMap(([path, file]) => this.#change(path, file));
    const made = filesBelow(this.#root.folder('out')).map(([path, { bytes }]): NewFile => ({
      change: 'made',
      place: 'out',
      path,
      bytes: new Uint8Array(bytes),
    }));
    // All bytes are copied by now: the tree may change while the hashes are made.
    return Promise.all([...removed, ...[...changed, ...made].map(withHash)]);
  }

  #change(path: string, { bytes }: RegularFile): NewFile[] {
    const before = this.#mounted.get(path);
    if (before && isSame(before, bytes)) return [];
    return [{ change: before ? 'changed' : 'made', place: 'project', path, bytes: new Uint8Array(bytes) }];
  }

  /** Empties the folders, so that nothing of the command is held. */
  unmount(): void {
    emptyFolders(this.#root, ['work', 'out', 'gotmp']);
  }
}

async function withHash(file: NewFile): Promise<OutputFile> {
  return { ...file, sha256: await sha256Hex(file.bytes) };
}

function filesBelow(folder: Folder, path = ''): [path: string, file: RegularFile][] {
  return [...folder.entries].flatMap(([name, node]): [string, RegularFile][] => {
    if (node instanceof Folder) return filesBelow(node, `${path}${name}/`);
    return node instanceof RegularFile ? [[`${path}${name}`, node]] : [];
  });
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, i) => byte === b[i]));
}
