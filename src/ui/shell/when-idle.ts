// Puts work off until the page has nothing better to do.

/** Calls back when the page is idle, at the soonest after `delay` milliseconds. Returns the way to call it off. */
export function whenIdle(callback: () => void, delay = 0): () => void {
  let idle: number | undefined;
  const timer = setTimeout(() => {
    // Safari has no requestIdleCallback.
    if ('requestIdleCallback' in window) idle = requestIdleCallback(callback, { timeout: 2000 });
    else callback();
  }, delay);
  return () => {
    clearTimeout(timer);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}
