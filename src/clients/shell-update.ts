// The page without a network: registering its service worker and offering a new version.
/// <reference types="vite-plugin-pwa/vanillajs" />
import { registerSW } from 'virtual:pwa-register';

/**
 * Lets the browser keep the page. `onUpdate` is called, once, when a new version is kept and waits: it starts once all tabs are
 * closed, or when `start` is called, which loads this page anew. Other tabs go on with the version they have.
 */
export function keepShell(onUpdate: (start: () => void) => void): void {
  let isTold = false;
  let wasAsked = false;
  const start = async () => {
    wasAsked = true;
    const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
    // It may have started already, for another tab.
    if (waiting) await skipWaiting();
    else location.reload();
  };
  const skipWaiting = registerSW({
    onNeedRefresh: () => {
      if (!isTold) onUpdate(() => void start());
      isTold = true;
    },
    onNeedReload: () => {
      if (wasAsked) location.reload();
    },
  });
}
