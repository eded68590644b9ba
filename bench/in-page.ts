// What runs in the page: it marks progress, and times builds by the page's own clock.

// These functions name no functions inside: esbuild would wrap these in a helper of its own.

/** Times in milliseconds since the navigation began, and the SHA-256 of the binary. */
export interface FinishedBuild {
  clicked: number;
  ended: number;
  sha256: string;
}

/** A set of targets that was built together. */
export interface FinishedSet {
  /** Milliseconds from the click to the last target's end. */
  took: number;
  /** The page's sentence about it. */
  state: string;
  /** By name of the target; empty for one without a binary. */
  sha256: Record<string, string>;
}

/** What Ctrl+V does, without asking for the system's clipboard. */
export function paste(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.activeElement!.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  );
}

/** Marks on the page's timeline when the editor and the toolchain are there. */
export function markProgress(): void {
  const signs = { editable: 'textarea', ready: 'footer' };
  new MutationObserver((_, observer) => {
    for (const [mark, selector] of Object.entries(signs)) {
      const element = document.querySelector(selector);
      if (!element || performance.getEntriesByName(mark).length > 0) continue;
      if (mark === 'editable' || element.textContent?.includes('Toolchain ready')) performance.mark(mark);
    }
    if (performance.getEntriesByName('ready').length > 0) observer.disconnect();
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

/** Resolves when the build that the next click starts has ended and its result shows. */
export function nextBuild(): Promise<FinishedBuild & { state: string }> {
  return new Promise((resolve) => {
    let clicked = 0;
    let isBuilding = false;
    addEventListener('click', (event) => (clicked = event.timeStamp), { capture: true, once: true });
    const line = document.querySelector('[role=status][aria-label="Build state"]')!;
    new MutationObserver((_, observer) => {
      const state = line.textContent?.trim() ?? '';
      if (state.startsWith('Building')) isBuilding = true;
      if (!isBuilding || state.startsWith('Building')) return;
      observer.disconnect();
      const sha256 = document.querySelector('article .hash code')?.textContent ?? '';
      resolve({ clicked, ended: performance.now(), state, sha256 });
    }).observe(line, { childList: true, characterData: true, subtree: true });
  });
}

/** Resolves with the milliseconds from the next key Enter until the page has the first output of the run it starts. */
export function nextOutput(): Promise<number> {
  return new Promise((resolve) => {
    let pressed = 0;
    const onKey = ({ key, timeStamp }: KeyboardEvent) => {
      if (key === 'Enter') pressed = timeStamp;
    };
    addEventListener('keydown', onKey, { capture: true });
    const observer = new PerformanceObserver((list) => {
      const mark = list.getEntriesByName('run output').find(({ startTime }) => startTime > pressed);
      if (!mark || pressed === 0) return;
      observer.disconnect();
      removeEventListener('keydown', onKey, { capture: true });
      resolve(mark.startTime - pressed);
    });
    observer.observe({ type: 'mark' });
  });
}

/** Resolves when all targets of the set that the next click starts have ended. */
export function nextSet(): Promise<FinishedSet> {
  return new Promise((resolve) => {
    let clicked = 0;
    let isBuilding = false;
    addEventListener('click', (event) => (clicked = event.timeStamp), { capture: true, once: true });
    const stop = document.querySelector<HTMLButtonElement>('button[aria-label="Stop all builds"]')!;
    new MutationObserver((_, observer) => {
      if (!stop.disabled) isBuilding = true;
      // The pool has nothing to do any more a moment before the last binary is kept and shown.
      const bar = document.querySelector('[role=progressbar][aria-label="Targets done"]');
      if (!isBuilding || !stop.disabled || !bar || bar.ariaValueNow !== bar.ariaValueMax) return;
      observer.disconnect();
      const took = performance.now() - clicked;
      const state = document.querySelector('[role=status][aria-label="State of the set"]')?.textContent ?? '';
      const rows = [...document.querySelectorAll('[role=region][aria-label="Results"] tbody tr')];
      const sha256 = rows.map((row) => [
        row.querySelector('th')?.textContent?.trim() ?? '',
        row.querySelector('.hash code')?.getAttribute('title') ?? '',
      ]);
      resolve({ took, state, sha256: Object.fromEntries(sha256) as Record<string, string> });
    }).observe(document.body, { attributes: true, childList: true, characterData: true, subtree: true });
  });
}

/** From here on the page's tasks are watched: https://w3c.github.io/longtasks/ tells of those of 50 ms and more. */
export function watchTasks(): void {
  const seen = globalThis as typeof globalThis & { longest?: number };
  seen.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest!, duration);
  }).observe({ type: 'longtask' });
}

/** Milliseconds of the longest task since then; 0 when none took 50 ms. */
export function longestTask(): number {
  return (globalThis as typeof globalThis & { longest?: number }).longest ?? 0;
}

/** Resolves with the milliseconds from the next event of a kind until the page shows a text. */
export function shown(event: string, text: string): Promise<number> {
  return new Promise((resolve) => {
    let began: number | undefined;
    addEventListener(event, ({ timeStamp }) => (began ??= timeStamp), { capture: true });
    new MutationObserver((_, observer) => {
      if (began === undefined || !document.body.textContent?.includes(text)) return;
      observer.disconnect();
      resolve(performance.now() - began);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
}
