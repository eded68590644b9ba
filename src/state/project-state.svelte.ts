// The project being edited: its files and which of them is open.

import type { Draft } from '../storage/draft.ts';
import { EXAMPLES } from '../project/examples.ts';
import { initialContent, pathProblem } from '../project/file-path.ts';
import {
  changeFile,
  createFiles,
  filesImportingC,
  findFile,
  modulePath,
  nextId,
  type NewFile,
  type SourceFile,
} from '../project/project.ts';

/** A state of the project that can be brought back whole. */
export interface Snapshot {
  files: SourceFile[];
  openId: number;
}

/** What becomes of a file: its new content, or that it goes. */
export interface FileChange {
  path: string;
  content: SourceFile['content'] | undefined;
}

/** The project and its open file. There is always at least one file, and the open one always exists. */
export class ProjectState {
  #files: SourceFile[] = $state.raw([]);
  #openId = $state(0);
  #revision = $state(0);

  readonly open: SourceFile = $derived(
    this.#files.find((file) => file.id === this.#openId) ?? this.#files[0]!,
  );
  readonly modulePath = $derived(modulePath(this.#files));
  readonly usesCgo = $derived(filesImportingC(this.#files).length > 0);

  constructor(draft?: Pick<Draft, 'files' | 'openPath'>) {
    this.#files = createFiles(draft?.files ?? EXAMPLES[0].files);
    this.#openId = (findFile(this.#files, draft?.openPath ?? '') ?? this.#files[0]!).id;
  }

  get files(): readonly SourceFile[] {
    return this.#files;
  }

  /** Grows with every change of a name or a text, so that a result can tell whether it is still up to date. */
  get revision(): number {
    return this.#revision;
  }

  openFile(id: number): void {
    this.#openId = id;
  }

  /** Puts another content in place of a file's; the other files stay the very same values. */
  edit(id: number, content: SourceFile['content']): void {
    this.#change(changeFile(this.#files, id, { content }));
  }

  rename(id: number, path: string): void {
    this.#change(changeFile(this.#files, id, { path }));
  }

  /** Adds a file with the content that its name asks for, and opens it. */
  add(path: string): void {
    const id = nextId(this.#files);
    this.#change([...this.#files, { id, path, content: initialContent(path) }]);
    this.#openId = id;
  }

  /** Removes a file and opens its neighbour; gives the way back, unless it was the last file, which stays. */
  remove(id: number): (() => void) | undefined {
    if (this.#files.length === 1) return undefined;
    const index = this.#files.findIndex((file) => file.id === id);
    const removed = this.#files[index]!;
    const rest = this.#files.toSpliced(index, 1);
    if (this.open.id === id) this.#openId = rest[Math.min(index, rest.length - 1)]!.id;
    this.#change(rest);
    return () => this.#insert(removed, index);
  }

  /**
   * Does what somebody else has done to a copy of the files: those with a content are added or changed, those without one
   * removed. Names that no file of a project may have are left out, and one file always stays. Files that stay keep their
   * ids, so that an editor can undo the change. Gives the way back; undefined when nothing changes.
   */
  apply(changes: readonly FileChange[]): (() => void) | undefined {
    const before = this.snapshot();
    let files = [...this.#files];
    for (const { path, content } of changes) {
      const there = findFile(files, path);
      if (there && content === there.content) continue;
      if (there && content !== undefined) files = changeFile(files, there.id, { content });
      else if (there && files.length > 1) files = files.filter(({ id }) => id !== there.id);
      else if (
        content !== undefined &&
        !pathProblem(
          path,
          files.map((file) => file.path),
        )
      )
        files = [...files, { id: nextId(files), path, content }];
    }
    const isSame = files.length === this.#files.length && files.every((file, i) => file === this.#files[i]);
    if (isSame) return undefined;
    this.restore({ files, openId: before.openId });
    return () => this.restore(before);
  }

  /** Puts other files in place of all there are. */
  replace(files: readonly NewFile[]): void {
    this.restore({ files: createFiles(files, nextId(this.#files)), openId: 0 });
  }

  snapshot(): Snapshot {
    return { files: this.#files, openId: this.open.id };
  }

  restore({ files, openId }: Snapshot): void {
    this.#change(files);
    this.#openId = (files.find((file) => file.id === openId) ?? files[0]!).id;
  }

  /** A file whose name is taken by now comes back under a free one. */
  #insert(file: SourceFile, index: number): void {
    const paths = this.#files.map(({ path }) => path);
    let { path } = file;
    while (pathProblem(path, paths)) path = `restored-${path}`;
    this.#change(this.#files.toSpliced(index, 0, { ...file, path }));
    this.#openId = file.id;
  }

  #change(files: SourceFile[]): void {
    this.#files = files;
    this.#revision += 1;
  }
}
