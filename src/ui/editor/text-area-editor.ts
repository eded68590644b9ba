// The plain editor: it is there at once, and stays on touch devices.
import { m } from '../../words/compiled/editor.js';
import type { Diagnostic } from '../../project/diagnostic.ts';
import { findFile, type SourceFile } from '../../project/project.ts';
import { offsetOf } from '../../project/position.ts';
import type { CodeEditor, OnEdit, Selection } from './code-editor.ts';

/** A text area per file, so that the browser keeps an undo history for each. */
export class TextAreaEditor implements CodeEditor {
  readonly #host: HTMLElement;
  readonly #onEdit: OnEdit;
  readonly #areas = new Map<number, HTMLTextAreaElement>();
  #files: readonly SourceFile[] = [];
  #open: HTMLTextAreaElement | undefined;

  constructor(host: HTMLElement, onEdit: OnEdit) {
    this.#host = host;
    this.#onEdit = onEdit;
  }

  show(files: readonly SourceFile[], openId: number): void {
    this.#files = files;
    for (const [id, area] of this.#areas) {
      if (files.some((file) => file.id === id)) continue;
      area.remove();
      this.#areas.delete(id);
    }
    for (const file of files) {
      const area = this.#areas.get(file.id) ?? this.#create(file.id);
      if (area.value !== file.content) replaceText(area, file.content);
      area.setAttribute('aria-label', m.source({ path: file.path }));
      area.hidden = file.id !== openId;
      if (!area.hidden) this.#open = area;
    }
  }

  mark(diagnostics: readonly Diagnostic[]): void {
    for (const [id, area] of this.#areas) {
      const isMarked = diagnostics.some((diagnostic) => findFile(this.#files, diagnostic.file)?.id === id);
      area.setAttribute('aria-invalid', String(isMarked));
    }
  }

  reveal(line: number, byteColumn: number): void {
    const area = this.#open;
    if (!area) return;
    const offset = offsetOf(area.value, line, byteColumn);
    area.focus();
    area.setSelectionRange(offset, offset);
    const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight);
    area.scrollTop = (line - 1) * lineHeight - area.clientHeight / 2;
  }

  selection(): Selection {
    const area = this.#open;
    const hasFocus = area !== undefined && document.activeElement === area;
    return { start: area?.selectionStart ?? 0, end: area?.selectionEnd ?? 0, hasFocus };
  }

  select({ start, end, hasFocus }: Selection): void {
    this.#open?.setSelectionRange(start, end);
    if (hasFocus) this.focus();
  }

  focus(): void {
    this.#open?.focus();
  }

  dispose(): void {
    for (const area of this.#areas.values()) area.remove();
    this.#areas.clear();
  }

  #create(id: number): HTMLTextAreaElement {
    const area = document.createElement('textarea');
    Object.assign(area, { className: 'code', spellcheck: false, autocapitalize: 'off', autocomplete: 'off' });
    area.setAttribute('autocorrect', 'off');
    area.wrap = 'off';
    area.addEventListener('input', () => this.#onEdit(id, area.value));
    area.addEventListener('keydown', keepIndentation);
    this.#host.append(area);
    this.#areas.set(id, area);
    return area;
  }
}

/** A new value would put the caret at the end of the text. */
function replaceText(area: HTMLTextAreaElement, text: string): void {
  area.value = text;
  area.setSelectionRange(0, 0);
}

/** Enter begins the new line as deep as the last one, and deeper after an opening bracket, as gofmt will want it. */
function keepIndentation(event: KeyboardEvent): void {
  if (
    event.key !== 'Enter' ||
    event.isComposing ||
    event.shiftKey ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey
  )
    return;
  const area = event.currentTarget as HTMLTextAreaElement;
  const before = area.value.slice(
    area.value.lastIndexOf('\n', area.selectionStart - 1) + 1,
    area.selectionStart,
  );
  const indentation = (/^[ \t]*/.exec(before)?.[0] ?? '') + (/[{([]\s*$/.test(before) ? '\t' : '');
  if (indentation === '') return;
  event.preventDefault();
  // Deprecated, yet the only way to change a text area that its undo history knows of.
  document.execCommand('insertText', false, `\n${indentation}`);
}
