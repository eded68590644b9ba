// The Monaco editor behind the page's own interface; it is loaded late.
import { m } from '../../words/compiled/editor.js';
import type { CoveredRange } from '../../project/coverage.ts';
import type { TestFunction } from '../../project/test-functions.ts';
import type { Diagnostic } from '../../project/diagnostic.ts';
import * as monaco from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/quickCommand/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/go/register';
import { lineOf, utf16Column } from '../../project/position.ts';
import type { CodeEditor, OnEdit, Selection } from './code-editor.ts';
import './monaco-marks.css';
import { goAssembly } from './go-assembly-language.ts';
import { goMod } from './go-mod-language.ts';
import { darkTheme, lightTheme } from './monaco-themes.ts';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
monaco.languages.register({ id: 'go-mod' });
monaco.languages.setMonarchTokensProvider('go-mod', goMod);
monaco.languages.setLanguageConfiguration('go-mod', {
  comments: { lineComment: '//' },
  brackets: [['(', ')']],
});
monaco.languages.register({ id: 'go-assembly' });
monaco.languages.setMonarchTokensProvider('go-assembly', goAssembly);
monaco.languages.setLanguageConfiguration('go-assembly', {
  comments: { lineComment: '//', blockComment: ['/*', '*/'] },
});
monaco.editor.defineTheme('anyport-light', lightTheme);
monaco.editor.defineTheme('anyport-dark', darkTheme);

const MARKERS = 'go build';

interface Document {
  path: string;
  model: monaco.editor.ITextModel;
  view: monaco.editor.ICodeEditorViewState | null;
  /** Ids of its decorations: what ran, and the tests that can be run. */
  covered: string[];
  tests: string[];
  /** The tests, in the order of their decorations. */
  functions: readonly TestFunction[];
}

/** Gives all Monaco editors of the page the light or the dark theme. */
export function setMonacoTheme(theme: 'light' | 'dark'): void {
  monaco.editor.setTheme(`anyport-${theme}`);
}

/** A Monaco editor with one model per file. */
export class MonacoEditor implements CodeEditor {
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #onEdit: OnEdit;
  readonly #documents = new Map<number, Document>();
  #shown: number | undefined;
  #onRun: (id: number, name: string) => void = () => {};
  /** True while the page changes a model, so that the change is not taken for the user's. */
  #isFollowing = false;

  constructor(host: HTMLElement, onEdit: OnEdit) {
    this.#onEdit = onEdit;
    this.#editor = monaco.editor.create(host, OPTIONS);
    letEscapeFreeTab(this.#editor);
    this.#editor.onMouseDown(({ target: { type, position } }) => {
      if (type === monaco.editor.MouseTargetType.GUTTER_GLYPH_MARGIN && position)
        this.#runAt(position.lineNumber);
    });
  }

  add(id: number, path: string, text: string): void {
    const model = monaco.editor.createModel(text, languageOf(path));
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    model.updateOptions({ insertSpaces: false, tabSize: 4 });
    model.onDidChangeContent(() => {
      if (!this.#isFollowing) this.#onEdit(id, model.getValue());
    });
    this.#documents.set(id, { path, model, view: null, covered: [], tests: [], functions: [] });
  }

  setText(id: number, text: string): void {
    const { model } = this.#document(id);
    this.#isFollowing = true;
    // As an edit, not setValue: the user can undo it.
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    this.#isFollowing = false;
  }

  setPath(id: number, path: string): void {
    const document = this.#document(id);
    document.path = path;
    monaco.editor.setModelLanguage(document.model, languageOf(path));
    if (id === this.#shown) this.#name(path);
  }

  remove(id: number): void {
    this.#document(id).model.dispose();
    this.#documents.delete(id);
    if (this.#shown === id) this.#shown = undefined;
  }

  show(id: number): void {
    const before = this.#documents.get(this.#shown ?? NaN);
    if (before) before.view = this.#editor.saveViewState();
    const document = this.#document(id);
    this.#shown = id;
    this.#editor.setModel(document.model);
    if (document.view) this.#editor.restoreViewState(document.view);
    this.#name(document.path);
  }

  mark(messages: ReadonlyMap<number, readonly Diagnostic[]>): void {
    for (const [id, { model }] of this.#documents) {
      const own = messages.get(id) ?? [];
      monaco.editor.setModelMarkers(
        model,
        MARKERS,
        own.map((diagnostic) => marker(model, diagnostic)),
      );
    }
  }

  cover(coverage: ReadonlyMap<number, readonly CoveredRange[]>): void {
    for (const [id, document] of this.#documents) {
      const ranges = coverage.get(id) ?? [];
      document.covered = document.model.deltaDecorations(
        document.covered,
        ranges.map((range) => covered(document.model, range)),
      );
    }
  }

  offerTests(
    tests: ReadonlyMap<number, readonly TestFunction[]>,
    onRun: (id: number, name: string) => void,
  ): void {
    this.#onRun = onRun;
    for (const [id, document] of this.#documents) {
      const own = tests.get(id) ?? [];
      document.tests = document.model.deltaDecorations(document.tests, own.map(testMark));
      document.functions = own;
    }
    this.#editor.updateOptions({ glyphMargin: (tests.get(this.#shown ?? NaN) ?? []).length > 0 });
  }

  /** The test at whose mark the user has pressed. The line is where the mark is now. */
  #runAt(lineNumber: number): void {
    const document = this.#documents.get(this.#shown ?? NaN);
    const at = document?.tests.findIndex(
      (mark) => document.model.getDecorationRange(mark)?.startLineNumber === lineNumber,
    );
    const found = at === undefined ? undefined : document?.functions[at];
    if (found && this.#shown !== undefined) this.#onRun(this.#shown, found.name);
  }

  line(): number {
    return this.#editor.getPosition()?.lineNumber ?? 1;
  }

  reveal(line: number, byteColumn: number): void {
    const model = this.#editor.getModel();
    if (!model) return;
    const column = utf16Column(lineOf(model.getValue(), line), byteColumn);
    this.#editor.setPosition({ lineNumber: line, column });
    this.#editor.revealPositionInCenterIfOutsideViewport({ lineNumber: line, column });
    this.#editor.focus();
  }

  selection(): Selection {
    const model = this.#editor.getModel();
    const range = this.#editor.getSelection();
    if (!model || !range) return { start: 0, end: 0, hasFocus: false };
    const start = model.getOffsetAt(range.getStartPosition());
    return { start, end: model.getOffsetAt(range.getEndPosition()), hasFocus: this.#editor.hasTextFocus() };
  }

  select({ start, end, hasFocus }: Selection): void {
    const model = this.#editor.getModel();
    if (!model) return;
    const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
    this.#editor.setSelection(range);
    this.#editor.revealRangeInCenterIfOutsideViewport(range);
    if (hasFocus) this.focus();
  }

  focus(): void {
    this.#editor.focus();
  }

  dispose(): void {
    this.#editor.dispose();
    for (const { model } of this.#documents.values()) model.dispose();
  }

  #document(id: number): Document {
    const document = this.#documents.get(id);
    if (!document) throw new Error(`no document ${id}`);
    return document;
  }

  #name(path: string): void {
    // Monaco takes the Tab key; how to get it back must be said to those who cannot see the hint below the editor.
    this.#editor.updateOptions({
      ariaLabel: m.source_leave({ path }),
    });
  }
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  model: null,
  automaticLayout: true,
  detectIndentation: false,
  fixedOverflowWidgets: true,
  fontFamily: 'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSize: 13,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerLanes: 2,
  padding: { top: 10, bottom: 10 },
  quickSuggestions: false,
  hideCursorInOverviewRuler: true,
  overviewRulerBorder: false,
  renderFinalNewline: 'off',
  renderLineHighlight: 'line',
  renderLineHighlightOnlyWhenFocus: true,
  scrollBeyondLastLine: false,
  stickyScroll: { enabled: false },
  // Text that the user pastes may hold any character; the compiler says what is wrong with it.
  unicodeHighlight: { ambiguousCharacters: false },
};

