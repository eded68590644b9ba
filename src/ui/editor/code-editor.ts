// The one interface through which the page knows an editor, plain or Monaco.
import type { Diagnostic } from '../../project/diagnostic.ts';
import type { SourceFile } from '../../project/project.ts';

/** Where the user is in the open file: offsets in UTF-16 units, and whether the editor has the focus. */
export interface Selection {
  start: number;
  end: number;
  hasFocus: boolean;
}

/** An editor of several documents, of which one shows. Each keeps its undo history, selection and scroll position. */
export interface CodeEditor {
  /** Brings the documents in line with the files, and shows the open one. */
  show(files: readonly SourceFile[], openId: number): void;
  /** Marks the messages of a build, at Go's lines and byte columns, until the next call. */
  mark(diagnostics: readonly Diagnostic[]): void;
  /** Moves to a 1-based line and byte column of the open file, and takes the focus. */
  reveal(line: number, byteColumn: number): void;
  selection(): Selection;
  select(selection: Selection): void;
  focus(): void;
  dispose(): void;
}

/** Called with every change that the user makes. */
export type OnEdit = (id: number, content: string) => void;
