// The keyboard shortcuts that work everywhere on the page.

/** What the shortcuts do. */
export interface Shortcuts {
  build: () => void;
  keep: () => void;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The build shortcut as it stands on this machine's keys. */
export const BUILD_KEYS = isMac ? '⌘ ↵' : 'Ctrl ↵';

/**
 * Listens on the window in the capture phase, before the editor takes the keys: Ctrl or ⌘ with Enter builds, so does
 * Shift+Enter outside of form fields; Ctrl or ⌘ with S keeps the draft. Returns the way to stop.
 */
export function listenToShortcuts({ build, keep }: Shortcuts): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || document.querySelector('dialog[open]')) return;
    const hasMod = event.ctrlKey || event.metaKey;
    const isBuild = event.key === 'Enter' && (hasMod || (event.shiftKey && !isFormField(event.target)));
    const isKeep = event.key.toLowerCase() === 's' && hasMod && !event.shiftKey;
    if (!isBuild && !isKeep) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (isBuild) build();
    else keep();
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
}

/** Fields in which Shift+Enter has a meaning of its own; the editor is not one of them. */
function isFormField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('.editor') === null &&
    target.matches('input, select, textarea')
  );
}
