// Moves the focus to the place that was opened, and back to what had opened it.
import type { View } from '../../state/address.ts';

/** What had the focus when a place was left. */
interface Opener {
  element: HTMLElement;
  /** Finds it again when the place was drawn anew. */
  label: string | null;
}

/** Remembers what had the focus in each place. Its owner tells it of every change of the place. */
export class FocusTrail {
  readonly #openers = new Map<View, Opener>();
  #isDue = false;

  /** Call before the page changes. The rail leads from anywhere to anywhere: it opens nothing to be gone back to. */
  leave(view: View): void {
    const element = document.activeElement;
    this.#isDue = true;
    this.#openers.delete(view);
    if (!(element instanceof HTMLElement) || element === document.body || element.closest('nav')) return;
    this.#openers.set(view, { element, label: element.getAttribute('aria-label') });
  }

  /** Call when the elements of the place are there. Before anything was left the focus stays where the browser put it. */
  arrive(view: View, root: HTMLElement): void {
    if (!this.#isDue) return;
    this.#isDue = false;
    const opener = this.#openers.get(view);
    (opener && find(opener, root))?.focus();
    if (root.contains(document.activeElement)) return;
    const landing = root.querySelector<HTMLElement>('h2, [role=tab][aria-selected=true]');
    if (landing?.matches('h2')) landing.tabIndex = -1;
    landing?.focus({ preventScroll: true });
  }
}

function find({ element, label }: Opener, root: HTMLElement): HTMLElement | undefined {
  if (element.isConnected) return element;
  if (label === null) return undefined;
  return root.querySelector<HTMLElement>(`[aria-label="${CSS.escape(label)}"]`) ?? undefined;
}
