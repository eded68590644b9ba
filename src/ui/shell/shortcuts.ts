// Listens for the shortcuts of all actions, wherever the focus is.
import type { Action } from './actions.ts';
import { isPressed } from './keys.ts';

/**
 * Listens on the window in the capture phase, before the editor takes the keys. Monaco's own bindings give way where both
 * have one: its chords that begin with Ctrl+K are in its own list of commands, which F1 opens while the editor has the
 * focus. `actions` gives the table as it is then. Returns the way to stop.
 */
export function listenToShortcuts(actions: () => readonly Action[]): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || document.querySelector('dialog[open]')) return;
    const found = actions().find(({ keys }) => keys?.some((each) => isMeant(each, event)));
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    if (found.isEnabled && !event.repeat) found.run();
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
}

function isMeant(keys: string, event: KeyboardEvent): boolean {
  if (!isPressed(keys, event)) return false;
  const { target } = event;
  if (!(target instanceof Element)) return true;
  if (keys === 'Shift+Enter') return !isFormField(target);
  // F1 and F2 are the editor's and the tabs' while they have the focus.
  if (keys === 'F1' || keys === 'F2') return target.closest('.editor') === null;
  return true;
}

/** Fields in which Shift+Enter has a meaning of its own; the editor is not one of them. */
function isFormField(target: Element): boolean {
  return target.closest('.editor') === null && target.matches('input, select, textarea');
}
