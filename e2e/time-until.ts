// How long the page takes to say something after a click, by the page's own clock: a busy machine delays the test's.
import type { Locator } from '@playwright/test';

/** Clicks, waits until the status of that name says `words`, and gives the milliseconds between. */
export function timeUntil(button: Locator, status: string, words: string): Promise<number> {
  return button.evaluate(
    async (button: HTMLButtonElement, { status, words }) => {
      const began = performance.now();
      button.click();
      const said = () => document.querySelector(`[role="status"][aria-label="${status}"]`)?.textContent;
      while (!said()?.includes(words)) await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - began;
    },
    { status, words },
  );
}
