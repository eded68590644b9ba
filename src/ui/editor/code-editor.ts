// The one interface through which the page knows an editor, plain or Monaco.
import type { CoveredRange } from '../../project/coverage.ts';
import type { TestFunction } from '../../project/test-functions.ts';
import type { Diagnostic } from '../../project/diagnostic.ts';

/** Where the user is in the open file: offsets in UTF-16 units, and whether the editor has the focus. */
export interface Selection {
  start: number;
  end: number;
  hasFocus: boolean;
}

/**
 * An editor of several documents, of which one shows. Each keeps its undo history, selection and scroll position until it
 * is removed. Ids are those of the project's files; a document that is not there is a mistake of the caller.
 */
export interface CodeEditor {
  /** Adds a document. */
  add(id: number, path: string, text: string): void;
  /** Puts a text in place of a document's, as an edit that the user can undo where the editor knows how. */
  setText(id: number, text: string): void;
  /** Gives a document another name, which its language follows. */
  setPath(id: number, path: string): void;
  /** Removes a document for good, with its history. */
  remove(id: number): void;
  /** Shows a document in place of the one that shows. */
  show(id: number): void;
  /** Marks the messages of a build by document, at Go's lines and byte columns, until the next call. */
  mark(messages: ReadonlyMap<number, readonly Diagnostic[]>): void;
  /** Marks what ran of a document and what did not, in place of the marks before. */
  cover(coverage: ReadonlyMap<number, readonly CoveredRange[]>): void;
  /** Offers tests at their lines, in place of those before; `onRun` is told which is to run. */
  offerTests(
    tests: ReadonlyMap<number, readonly TestFunction[]>,
    onRun: (id: number, name: string) => void,
  ): void;
  /** The 1-based line of the cursor in the document that shows. */
  line(): number;
  /** Moves to a 1-based line and byte column of the document that shows, and takes the focus. */
  reveal(line: number, byteColumn: number): void;
  selection(): Selection;
  select(selection: Selection): void;
  focus(): void;
  /** Takes the editor off the page. */
  dispose(): void;
}

/** Called with every change that the user makes: the document, and its whole new text. */
export type OnEdit = (id: number, text: string) => void;