/** After Escape the next Tab leaves the editor, for those who cannot know of Ctrl+M (WCAG 2.1.2, no keyboard trap). */
function letEscapeFreeTab(editor: monaco.editor.IStandaloneCodeEditor): void {
  let isFree = false;
  const set = (free: boolean) => {
    if (free === isFree) return;
    isFree = free;
    editor.updateOptions({ tabFocusMode: free });
  };
  editor.onKeyDown(({ keyCode }) => {
    if (keyCode === monaco.KeyCode.Escape) set(true);
    else if (keyCode !== monaco.KeyCode.Tab && keyCode !== monaco.KeyCode.Shift) set(false);
  });
  editor.onDidBlurEditorText(() => set(false));
}

function languageOf(path: string): string {
  if (path.endsWith('.go')) return 'go';
  if (/\.s$|\.h$/.test(path)) return 'go-assembly';
  return /(^|\/)go\.(mod|work)$/.test(path) ? 'go-mod' : 'plaintext';
}

function marker(model: monaco.editor.ITextModel, diagnostic: Diagnostic): monaco.editor.IMarkerData {
  const line = Math.min(Math.max(diagnostic.line, 1), model.getLineCount());
  const [startColumn, endColumn] = columns(model, line, diagnostic.column);
  return {
    severity: monaco.MarkerSeverity[diagnostic.severity === 'warning' ? 'Warning' : 'Error'],
    message: diagnostic.message,
    ...(diagnostic.analyzer !== undefined && { source: 'go vet', code: diagnostic.analyzer }),
    startLineNumber: line,
    endLineNumber: line,
    startColumn,
    endColumn,
  };
}

/** What ran and what did not, as a stripe beside the lines and on the ruler. */
function covered(model: monaco.editor.ITextModel, range: CoveredRange): monaco.editor.IModelDeltaDecoration {
  const { startLine, startColumn, endLine, endColumn, count } = range;
  const column = (line: number, byteColumn: number) =>
    line > model.getLineCount() ? 1 : utf16Column(model.getLineContent(line), byteColumn);
  const kind = count > 0 ? 'covered' : 'uncovered';
  return {
    range: new monaco.Range(startLine, column(startLine, startColumn), endLine, column(endLine, endColumn)),
    options: {
      linesDecorationsClassName: kind,
      ...(count === 0 && { className: 'uncovered-text' }),
      hoverMessage: { value: count > 0 ? m.covered({ count }) : m.uncovered() },
    },
  };
}

function testMark({ name, line }: TestFunction): monaco.editor.IModelDeltaDecoration {
  return {
    range: new monaco.Range(line, 1, line, 1),
    options: {
      glyphMarginClassName: 'run-test',
      glyphMarginHoverMessage: { value: m.run_function({ name }) },
    },
  };
}

/** From the place Go names to the end of the word there; the whole line where Go names no column. */
function columns(
  model: monaco.editor.ITextModel,
  line: number,
  byteColumn: number | undefined,
): [number, number] {
  if (byteColumn === undefined) {
    return [model.getLineFirstNonWhitespaceColumn(line) || 1, model.getLineMaxColumn(line)];
  }
  const start = utf16Column(model.getLineContent(line), byteColumn);
  const word = model.getWordAtPosition({ lineNumber: line, column: start });
  return [start, Math.max(word?.endColumn ?? 0, start + 1)];
}
