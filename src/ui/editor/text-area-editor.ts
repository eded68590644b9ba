// The plain editor: it is there at once, and stays on touch devices.
import { m } from '../../words/compiled/editor.js';
import type { Diagnostic } from '../../project/diagnostic.ts';
import { offsetOf } from '../../project/position.ts';
import type { CodeEditor, OnEdit, Selection } from './code-editor.ts';

/** A text area per file, so that the browser keeps an undo history for each. */
export class TextAreaEditor implements CodeEditor {
  readonly #host: HTMLElement;
  readonly #onEdit: OnEdit;
  readonly #areas = new Map<number, HTMLTextAreaElement>();
  #open: HTMLTextAreaElement | undefined;

  constructor(host: HTMLElement, onEdit: OnEdit) {
    this.#host = host;
    this.#onEdit = onEdit;
  }

  add(id: number, path: string, text: string): void {
    const area = document.createElement('textarea');
    Object.assign(area, { className: 'code', spellcheck: false, autocapitalize: 'off', autocomplete: 'off' });
    area.setAttribute('autocorrect', 'off');
    area.wrap = 'off';
    area.hidden = true;
    area.addEventListener('input', () => this.#onEdit(id, area.value));
    area.addEventListener('keydown', keepIndentation);
    this.#areas.set(id, area);
    this.setPath(id, path);
    this.setText(id, text);
    this.#host.append(area);
  }

  setText(id: number, text: string): void {
    const area = this.#area(id);
    area.value = text;
    // A new value would put the caret at the end of the text.
    area.setSelectionRange(0, 0);
  }

  setPath(id: number, path: string): void {
    this.#area(id).setAttribute('aria-label', m.source({ path }));
  }

  remove(id: number): void {
    const area = this.#area(id);
    area.remove();
    this.#areas.delete(id);
    if (this.#open === area) this.#open = undefined;
  }

  show(id: number): void {
    if (this.#open) this.#open.hidden = true;
    this.#open = this.#area(id);
    this.#open.hidden = false;
  }

  mark(messages: ReadonlyMap<number, readonly Diagnostic[]>): void {
    for (const [id, area] of this.#areas) area.setAttribute('aria-invalid', String(messages.has(id)));
  }

  /** A text area has no room for marks: the card of the tests says the same in a table. */
  cover(): void {}

  /** Nor for buttons: the tree of the tests and the palette have them. */
  offerTests(): void {}

  line(): number {
    const area = this.#open;
    return area ? area.value.slice(0, area.selectionStart).split('\n').length : 1;
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

  #area(id: number): HTMLTextAreaElement {
    const area = this.#areas.get(id);
    if (!area) throw new Error(`no document ${id}`);
    return area;
  }
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
