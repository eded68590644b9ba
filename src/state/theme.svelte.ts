// The light and the dark theme: the system's, until the user chooses.

import { MediaQuery } from 'svelte/reactivity';

type Theme = 'light' | 'dark';

const KEY = 'anyport-theme';

/** Which theme shows. index.html applies the kept choice before the first paint. */
class ThemeState {
  readonly #system = new MediaQuery('(prefers-color-scheme: dark)');
  #chosen: Theme | undefined = $state(keptTheme());

  get shown(): Theme {
    return this.#chosen ?? (this.#system.current ? 'dark' : 'light');
  }

  /** Changes to the other theme and keeps the choice; choosing what the system wants follows the system again. */
  toggle(): void {
    const next = this.shown === 'dark' ? 'light' : 'dark';
    const isSystem = next === (this.#system.current ? 'dark' : 'light');
    this.#chosen = isSystem ? undefined : next;
    if (isSystem) delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
    try {
      if (isSystem) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, next);
    } catch {
      // A browser that keeps nothing still shows the theme until the page is left.
    }
  }
}

function keptTheme(): Theme | undefined {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : undefined;
}

/** The theme of the page. */
export const theme = new ThemeState();
