// Tells an editor what has changed in the project, and nothing else: untouched documents are not looked at.
import { isText } from '../../project/file.ts';
import type { SourceFile } from '../../project/project.ts';
import type { CodeEditor } from './code-editor.ts';

/** What an editor has been told of the project's files. The project's files are values: a changed one is another object. */
export class Documents {
  readonly #editor: CodeEditor;
  readonly #told = new Map<number, SourceFile>();
  #shown: number | undefined;

  constructor(editor: CodeEditor) {
    this.#editor = editor;
  }

  /** Takes note of a text that came from the editor itself, so that it is not told of it. */
  edited(id: number, content: string): void {
    const told = this.#told.get(id);
    if (told) this.#told.set(id, { ...told, content });
  }

  /** Brings the editor up to date. Files that are no text have no document; an open one leaves what shows as it is. */
  follow(files: readonly SourceFile[], openId: number): void {
    const ids = new Set(files.filter(isText).map(({ id }) => id));
    for (const file of files) this.#put(file);
    if (openId !== this.#shown && ids.has(openId)) this.#show(openId);
    for (const id of this.#told.keys()) if (!ids.has(id)) this.#remove(id);
  }

  #put(file: SourceFile): void {
    const told = this.#told.get(file.id);
    if (told === file || !isText(file)) return;
    const { id, path, content } = file;
    if (!told) this.#editor.add(id, path, content);
    // What the user typed came from the editor: the very same string, compared in no time.
    else if (told.content !== content) this.#editor.setText(id, content);
    if (told && told.path !== path) this.#editor.setPath(id, path);
    this.#told.set(id, file);
  }

  #show(id: number): void {
    this.#shown = id;
    this.#editor.show(id);
  }

  #remove(id: number): void {
    this.#told.delete(id);
    if (this.#shown === id) this.#shown = undefined;
    this.#editor.remove(id);
  }
}
